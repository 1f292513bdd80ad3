// A project with people and segments, for tests of segments.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "features/crm/segments/segment_worker.hpp"
#include "testing/test_app.hpp"

namespace segment_tests {

inline constexpr const char* customers =
    R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})";

struct SegmentFixture : testing::Test {
    TestApp app;
    Client member = app.client_as(http::MemberRole::member);

    Uuid add_contact(const std::string& name, const std::string& more = "") {
        const auto reply =
            member.post("/api/crm/contacts", fmt::format(R"({{"first_name":"{}"{}}})", name, more));
        EXPECT_EQ("201", summary(reply)) << name << more;
        return reply.uuid("/id");
    }
    TestReply post_segment(const std::string& name, const std::string& criteria,
                           const std::string& more = "") {
        return member.post("/api/crm/segments",
                           fmt::format(R"({{"name":"{}","criteria":{}{}}})", name, criteria, more));
    }
    // Built already.
    Uuid add_segment(const std::string& name, const std::string& criteria,
                     const std::string& more = "") {
        const auto reply = post_segment(name, criteria, more);
        EXPECT_EQ("201", summary(reply)) << criteria;
        settle();
        return reply.uuid("/id");
    }
    void change(const Uuid& contact, const std::string& patch) {
        EXPECT_EQ("200", summary(member.patch("/api/crm/contacts/" + contact.text(), patch)));
    }
    // What the worker and the jobs of a running server do by themselves.
    void settle() {
        while (app.run_jobs() + crm::follow_all_changes(app.services()) > 0) {
        }
    }
    std::string segment_path(const Uuid& id, std::string_view rest = "") {
        return "/api/crm/segments/" + id.text() + std::string(rest);
    }
    // First names of the members, sorted; "" for nobody.
    std::string members(const Uuid& id, std::string_view query = "") {
        const auto reply = member.get(segment_path(id, "/members") + std::string(query));
        EXPECT_EQ("200", summary(reply));
        std::vector<std::string> names;
        const auto items = reply.at("/items");
        for (const auto& item : items.as_array())
            names.emplace_back(item.at("contact").at("first_name").as_string());
        std::ranges::sort(names);
        return fmt::format("{}", fmt::join(names, ","));
    }
    // The same after settling, with the stored count checked against it.
    std::string settled_members(const Uuid& id) {
        settle();
        const auto names = members(id);
        const auto commas = std::ranges::count(names, ',');
        EXPECT_EQ(names.empty() ? 0 : commas + 1,
                  member.get(segment_path(id)).at("/contact_count").as_int64());
        return names;
    }
};

} // namespace segment_tests
