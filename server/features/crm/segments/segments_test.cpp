// Segments over HTTP: making, changing, nesting, deleting them.
#include "testing/segment_fixture.hpp"

using http::MemberRole;

namespace {

struct Segments : segment_tests::SegmentFixture {
    std::string reading(std::string_view op, const std::vector<Uuid>& ids) {
        std::vector<std::string> texts;
        for (const auto& id : ids) texts.push_back('"' + id.text() + '"');
        return fmt::format(
            R"({{"match":"all","conditions":[{{"field":"segment","operator":"{}","value":[{}]}}]}})",
            op, fmt::join(texts, ","));
    }
};

} // namespace

TEST_F(Segments, are_filled_by_their_rule) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    add_contact("Ben");
    const auto reply = post_segment("Customers", segment_tests::customers);
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("waiting", reply.text("/status"));
    const auto id = reply.uuid("/id");
    EXPECT_EQ("Ana", settled_members(id));
    const auto built = member.get(segment_path(id));
    EXPECT_EQ("ready", built.text("/status"));
    EXPECT_TRUE(built.at("/last_calculated_at").is_string());
    EXPECT_EQ(1u, member.get("/api/crm/segments").at("/items").as_array().size());
}

TEST_F(Segments, are_rebuilt_by_difference_when_their_rule_changes) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    add_contact("Ben");
    const auto id = add_segment("Segment", segment_tests::customers);
    const auto version = member.get(segment_path(id)).at("/version").as_int64();
    const auto patch =
        R"({"criteria":{"match":"none","conditions":[{"field":"lifecycle_stage","operator":"is","value":"customer"}]}})";
    EXPECT_EQ("412 version_conflict",
              summary(member.send(http::Method::patch, segment_path(id), patch,
                                  {{"If-Match", '"' + std::to_string(version + 1) + '"'}})));
    const auto reply = member.patch(segment_path(id), patch);
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ(2, reply.at("/rule_version").as_int64());
    EXPECT_EQ("Ben", settled_members(id));
    // A new name is no new rule.
    EXPECT_EQ(2,
              member.patch(segment_path(id), R"({"name":"Other"})").at("/rule_version").as_int64());
}

TEST_F(Segments, keep_their_names_apart) {
    add_segment("Customers", segment_tests::customers);
    EXPECT_EQ("409 segment_exists name:segment_exists",
              summary(post_segment("CUSTOMERS", segment_tests::customers)));
}

TEST_F(Segments, that_are_static_change_by_hand_only) {
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    const auto ben = add_contact("Ben");
    const auto id = add_segment("Fair 2030", segment_tests::customers, R"(,"is_dynamic":false)");
    EXPECT_EQ("Ana", settled_members(id));
    change(ben, R"({"lifecycle_stage":"customer"})");
    change(ana, R"({"lifecycle_stage":"lead"})");
    EXPECT_EQ("Ana", settled_members(id));
    EXPECT_EQ("202", summary(member.post(segment_path(id, "/recalculate"))));
    EXPECT_EQ("Ben", settled_members(id));
    EXPECT_EQ("204", summary(member.del("/api/crm/contacts/" + ben.text())));
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ("200", summary(member.post("/api/crm/contacts/" + ben.text() + "/restore")));
    EXPECT_EQ("Ben", settled_members(id));
}

TEST_F(Segments, without_a_rule_are_filled_by_hand) {
    const auto ana = add_contact("Ana");
    const auto reply = member.post("/api/crm/segments", R"({"name":"By hand"})");
    ASSERT_EQ("201", summary(reply));
    const auto id = reply.uuid("/id");
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ(1, member
                     .post(segment_path(id, "/members"),
                           fmt::format(R"({{"contact_ids":["{}"]}})", ana.text()))
                     .at("/changed")
                     .as_int64());
    EXPECT_EQ("Ana", settled_members(id));
}

struct BadCriteria {
    const char* criteria;
    const char* answer;
};

TEST_F(Segments, refuse_bad_criteria_with_the_path) {
    const BadCriteria cases[] = {
        {R"({"match":"all"})", "criteria.conditions:required"},
        {R"({"version":2,"match":"all","conditions":[]})", "criteria.version:not_allowed"},
        {R"({"match":"all","conditions":[{"field":"shoe","operator":"is","value":1}]})",
         "criteria.conditions[0].field:unknown_field"},
        {R"({"match":"all","conditions":[{"field":"company","operator":"resembles","value":"x"}]})",
         "criteria.conditions[0].operator:not_allowed"},
        {R"({"match":"all","conditions":[{"field":"engagement_score","operator":"is","value":"ten"}]})",
         "criteria.conditions[0].value:wrong_type"},
        {R"({"match":"all","conditions":[{"field":"company","operator":"is","value":"x","during":{"last_days":3}}]})",
         "criteria.conditions[0].during:not_allowed"},
        {R"({"match":"all","conditions":[{"field":"interactions","operator":"at_least","value":-1}]})",
         "criteria.conditions[0].value:out_of_range"},
        {R"({"match":"all","conditions":[{"field":"interactions","operator":"at_least","value":1,"of":{"colours":["x"]}}]})",
         "criteria.conditions[0].of.colours:unknown_field"},
        {R"({"match":"all","conditions":[{"field":"interactions","operator":"at_least","value":1,"of":{"campaign_ids":["x"]}}]})",
         "criteria.conditions[0].of.campaign_ids:bad_format"},
        {R"({"match":"all","conditions":[{"field":"interactions","operator":"at_least","value":1,"during":{"last_days":3,"from":"2030-01-01"}}]})",
         "criteria.conditions[0].during:not_allowed"},
        {R"({"match":"all","conditions":[{"field":"created_at","operator":"within_next_days","value":367}]})",
         "criteria.conditions[0].value:out_of_range"},
        {R"({"match":"all","conditions":[{"field":"segment","operator":"is_any_of","value":["x"]}]})",
         "criteria.conditions[0].value:bad_format"},
        {R"({"match":"all","conditions":[{"field":"segment","operator":"is_any_of","value":["0190a6c0-0000-7000-8000-000000000001"]}]})",
         "criteria.conditions[0].value:unknown_segment"},
    };
    for (const auto& c : cases) {
        const auto expected = std::string("422 invalid_input ") + c.answer;
        EXPECT_EQ(expected, summary(post_segment("Bad", c.criteria))) << c.criteria;
        EXPECT_EQ(expected, summary(member.post("/api/crm/segments/preview",
                                                fmt::format(R"({{"criteria":{}}})", c.criteria))))
            << c.criteria;
    }
    EXPECT_EQ(0, app.count("customer_segments"));
    EXPECT_EQ(0, app.count("segment_dependencies"));
}

TEST_F(Segments, read_the_stored_membership_of_others) {
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer","tags":["vip"])");
    add_contact("Ben", R"(,"lifecycle_stage":"customer")");
    const auto inner = add_segment("Customers", segment_tests::customers);
    const auto outer = add_segment("Not customers", reading("is_none_of", {inner}));
    const auto third = add_segment("Customers again", reading("is_any_of", {inner}));
    EXPECT_EQ("", settled_members(outer));
    EXPECT_EQ("Ana,Ben", settled_members(third));
    change(ana, R"({"lifecycle_stage":"lead"})");
    EXPECT_EQ("Ana", settled_members(outer));
    EXPECT_EQ("Ben", settled_members(third));
}

TEST_F(Segments, may_not_contain_themselves) {
    const auto first = add_segment("First", segment_tests::customers);
    const auto second = add_segment("Second", reading("is_any_of", {first}));
    const auto third = add_segment("Third", reading("is_none_of", {second}));
    const auto reply =
        member.patch(segment_path(first), R"({"criteria":)" + reading("is_all_of", {third}) + '}');
    EXPECT_EQ("422 invalid_input criteria:cycle", summary(reply));
    EXPECT_NE(std::string::npos, reply.body.find("First → Third → Second → First")) << reply.body;
    const auto preview = fmt::format(R"({{"criteria":{},"segment_id":"{}"}})",
                                     reading("is_any_of", {first}), first.text());
    EXPECT_EQ("422 invalid_input criteria:cycle",
              summary(member.post("/api/crm/segments/preview", preview)));
}

TEST_F(Segments, of_two_edits_at_once_no_cycle_is_left) {
    const auto first = add_segment("First", segment_tests::customers);
    const auto second = add_segment("Second", segment_tests::customers);
    std::vector<Client> clients;
    clients.push_back(member.another());
    clients.push_back(member.another());
    const auto replies = TestApp::in_parallel(clients, 2, [&](Client& client, std::size_t number) {
        const auto& [self, other] =
            number == 0 ? std::pair(first, second) : std::pair(second, first);
        return client.patch(segment_path(self),
                            R"({"criteria":)" + reading("is_any_of", {other}) + '}');
    });
    EXPECT_EQ(1u, count_summary(replies, "200"));
    EXPECT_EQ(1u, count_summary(replies, "422 invalid_input criteria:cycle"));
}

TEST_F(Segments, stand_in_each_other_ten_deep_and_no_deeper) {
    auto last = add_segment("1", segment_tests::customers);
    for (int depth = 2; depth <= 10; ++depth)
        last = add_segment(std::to_string(depth), reading("is_any_of", {last}));
    EXPECT_EQ("422 invalid_input criteria:too_deep",
              summary(post_segment("11", reading("is_any_of", {last}))));
}

TEST_F(Segments, that_something_uses_are_not_deleted) {
    auto manager = app.client_as(MemberRole::manager);
    const auto inner = add_segment("Inner", segment_tests::customers);
    const auto outer = add_segment("Outer", reading("is_any_of", {inner}));
    ASSERT_EQ("201",
              summary(member.post("/api/crm/views", fmt::format(R"({{"name":"View","filter":{}}})",
                                                                reading("is_any_of", {inner})))));
    const auto refused = manager.del(segment_path(inner));
    EXPECT_EQ("409 segment_in_use", summary(refused));
    EXPECT_EQ(2u, refused.at("/uses").as_array().size());
    EXPECT_EQ("Outer", member.get(segment_path(inner, "/uses")).text("/items/0/name"));
    EXPECT_EQ("view", member.get(segment_path(inner, "/uses")).text("/items/1/kind"));
    EXPECT_EQ("204", summary(manager.del(segment_path(outer))));
    EXPECT_EQ("404 not_found", summary(member.get(segment_path(outer))));
    EXPECT_EQ(0, app.count("segment_members WHERE segment_id = '" + outer.text() + "'"));
}

TEST_F(Segments, are_made_of_a_view_in_one_step) {
    add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    add_contact("Ben");
    const auto view =
        member.post("/api/crm/views",
                    fmt::format(R"({{"name":"My view","filter":{}}})", segment_tests::customers));
    const auto reply = member.post("/api/crm/views/" + view.text("/id") + "/segment");
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("My view", reply.text("/name"));
    EXPECT_EQ("Ana", settled_members(reply.uuid("/id")));
    auto other = app.client_as(MemberRole::member);
    EXPECT_EQ("404 not_found",
              summary(other.post("/api/crm/views/" + view.text("/id") + "/segment")));
}

TEST_F(Segments, of_another_project_do_not_exist) {
    const auto ana = add_contact("Ana");
    const auto id = add_segment("Customers", segment_tests::customers);
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(segment_path(id))));
    EXPECT_EQ("404 not_found", summary(stranger.get(segment_path(id, "/members"))));
    EXPECT_EQ("404 not_found",
              summary(stranger.post(segment_path(id, "/members"),
                                    fmt::format(R"({{"contact_ids":["{}"]}})", ana.text()))));
    EXPECT_EQ("404 not_found", summary(stranger.del(segment_path(id))));
    EXPECT_EQ(
        "422 invalid_input criteria.conditions[0].value:unknown_segment",
        summary(stranger.post("/api/crm/segments", fmt::format(R"({{"name":"x","criteria":{}}})",
                                                               reading("is_any_of", {id})))));
    EXPECT_EQ(
        0, stranger
               .post("/api/crm/segments/preview", R"({"criteria":{"match":"all","conditions":[]}})")
               .at("/count")
               .as_int64());
}

TEST_F(Segments, whose_field_is_gone_say_so_and_keep_their_members) {
    auto admin = app.client_as(MemberRole::admin);
    const auto field =
        admin.post("/api/crm/custom-fields", R"({"key":"size","label":"Size","type":"number"})");
    ASSERT_EQ("201", summary(field));
    const auto ana = add_contact("Ana", R"(,"custom_fields":{"size":42})");
    const auto id = add_segment(
        "Large",
        R"({"match":"all","conditions":[{"field":"custom.size","operator":"at_least","value":40}]})");
    EXPECT_EQ("Ana", settled_members(id));
    ASSERT_EQ("204", summary(admin.del("/api/crm/custom-fields/" + field.text("/id"))));
    settle();
    change(ana, R"({"first_name":"Anna"})");
    EXPECT_EQ("Anna", settled_members(id));
    const auto broken = member.get(segment_path(id));
    EXPECT_EQ("broken", broken.text("/status"));
    EXPECT_EQ("criteria.conditions[0].field: there is no field of this name",
              broken.text("/error"));
    EXPECT_EQ("200",
              summary(member.patch(segment_path(id),
                                   fmt::format(R"({{"criteria":{}}})", segment_tests::customers))));
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ("ready", member.get(segment_path(id)).text("/status"));
}

TEST_F(Segments, are_one_of_the_first_steps_of_a_project) {
    const auto step = [&] {
        const auto steps = member.get("/api/setup").at("/steps");
        for (const auto& each : steps.as_array())
            if (each.at("key").as_string() == "first_segment") return each.at("done").as_bool();
        throw std::runtime_error("there is no such step");
    };
    EXPECT_FALSE(step());
    add_segment("Customers", segment_tests::customers);
    EXPECT_TRUE(step());
}
