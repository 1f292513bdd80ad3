// Tags through the real server: one for each word, however it is spelt.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Tags : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client manager = app.client_as(MemberRole::manager);

    std::string create(const std::string& body) {
        return summary(member.post("/api/crm/tags", body));
    }
    static std::string path(const TestReply& tag) { return "/api/crm/tags/" + tag.text("/id"); }
    // "new 1, vip 0": names and how many have each.
    std::string list(Client& client, const std::string& query = "") {
        const auto reply = client.get("/api/crm/tags" + query);
        if (reply.status != 200) return summary(reply);
        std::string all;
        const auto items = reply.at("/items");
        for (const auto& item : items.as_array())
            all += (all.empty() ? "" : ", ") + std::string(item.at("name").as_string()) + ' '
                   + std::to_string(item.at("contacts_count").as_int64());
        return all;
    }
};

} // namespace

TEST_F(Tags, are_made_by_hand_and_with_contacts_and_listed_by_name) {
    const auto made = member.post("/api/crm/tags", R"({"name":" VIP ","colour":"#AB12cd"})");
    ASSERT_EQ("201", summary(made));
    EXPECT_EQ("VIP", made.text("/name"));
    EXPECT_EQ("#ab12cd", made.text("/colour"));
    EXPECT_EQ(path(made), made.headers.get("Location"));
    EXPECT_EQ("201", summary(member.post("/api/crm/contacts",
                                         R"({"first_name":"A","tags":["vip","Ärzte"]})")));
    EXPECT_EQ("Ärzte 1, VIP 1", list(member));
    EXPECT_EQ("Ärzte 1", list(member, "?q=ARZ"));
    EXPECT_EQ("", list(member, "?q=ip"));
    EXPECT_EQ("", list(member, "?q=%25"));
}

TEST_F(Tags, count_nobody_who_is_in_the_trash) {
    member.post("/api/crm/contacts", R"({"first_name":"A","tags":["vip","new"]})");
    const auto gone = member.post("/api/crm/contacts", R"({"first_name":"B","tags":["vip"]})");
    EXPECT_EQ("new 1, vip 2", list(member));
    const auto contact = "/api/crm/contacts/" + gone.text("/id");
    EXPECT_EQ("204", summary(member.del(contact)));
    EXPECT_EQ("new 1, vip 1", list(member));
    const auto vip = member.get("/api/crm/tags?q=vip").text("/items/0/id");
    EXPECT_EQ(1, manager.patch("/api/crm/tags/" + vip, R"({"colour":"#000000"})")
                     .at("/contacts_count")
                     .as_int64());
    EXPECT_EQ("200", summary(member.post(contact + "/restore")));
    EXPECT_EQ("new 1, vip 2", list(member));
}

TEST_F(Tags, are_refused_with_the_field_named) {
    const struct {
        std::string body, expected;
    } cases[] = {
        {"{}", "422 invalid_input name:required"},
        {R"({"name":" ","colour":"red"})", "422 invalid_input name:bad_format colour:bad_format"},
        {R"({"name":")" + std::string(60, 'x') + R"("})", "201"},
        {R"({"name":")" + std::string(61, 'x') + R"("})", "422 invalid_input name:too_long"},
        {R"({"name":"a","colour":"#12345"})", "422 invalid_input colour:bad_format"},
        {R"({"name":"a","size":1})", "422 invalid_input size:unknown_field"},
        {R"({"name":"vip"})", "201"},
        {R"({"name":"VIP"})", "409 tag_exists name:tag_exists"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, create(each.body)) << each.body;
    EXPECT_EQ(2, app.count("tags"));
    EXPECT_EQ("422 invalid_input q:too_long", list(member, "?q=" + std::string(61, 'x')));
}

TEST_F(Tags, are_renamed_for_everybody_and_not_over_another) {
    const auto vip = member.post("/api/crm/tags", R"({"name":"vip","colour":"#000000"})");
    EXPECT_EQ("201", create(R"({"name":"new"})"));
    const auto contact = member.post("/api/crm/contacts", R"({"first_name":"A","tags":["vip"]})");
    EXPECT_EQ("403 not_allowed", summary(member.patch(path(vip), R"({"name":"gold"})")));
    const auto renamed = manager.patch(path(vip), R"({"name":"gold"})");
    EXPECT_EQ("200", summary(renamed));
    EXPECT_EQ("#000000", renamed.text("/colour"));
    EXPECT_EQ("gold", member.get("/api/crm/contacts/" + contact.text("/id")).text("/tags/0"));
    EXPECT_TRUE(manager.patch(path(vip), R"({"colour":null})").at("/colour").is_null());
    EXPECT_EQ("409 tag_exists name:tag_exists",
              summary(manager.patch(path(vip), R"({"name":"NEW"})")));
    EXPECT_EQ("422 invalid_input name:required",
              summary(manager.patch(path(vip), R"({"name":null})")));
    EXPECT_EQ("200", summary(manager.patch(path(vip), R"({"name":"GOLD"})")));
}

TEST_F(Tags, that_are_deleted_leave_everybody) {
    const auto vip = member.post("/api/crm/tags", R"({"name":"vip"})");
    const auto contact =
        member.post("/api/crm/contacts", R"({"first_name":"A","tags":["vip","new"]})");
    EXPECT_EQ("403 not_allowed", summary(member.del(path(vip))));
    EXPECT_EQ("204", summary(manager.del(path(vip))));
    EXPECT_EQ("404 not_found", summary(manager.del(path(vip))));
    EXPECT_EQ(boost::json::array({"new"}),
              member.get("/api/crm/contacts/" + contact.text("/id")).at("/tags"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'tag.deleted' AND target_name = 'vip'"));
}

TEST_F(Tags, are_two_thousand_at_most_and_all_are_listed) {
    app.project_id();
    app.execute(
        "INSERT INTO tags (project_id, id, name, name_folded) SELECT id, gen_random_uuid(), 't' || "
        "n, 't' || n FROM projects, generate_series(1, 1999) n");
    EXPECT_EQ("201", create(R"({"name":"the last"})"));
    EXPECT_EQ(2000u, member.get("/api/crm/tags").at("/items").as_array().size());
    EXPECT_EQ("409 limit_reached", create(R"({"name":"one more"})"));
    EXPECT_EQ(
        "409 limit_reached",
        summary(member.post("/api/crm/contacts", R"({"first_name":"A","tags":["one more"]})")));
    EXPECT_EQ(0, app.count("contacts"));
    const auto tagged =
        member.post("/api/crm/contacts", R"({"first_name":"A","tags":["The Last","t7"]})");
    EXPECT_EQ("201", summary(tagged)) << "those that are there can be used";
    EXPECT_EQ("409 limit_reached", summary(member.patch("/api/crm/contacts/" + tagged.text("/id"),
                                                        R"({"tags":["t7","one more"]})")));
    const auto bulk = [&](const std::string& tag) {
        return summary(manager.post("/api/crm/bulk", R"({"action":"tag","everybody":true,)"
                                                     R"("parameters":{"tags":[")"
                                                         + tag + "\"]}}"));
    };
    EXPECT_EQ("202", bulk("t8"));
    EXPECT_EQ("409 limit_reached", bulk("one more"));
}

TEST_F(Tags, are_told_to_everybody_who_looks) {
    const auto vip = member.post("/api/crm/tags", R"({"name":"vip"})");
    manager.patch(path(vip), R"({"name":"gold"})");
    manager.del(path(vip));
    EXPECT_EQ("tag.created, tag.updated, tag.deleted",
              app.value("SELECT string_agg(name, ', ' ORDER BY number) FROM (SELECT name, "
                        "row_number() OVER () AS number FROM outbox WHERE topic = 'contacts') o"));
}

TEST_F(Tags, of_another_project_do_not_exist) {
    const auto vip = member.post("/api/crm/tags", R"({"name":"vip"})");
    auto stranger = app.other_project();
    EXPECT_EQ("", list(stranger));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(vip), R"({"name":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(vip))));
    EXPECT_EQ("201", summary(stranger.post("/api/crm/tags", R"({"name":"vip"})")));
}

TEST_F(Tags, of_one_word_given_by_many_at_once_are_one) {
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 24, [](Client& client, std::size_t number) {
        return client.post("/api/crm/contacts", R"({"first_name":")" + std::to_string(number)
                                                    + R"(","tags":["vip","new"]})");
    });
    EXPECT_EQ(24u, count_summary(replies, "201"));
    EXPECT_EQ("new 24, vip 24", list(member));
}
