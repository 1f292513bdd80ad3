// Custom fields through the real server: their definitions, and what becomes of values when a
// definition changes.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct CustomFields : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);
    Client member = app.client_as(MemberRole::member);

    TestReply create(const std::string& body) {
        return manager.post("/api/crm/custom-fields", body);
    }
    // A field of this type; options come as JSON.
    TestReply add(const std::string& key, const std::string& type,
                  const std::string& options = "[]") {
        const auto reply = create(R"({"key":")" + key + R"(","label":"The )" + key + R"(","type":")"
                                  + type + R"(","options":)" + options + "}");
        EXPECT_EQ("201", summary(reply)) << key;
        return reply;
    }
    static std::string path(const TestReply& field) {
        return "/api/crm/custom-fields/" + field.text("/id");
    }
    // "size, colour"
    std::string keys(Client& client) {
        std::string all;
        const auto items = client.get("/api/crm/custom-fields").at("/items");
        for (const auto& item : items.as_array())
            all += (all.empty() ? "" : ", ") + std::string(item.at("key").as_string());
        return all;
    }
    std::string order(const std::string& ids) {
        return summary(manager.post("/api/crm/custom-fields/order", R"({"ids":)" + ids + "}"));
    }
    std::string contact(const std::string& custom_fields) {
        const auto reply = member.post(
            "/api/crm/contacts", R"({"first_name":"A","custom_fields":)" + custom_fields + "}");
        EXPECT_EQ("201", summary(reply)) << reply;
        return "/api/crm/contacts/" + reply.text("/id");
    }
};

std::string list_of(std::size_t count, const std::string& prefix = "o") {
    std::string list;
    for (std::size_t i = 0; i < count; ++i)
        list += (i > 0 ? ",\"" : "\"") + prefix + std::to_string(i) + '"';
    return '[' + list + ']';
}

} // namespace

TEST_F(CustomFields, are_created_listed_in_their_order_and_changed) {
    const auto size = add("size", "number");
    EXPECT_EQ(path(size), size.headers.get("Location"));
    EXPECT_EQ("\"1\"", size.headers.get("ETag"));
    add("colour", "select", R"(["Red","Blue"])");
    EXPECT_EQ("size, colour", keys(member));
    const auto changed = manager.patch(path(size), R"({"label":"Shoe size","required":true})");
    ASSERT_EQ("200", summary(changed));
    EXPECT_EQ("Shoe size", changed.text("/label"));
    EXPECT_EQ("number", changed.text("/type"));
    EXPECT_TRUE(changed.at("/required").as_bool());
    EXPECT_EQ("\"2\"", changed.headers.get("ETag"));
    EXPECT_EQ("403 not_allowed", summary(member.patch(path(size), "{}")));
    for (const auto* action : {"created", "updated"})
        EXPECT_LE(1,
                  app.count("audit_log WHERE action = 'custom_field." + std::string(action) + "'"));
}

TEST_F(CustomFields, are_refused_with_every_bad_field_named) {
    const auto of = [](const std::string& key, const std::string& more) {
        return R"({"key":")" + key + R"(","label":"A",)" + more + "}";
    };
    const std::string hundred = [] {
        std::string text;
        for (int i = 0; i < 100; ++i) text += "ä"; // two bytes each
        return text;
    }();
    const std::pair<std::string, std::string> cases[] = {
        {"{}", "422 invalid_input key:required label:required type:required"},
        {of("Shoe size", R"("type":"select")"),
         "422 invalid_input key:bad_format options:required"},
        {of("1st", R"("type":"text")"), "422 invalid_input key:bad_format"},
        {of(std::string(60, 'k'), R"("type":"text")"), "201"},
        {of(std::string(61, 'k'), R"("type":"text")"), "422 invalid_input key:too_long"},
        {of("a", R"("type":"money")"), "422 invalid_input type:not_allowed"},
        {of("a", R"("type":"text","options":["x"])"), "422 invalid_input options:not_allowed"},
        {of("a", R"("type":"select","options":["Red","","red "])"),
         "422 invalid_input options[1]:too_short"},
        {of("a", R"("type":"select","options":["Red","Blue","red "])"),
         "422 invalid_input options[2]:duplicate"},
        {of("a", R"("type":"select","options":[" "])"), "422 invalid_input options[0]:bad_format"},
        {of("at_bound", R"("type":"select","options":[")" + hundred + R"("])"), "201"},
        {of("a", R"("type":"select","options":[")" + hundred + R"(x"])"),
         "422 invalid_input options[0]:too_long"},
        {of("many", R"("type":"multi_select","options":)" + list_of(200)), "201"},
        {of("a", R"("type":"multi_select","options":)" + list_of(201)),
         "422 invalid_input options:too_many"},
        {R"({"key":"a","label":" ","type":"text"})", "422 invalid_input label:bad_format"},
        {R"({"key":"a","label":")" + hundred + R"(x","type":"text"})",
         "422 invalid_input label:too_long"},
        {of("many", R"("type":"text")"), "409 custom_field_exists key:custom_field_exists"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(expected, summary(create(body))) << body.substr(0, 80);
    EXPECT_EQ(3, app.count("custom_field_definitions"));
}

TEST_F(CustomFields, that_somebody_changed_meanwhile_are_not_overwritten) {
    const auto size = add("size", "number");
    const std::vector<std::pair<std::string, std::string>> first{{"If-Match", "\"1\""}};
    const auto change = [&](const std::string& label) {
        return manager.send(http::Method::patch, path(size), R"({"label":")" + label + R"("})",
                            first);
    };
    EXPECT_EQ("200", summary(change("One")));
    const auto late = change("Two");
    EXPECT_EQ("412 version_conflict", summary(late));
    EXPECT_EQ("2", late.text("/current"));
    EXPECT_EQ("412 version_conflict",
              summary(manager.send(http::Method::del, path(size), {}, first)));
}

TEST_F(CustomFields, are_put_in_an_order_and_the_unnamed_follow) {
    const auto a = add("a", "text").text("/id"), b = add("b", "text").text("/id"),
               c = add("c", "text").text("/id");
    EXPECT_EQ("200", order("[\"" + c + "\",\"" + a + "\",\"" + b + "\"]"));
    EXPECT_EQ("c, a, b", keys(member));
    EXPECT_EQ("200", order("[\"" + b + "\"]"));
    EXPECT_EQ("b, c, a", keys(member));
    add("d", "text");
    EXPECT_EQ("b, c, a, d", keys(member));
    const std::string nobody = "00000000-0000-7000-8000-000000000000";
    EXPECT_EQ("422 invalid_input ids[0]:reference_not_found ids[2]:duplicate",
              order("[\"" + nobody + "\",\"" + a + "\",\"" + a + "\"]"));
    EXPECT_EQ("422 invalid_input ids:too_few", order("[]"));
    EXPECT_EQ("422 invalid_input ids:required",
              summary(manager.post("/api/crm/custom-fields/order", "{}")));
    EXPECT_EQ("b, c, a, d", keys(member));
}

TEST_F(CustomFields, that_become_required_do_not_stand_in_the_way_of_other_edits) {
    const auto size = add("size", "number");
    const auto ana = contact("{}");
    EXPECT_EQ("200", summary(manager.patch(path(size), R"({"required":true})")));
    EXPECT_EQ("200", summary(member.patch(ana, R"({"job_title":"Owner"})")));
    EXPECT_EQ("422 invalid_input custom_fields.size:required",
              summary(member.post("/api/crm/contacts", R"({"first_name":"B"})")));
    EXPECT_EQ("200", summary(member.patch(ana, R"({"custom_fields":{"size":42}})")));
    EXPECT_EQ("422 invalid_input custom_fields.size:required",
              summary(member.patch(ana, R"({"custom_fields":{"size":null}})")));
    EXPECT_EQ(42, member.get(ana).at("/custom_fields/size").to_number<int>());
}

TEST_F(CustomFields, that_lose_an_option_leave_the_people_who_have_it) {
    const auto colour = add("colour", "select", R"(["Red","Blue"])");
    const auto ana = contact(R"({"colour":"Red"})");
    EXPECT_EQ("422 invalid_input options:required",
              summary(manager.patch(path(colour), R"({"options":[]})")));
    EXPECT_EQ("200", summary(manager.patch(path(colour), R"({"options":["Blue"]})")));
    EXPECT_EQ("200", summary(member.patch(ana, R"({"job_title":"Owner"})")));
    EXPECT_EQ("Red", member.get(ana).text("/custom_fields/colour"));
    EXPECT_EQ("422 invalid_input custom_fields.colour:not_allowed",
              summary(member.patch(ana, R"({"custom_fields":{"colour":"Red"}})")));
}

TEST_F(CustomFields, that_are_deleted_take_their_values_along) {
    const auto size = add("size", "number");
    add("colour", "text");
    const auto ana = contact(R"({"size":42,"colour":"Red"})");
    EXPECT_EQ("403 not_allowed", summary(member.del(path(size))));
    EXPECT_EQ("204", summary(manager.del(path(size))));
    EXPECT_EQ("404 not_found", summary(manager.del(path(size))));
    // Also before the job has cleaned up: an edit of something else passes.
    EXPECT_EQ("200", summary(member.patch(ana, R"({"custom_fields":{"colour":"Blue"}})")));
    EXPECT_EQ("422 invalid_input custom_fields.size:unknown_field",
              summary(member.patch(ana, R"({"custom_fields":{"size":1}})")));
    app.run_jobs();
    EXPECT_EQ((boost::json::object{{"colour", "Blue"}}), member.get(ana).at("/custom_fields"));
    EXPECT_EQ(1, app.count("contact_field_values"));
    add("size", "text"); // the key is free again, for another type
    EXPECT_EQ("200", summary(member.patch(ana, R"({"custom_fields":{"size":"L"}})")));
}

TEST_F(CustomFields, take_values_of_their_type_to_the_bounds) {
    add("text", "text");
    add("url", "url");
    add("number", "number");
    add("date", "date");
    add("boolean", "boolean");
    add("select", "select", R"(["Red","Blue"])");
    add("many", "multi_select", R"(["Red","Blue"])");
    const struct {
        std::string field, value, problem;
    } cases[] = {
        {"text", '"' + std::string(2000, 'x') + '"', ""},
        {"text", '"' + std::string(2001, 'x') + '"', "too_long"},
        {"text", "5", "wrong_type"},
        {"url", R"("https://example.com/x")", ""},
        {"url", R"("example.com")", "bad_format"},
        {"number", "-1.5", ""},
        {"number", R"("5")", "wrong_type"},
        {"date", R"("2026-02-28")", ""},
        {"date", R"("2026-02-29")", "bad_format"},
        {"date", "20260228", "bad_format"},
        {"date", R"("1900-01-01")", ""},
        {"date", R"("1899-12-31")", "out_of_range"},
        {"date", R"("2199-12-31")", ""},
        {"date", R"("2200-01-01")", "out_of_range"},
        {"boolean", "false", ""},
        {"boolean", R"("yes")", "wrong_type"},
        {"select", R"("Red")", ""},
        {"select", R"("red")", "not_allowed"},
        {"select", R"(["Red"])", "not_allowed"},
        {"many", R"(["Red","Blue"])", ""},
        {"many", R"(["Red","Pink"])", "not_allowed"},
        {"many", R"("Red")", "wrong_type"},
        {"nothing", "1", "unknown_field"},
    };
    const auto ana = contact("{}");
    for (const auto& [field, value, problem] : cases) {
        const auto expected =
            problem.empty() ? "200" : "422 invalid_input custom_fields." + field + ':' + problem;
        EXPECT_EQ(expected, summary(member.patch(
                                ana, R"({"custom_fields":{")" + field + R"(":)" + value + "}}")))
            << value.substr(0, 40);
    }
    EXPECT_EQ("422 invalid_input custom_fields:wrong_type",
              summary(member.patch(ana, R"({"custom_fields":null})")));
    EXPECT_EQ(8, app.count("contact_field_values"));
}

TEST_F(CustomFields, are_two_hundred_at_most) {
    app.project_id();
    app.execute(
        "INSERT INTO custom_field_definitions (project_id, id, key, label, type) SELECT id, "
        "gen_random_uuid(), 'f' || n, 'F', 'text' FROM projects, generate_series(1, 199) n");
    add("last", "text");
    EXPECT_EQ("409 limit_reached", summary(create(R"({"key":"more","label":"A","type":"text"})")));
}

TEST_F(CustomFields, of_another_project_do_not_exist) {
    const auto size = add("size", "number");
    auto stranger = app.other_project();
    EXPECT_EQ("", keys(stranger));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(size), R"({"label":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(size))));
    EXPECT_EQ("422 invalid_input ids[0]:reference_not_found",
              summary(stranger.post("/api/crm/custom-fields/order",
                                    R"({"ids":[")" + size.text("/id") + R"("]})")));
    EXPECT_EQ("422 invalid_input custom_fields.size:unknown_field",
              summary(stranger.post("/api/crm/contacts",
                                    R"({"first_name":"A","custom_fields":{"size":1}})")));
}
