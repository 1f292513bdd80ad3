// A project with people, segments and campaigns, for tests of campaigns.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "features/campaigns/campaign.hpp"
#include "testing/test_app.hpp"

namespace campaign_tests {

// `count` people "p1@example.com" … and a segment "Everybody" of them; the id of the segment.
// `project`, so that several projects can have them.
inline Uuid add_people(TestApp& app, const Uuid& project, int count) {
    const auto segment = Uuid::make();
    app.execute(fmt::format(
        R"(SET LOCAL statement_timeout = 0;
           INSERT INTO customer_segments (project_id, id, name, name_folded, criteria, status)
           VALUES ('{0}', '{1}', 'Everybody {1}', 'everybody {1}', '{{}}', 'ready');
           WITH people AS (
               INSERT INTO contacts (project_id, id, display_name, first_name, email, email_normalised)
               SELECT '{0}', gen_random_uuid(), 'Person ' || n, 'Person' || n, 'p' || n || '@example.com',
                      'p' || n || '@example.com' FROM generate_series(1, {2}) n
               RETURNING project_id, id),
           counted AS (INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM people)
           INSERT INTO segment_members (project_id, segment_id, contact_id, by_rule, since)
           SELECT project_id, '{1}', id, true, now() FROM people;)",
        project.text(), segment.text(), count));
    return segment;
}

struct CampaignFixture : testing::Test {
    using Configure = std::function<void(config::Config&)>;
    explicit CampaignFixture(const Configure& more = [](config::Config&) {})
        : app({.configure = [&](config::Config& config) {
              config.allow_private_outbound = true; // mail servers of tests stand beside it
              more(config);
          }}) {}

    TestApp app;
    Client viewer = app.client_as(http::MemberRole::viewer);
    Client member = app.client_as(http::MemberRole::member);
    Client manager = app.client_as(http::MemberRole::manager);

    Uuid add_segment_of(int count) { return add_people(app, app.project_id(), count); }

    static std::string path(const Uuid& id, std::string_view rest = "") {
        return "/api/campaigns/" + id.text() + std::string(rest);
    }
    static std::string campaign_input(const Uuid& segment, const std::string& more = "") {
        return fmt::format(R"({{"name":"Spring","target_segments":["{}"]{}}})", segment.text(),
                           more);
    }
    static constexpr const char* mail =
        R"({"message_name":"Hello","subject_line":"Spring is here","message_content":"Come in.\n{{ sender.postal_address }}\n{{ links.unsubscribe }}"})";

    // A draft with one mail to the segment.
    Uuid add_campaign(const Uuid& segment, const std::string& more = "") {
        const auto reply = member.post("/api/campaigns", campaign_input(segment, more));
        EXPECT_EQ("201", summary(reply));
        const auto id = reply.uuid("/id");
        EXPECT_EQ("201", summary(member.post(path(id, "/messages"), mail)));
        return id;
    }
    // Rehearsed and approved, by a manager. What the approval was answered.
    TestReply approve(const Uuid& id) {
        const auto rehearsal = member.post(path(id, "/rehearsals"));
        EXPECT_EQ("202", summary(rehearsal)) << rehearsal;
        app.run_jobs();
        return manager.post(path(id, "/approval"),
                            fmt::format(R"({{"rehearsal_id":"{}"}})", rehearsal.text("/id")));
    }
    // A campaign that runs.
    Uuid run_campaign(const Uuid& segment, const std::string& more = "") {
        const auto id = add_campaign(segment, more);
        EXPECT_EQ("200", summary(approve(id)));
        return id;
    }
    // What is true of one person, in SQL: "do_not_contact = true".
    void change_person(int number, const std::string& assignment) {
        app.execute(fmt::format("UPDATE contacts SET {} WHERE email = 'p{}@example.com'",
                                assignment, number));
    }
    campaigns::Ledger ledger_of(const Uuid& id) {
        return meta::parse<campaigns::Ledger>(
            boost::json::serialize(viewer.get(path(id)).at("/ledger")));
    }
};

} // namespace campaign_tests
