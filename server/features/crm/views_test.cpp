// Saved views through the real server: whose they are, and that each can be shown.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Views : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client colleague = app.client_as(MemberRole::member);
    Client admin = app.client_as(MemberRole::admin);

    TestReply create(const std::string& name, bool shared = false) {
        const auto reply = member.post("/api/crm/views", R"({"name":")" + name + R"(","shared":)"
                                                             + (shared ? "true" : "false") + "}");
        EXPECT_EQ("201", summary(reply)) << name;
        return reply;
    }
    static std::string path(const TestReply& view) { return "/api/crm/views/" + view.text("/id"); }
    static std::string names(Client& client) {
        std::string all;
        const auto items = client.get("/api/crm/views").at("/items");
        for (const auto& item : items.as_array())
            all += (all.empty() ? "" : ", ") + std::string(item.at("name").as_string());
        return all;
    }
};

constexpr const char* customers =
    R"({"match":"all","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]})";

std::string columns(std::size_t count, std::size_t length) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i)
        list += (i > 0 ? ",\"" : "\"") + std::string(length, 'c') + '"';
    return '[' + list + ']';
}

} // namespace

TEST_F(Views, keep_filter_sort_and_columns) {
    const auto view =
        member.post("/api/crm/views", R"({"name":"Customers","filter":)" + std::string(customers)
                                          + R"(,"sort":"name","columns":["name","email"]})");
    ASSERT_EQ("201", summary(view));
    EXPECT_EQ(boost::json::parse(customers), view.at("/filter"));
    EXPECT_EQ("name", view.text("/sort"));
    EXPECT_EQ(boost::json::array({"name", "email"}), view.at("/columns"));
    EXPECT_EQ(path(view), view.headers.get("Location"));
    EXPECT_EQ("\"1\"", view.headers.get("ETag"));
    const auto changed = member.patch(path(view), R"({"filter":null,"columns":[]})");
    EXPECT_EQ("200", summary(changed));
    EXPECT_TRUE(changed.at("/filter").is_null());
    EXPECT_EQ("name", changed.text("/sort"));
    EXPECT_EQ("\"2\"", changed.headers.get("ETag"));
    EXPECT_EQ("204", summary(member.del(path(view))));
    EXPECT_EQ("404 not_found", summary(member.del(path(view))));
    EXPECT_EQ("-created_at", create("Plain").text("/sort"));
}

TEST_F(Views, that_could_not_be_shown_are_refused_with_the_field_named) {
    const auto with = [](const std::string& more) { return R"({"name":"A",)" + more + "}"; };
    const std::pair<std::string, std::string> cases[] = {
        {"{}", "422 invalid_input name:required"},
        {R"({"name":" ","shared":1,"icon":"x"})",
         "422 invalid_input name:bad_format shared:wrong_type icon:unknown_field"},
        {R"({"name":")" + std::string(100, 'x') + R"("})", "201"},
        {R"({"name":")" + std::string(101, 'x') + R"("})", "422 invalid_input name:too_long"},
        {with(R"("sort":"shoe_size")"), "422 invalid_input sort:not_allowed"},
        {with(R"("filter":5)"), "422 invalid_input filter:wrong_type"},
        {with(R"("filter":{"match":"all","conditions":[{"field":"x","operator":"is"}]})"),
         "422 invalid_input filter.conditions[0].field:unknown_field"},
        {with(R"("columns":)" + columns(100, 100)), "201"},
        {with(R"("columns":)" + columns(101, 1)), "422 invalid_input columns:too_many"},
        {with(R"("columns":)" + columns(1, 101)), "422 invalid_input columns[0]:too_long"},
        {with(R"("columns":["name",""])"), "422 invalid_input columns[1]:too_short"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(expected, summary(member.post("/api/crm/views", body))) << body.substr(0, 80);
    EXPECT_EQ(2, app.count("saved_views"));
}

TEST_F(Views, are_their_makers_own_until_shared) {
    const auto own = create("Own"), shared = create("Shared", true);
    EXPECT_EQ("Own, Shared", names(member));
    EXPECT_EQ("Shared", names(colleague));
    EXPECT_EQ("404 not_found", summary(colleague.patch(path(own), R"({"name":"x"})")));
    EXPECT_EQ("404 not_found", summary(colleague.del(path(own))));
    EXPECT_EQ("403 not_allowed", summary(colleague.patch(path(shared), R"({"name":"x"})")));
    EXPECT_EQ("403 not_allowed", summary(colleague.del(path(shared))));
    auto viewer = app.client_as(MemberRole::viewer);
    EXPECT_EQ("Shared", names(viewer));
    EXPECT_EQ("403 not_allowed", summary(viewer.post("/api/crm/views", R"({"name":"x"})")));
}

TEST_F(Views, of_others_are_renamed_unshared_and_deleted_by_administrators) {
    const auto one = create("One", true), two = create("Two", true), own = create("Own");
    EXPECT_EQ("404 not_found", summary(admin.patch(path(own), R"({"name":"x"})")));
    const auto unshared = admin.patch(path(one), R"({"name":"Uno","shared":false})");
    EXPECT_EQ("200", summary(unshared));
    EXPECT_FALSE(unshared.at("/shared").as_bool());
    EXPECT_EQ("Two", names(admin));
    EXPECT_EQ("204", summary(admin.del(path(two))));
    EXPECT_EQ("Own, Uno", names(member));
}

TEST_F(Views, that_somebody_changed_meanwhile_are_not_overwritten) {
    const auto view = create("One", true);
    const std::vector<std::pair<std::string, std::string>> first{{"If-Match", "\"1\""}};
    EXPECT_EQ("200",
              summary(admin.send(http::Method::patch, path(view), R"({"sort":"name"})", first)));
    const auto late = member.send(http::Method::patch, path(view), R"({"sort":"-name"})", first);
    EXPECT_EQ("412 version_conflict", summary(late));
    EXPECT_EQ("2", late.text("/current"));
    EXPECT_EQ("412 version_conflict",
              summary(member.send(http::Method::del, path(view), {}, first)));
}

TEST_F(Views, are_a_hundred_of_one_person_at_most) {
    app.execute(
        "INSERT INTO saved_views (project_id, id, name, created_by) SELECT id, gen_random_uuid(), "
        "'v' || n, '"
        + member.user_id.text() + "' FROM projects, generate_series(1, 99) n");
    create("The last");
    EXPECT_EQ("409 limit_reached", summary(member.post("/api/crm/views", R"({"name":"x"})")));
    EXPECT_EQ("201", summary(colleague.post("/api/crm/views", R"({"name":"x"})")));
}

TEST_F(Views, of_another_project_do_not_exist) {
    const auto view = create("Shared", true);
    auto stranger = app.other_project();
    EXPECT_EQ("", names(stranger));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(view), R"({"name":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(view))));
}
