#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

std::string ana() {
    return R"({"first_name":"Ana","last_name":"O'Brien","email":"Ana@Example.com","phone":"020 7946 0958",)"
           R"("company":"Jean-Pierre & Co","tags":["VIP","new"]})";
}

struct Contacts : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Contacts() { app.execute("UPDATE projects SET default_region = 'GB'"); }

    Uuid create(const std::string& body) {
        const auto reply = member.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text(); }
};

} // namespace

TEST_F(Contacts, are_created_with_everything_worked_out) {
    const auto reply = member.post("/api/crm/contacts", ana());
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("Ana O'Brien", reply.text("/display_name"));
    EXPECT_EQ("Ana@Example.com", reply.text("/email"));
    EXPECT_EQ("+442079460958", reply.text("/phones/0/e164"));
    EXPECT_EQ("020 7946 0958", reply.text("/phone"));
    EXPECT_EQ(boost::json::array({"new", "VIP"}), reply.at("/tags"));
    EXPECT_EQ("Jean-Pierre & Co", reply.text("/company"));
    EXPECT_EQ("\"1\"", reply.headers.get("ETag"));
    EXPECT_EQ(reply.headers.get("Location"), path(reply.uuid("/id")));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contact.created'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'contact.created'"));
    EXPECT_EQ(1, app.count("companies WHERE name = 'Jean-Pierre & Co'"));
}

TEST_F(Contacts, refuse_bad_input_with_every_field_at_once_and_store_nothing) {
    const auto reply = member.post(
        "/api/crm/contacts",
        R"({"first_name":5,"email":"a@b..com","emails":[{"address":"nobody"}],"shoe":1,)"
        R"("lifecycle_stage":"king"})");
    EXPECT_EQ(422, reply.status);
    const auto fields = reply.bad_fields();
    for (const auto* expected :
         {"first_name:wrong_type", "email:bad_format", "emails[0].address:bad_format",
          "shoe:unknown_field", "lifecycle_stage:not_allowed"})
        EXPECT_NE(std::string::npos, fields.find(expected)) << fields;
    EXPECT_EQ(0, app.count("contacts"));
}

struct RefusedCase {
    const char* body;
    const char* expected;
};

TEST_F(Contacts, name_the_field_and_the_reason) {
    const RefusedCase cases[] = {
        {R"({})", "422 invalid_input :required"},
        {R"({"phone":"12"})", "422 invalid_input phone:bad_format"},
        {R"({"first_name":"A","company_id":"00000000-0000-7000-8000-000000000000"})",
         "422 invalid_input company_id:reference_not_found"},
        {R"({"first_name":"A","assigned_to":"00000000-0000-7000-8000-000000000000"})",
         "422 reference_not_found assigned_to:reference_not_found"},
        {R"({"first_name":"A","first_contact_date":"1899-12-31T12:00:00Z"})",
         "422 invalid_input first_contact_date:out_of_range"},
        {R"({"first_name":"A","first_contact_date":"2200-01-01T00:00:00Z"})",
         "422 invalid_input first_contact_date:out_of_range"},
        {R"({"first_name":"A","first_contact_date":"2026-02-30T00:00:00Z"})",
         "422 invalid_input first_contact_date:bad_format"},
        {R"({"first_name":"A","custom_fields":{"shoe_size":42}})",
         "422 invalid_input custom_fields.shoe_size:unknown_field"},
        {R"(["not an object"])", "422 invalid_input :wrong_type"},
        {R"({"first_name":)", "400 invalid_json"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, summary(member.post("/api/crm/contacts", c.body))) << c.body;
    EXPECT_EQ(0, app.count("contacts"));
}

TEST_F(Contacts, speak_the_projects_language_unless_told) {
    app.client_as(MemberRole::admin).patch("/api/project", R"({"language":"de"})");
    const auto language = [&](const std::string& body) {
        return member.get(path(create(body))).text("/language");
    };
    EXPECT_EQ("de", language(R"({"first_name":"A"})"));
    EXPECT_EQ("en", language(R"({"first_name":"B","language":"en"})"));
}

TEST_F(Contacts, hold_details_of_ten_thousand_bytes_and_no_more) {
    const auto details = [](std::string_view field, std::size_t bytes) {
        const std::string value(bytes - std::string_view(R"({"a":""})").size(), 'x');
        return fmt::format(R"({{"first_name":"A","{}":{{"a":"{}"}}}})", field, value);
    };
    for (const std::string field : {"source_details", "utm_data"}) {
        const auto refusal = "422 invalid_input " + field + ":too_long";
        EXPECT_EQ(refusal, summary(member.post("/api/crm/contacts", details(field, 10'001))));
        const auto id = create(details(field, 10'000));
        EXPECT_EQ(refusal, summary(member.patch(path(id), details(field, 10'001))));
        EXPECT_EQ("200", summary(member.patch(path(id), R"({"last_name":"B"})")));
    }
}

TEST_F(Contacts, with_the_same_address_in_another_spelling_are_refused_with_the_id) {
    const auto first = create(ana());
    const auto reply =
        member.post("/api/crm/contacts", R"({"first_name":"B","email":"ANA@example.COM"})");
    EXPECT_EQ("409 contact_exists", summary(reply));
    EXPECT_EQ(first, reply.uuid("/contact_id"));
}

TEST_F(Contacts, that_look_like_somebody_are_a_warning_that_can_be_overridden) {
    create(ana());
    const std::string same_phone = R"("first_name":"Bob","phone":"+44 20 7946 0958")";
    const auto warned = member.post("/api/crm/contacts", "{" + same_phone + "}");
    EXPECT_EQ("409 contact_suspected_duplicate", summary(warned));
    EXPECT_EQ("phone", warned.text("/candidates/0/reason"));
    const auto again =
        member.post("/api/crm/contacts", "{" + same_phone + R"(,"allow_duplicate":true})");
    EXPECT_EQ("201", summary(again));
}

TEST_F(Contacts, of_many_who_claim_one_address_at_once_exactly_one_wins) {
    std::vector<Client> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 40, [](Client& client, std::size_t) {
        return client.post("/api/crm/contacts",
                           R"({"email":"one@example.com","allow_duplicate":true})");
    });
    EXPECT_EQ(1, std::ranges::count(replies, 201, &TestReply::status));
    EXPECT_EQ(39, std::ranges::count(replies, 409, &TestReply::status));
    EXPECT_EQ(1, app.count("contacts"));
}

TEST_F(Contacts, change_only_what_a_patch_holds) {
    const auto id = create(ana());
    const auto reply = member.patch(path(id), R"({"job_title":"Owner","phone":null})");
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ("Owner", reply.text("/job_title"));
    EXPECT_EQ("Ana", reply.text("/first_name"));
    EXPECT_TRUE(reply.at("/phones").as_array().empty());
    EXPECT_EQ(1u, reply.at("/emails").as_array().size());
    EXPECT_EQ("\"2\"", reply.headers.get("ETag"));
}

TEST_F(Contacts, keep_the_other_addresses_when_the_primary_one_changes) {
    const auto id = create(
        R"({"first_name":"A","emails":[{"address":"a@example.com","primary":true},{"address":"b@example.com","label":"home"}]})");
    const auto reply = member.patch(path(id), R"({"email":"c@example.com"})");
    ASSERT_EQ("200", summary(reply));
    EXPECT_EQ("c@example.com", reply.text("/email"));
    EXPECT_EQ(2u, reply.at("/emails").as_array().size());
}

TEST_F(Contacts, that_somebody_changed_meanwhile_are_not_overwritten) {
    const auto id = create(ana());
    EXPECT_EQ(200, member.patch(path(id), R"({"job_title":"One"})").status);
    const auto late = member.send(http::Method::patch, path(id), R"({"job_title":"Two"})",
                                  {{"If-Match", "\"1\""}});
    EXPECT_EQ("412 version_conflict", summary(late));
    EXPECT_EQ("2", late.text("/current"));
    EXPECT_EQ(
        "422 invalid_input If-Match:bad_format",
        summary(member.send(http::Method::patch, path(id), "{}", {{"If-Match", "yesterday"}})));
}

TEST_F(Contacts, lose_no_edit_when_many_edit_at_once) {
    const auto id = create(R"({"first_name":"A"})");
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 30, [&](Client& client, std::size_t number) {
        return client.patch(path(id), R"({"tags":["t)" + std::to_string(number) + R"("]})");
    });
    EXPECT_EQ(30, std::ranges::count(replies, 200, &TestReply::status));
    EXPECT_EQ("31", app.value("SELECT version::text FROM contacts"));
}

TEST_F(Contacts, go_to_the_trash_and_come_back) {
    const auto id = create(ana());
    EXPECT_EQ(204, member.del(path(id)).status);
    EXPECT_FALSE(member.get(path(id)).at("/deleted_at").is_null());
    EXPECT_TRUE(member.get("/api/crm/contacts").at("/items").as_array().empty());
    EXPECT_EQ(1u, member.get("/api/crm/contacts?trash=true").at("/items").as_array().size());
    EXPECT_EQ("404 not_found", summary(member.patch(path(id), R"({"job_title":"x"})")));
    EXPECT_EQ("200", summary(member.post(path(id) + "/restore")));
    EXPECT_EQ(1u, member.get("/api/crm/contacts").at("/items").as_array().size());
}

TEST_F(Contacts, in_the_trash_leave_their_address_to_others) {
    const auto id = create(ana());
    member.del(path(id));
    const auto other = create(R"({"first_name":"New","email":"ana@example.com"})");
    const auto reply = member.post(path(id) + "/restore");
    EXPECT_EQ("409 contact_exists", summary(reply));
    EXPECT_EQ(other, reply.uuid("/contact_id"));
}

TEST_F(Contacts, are_gone_from_the_trash_after_thirty_days) {
    const auto id = create(ana());
    member.del(path(id));
    app.clock().advance(std::chrono::days(29));
    app.execute("UPDATE schedules SET next_run_at = '2000-01-01' WHERE name = 'empty_trash'");
    app.run_jobs();
    EXPECT_EQ(1, app.count("contacts"));
    app.clock().advance(std::chrono::days(2));
    app.execute("UPDATE schedules SET next_run_at = '2000-01-01' WHERE name = 'empty_trash'");
    app.run_jobs();
    EXPECT_EQ(0, app.count("contacts"));
    EXPECT_EQ(0, app.count("contact_emails"));
}

TEST_F(Contacts, of_another_project_do_not_exist) {
    const auto id = create(ana());
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id))));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(id), R"({"job_title":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(id))));
    EXPECT_EQ("404 not_found", summary(stranger.get(path(id) + "/timeline")));
    EXPECT_TRUE(stranger.get("/api/crm/contacts").at("/items").as_array().empty());
    EXPECT_TRUE(stranger.get("/api/crm/search?q=brien").at("/items").as_array().empty());
    EXPECT_TRUE(stranger.get("/api/crm/companies?q=jean").at("/items").as_array().empty());
    // The same address is another person there.
    EXPECT_EQ(201, stranger.post("/api/crm/contacts", ana()).status);
}

TEST_F(Contacts, are_created_once_for_one_idempotency_key) {
    const std::vector<std::pair<std::string, std::string>> key{{"Idempotency-Key", "k1"}};
    const auto first = member.send(http::Method::post, "/api/crm/contacts", ana(), key);
    const auto second = member.send(http::Method::post, "/api/crm/contacts", ana(), key);
    EXPECT_EQ(201, first.status);
    EXPECT_EQ(201, second.status);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ("true", second.headers.get("Idempotency-Replayed"));
    EXPECT_EQ("422 idempotency_key_reused",
              summary(member.send(http::Method::post, "/api/crm/contacts", R"({"first_name":"Z"})",
                                  key)));
    EXPECT_EQ(1, app.count("contacts"));
}

TEST_F(Contacts, are_sent_again_only_when_what_is_shown_changed) {
    app.execute("SELECT make_interaction_partitions('2030-01-07')");
    const auto id = create(ana());
    const auto tag = [&] { return std::string(member.get(path(id)).headers.get("ETag")); };
    const auto asked = [&](const std::string& known) {
        return member.send(http::Method::get, path(id), {}, {{"If-None-Match", known}}).status;
    };
    const auto first = tag();
    EXPECT_TRUE(first.starts_with("\"1-")) << first;
    EXPECT_EQ(304, asked(first));
    EXPECT_EQ(200, asked("\"1\"")) << "a version is not a representation";

    // Counters and score move without an edit.
    EXPECT_EQ("201", summary(member.post(path(id) + "/interactions",
                                         R"({"interaction_type":"meeting"})")));
    EXPECT_EQ(200, asked(first));
    EXPECT_TRUE(tag().starts_with("\"1-"));
    EXPECT_EQ(304, asked(tag()));

    // Which is no conflict for who edits what he read before; another edit is one.
    const auto edit = [&](const std::string& seen) {
        return summary(member.send(http::Method::patch, path(id), R"({"job_title":"Boss"})",
                                   {{"If-Match", seen}}));
    };
    EXPECT_EQ("200", edit(first));
    EXPECT_EQ("412 version_conflict", edit(first));
    EXPECT_EQ("422 invalid_input If-Match:bad_format", edit("\"-1\""));
}

TEST_F(Contacts, have_custom_fields_that_are_checked_and_indexed) {
    auto manager = app.client_as(MemberRole::manager);
    ASSERT_EQ(201, manager
                       .post("/api/crm/custom-fields",
                             R"({"key":"shoe_size","label":"Shoe size","type":"number"})")
                       .status);
    ASSERT_EQ(
        201,
        manager
            .post("/api/crm/custom-fields",
                  R"({"key":"colour","label":"Colour","type":"select","options":["Red","Blue"]})")
            .status);
    EXPECT_EQ("422 invalid_input custom_fields.shoe_size:wrong_type",
              summary(member.post("/api/crm/contacts",
                                  R"({"first_name":"A","custom_fields":{"shoe_size":"big"}})")));
    EXPECT_EQ("422 invalid_input custom_fields.colour:not_allowed",
              summary(member.post("/api/crm/contacts",
                                  R"({"first_name":"A","custom_fields":{"colour":"Pink"}})")));
    const auto id =
        create(R"({"first_name":"A","custom_fields":{"shoe_size":42.5,"colour":"Red"}})");
    EXPECT_EQ(2, app.count("contact_field_values"));
    member.patch(path(id), R"({"custom_fields":{"colour":null}})");
    EXPECT_EQ(1, app.count("contact_field_values WHERE number_value = 42.5"));
    EXPECT_EQ(1, app.count("contact_field_values"));
}
