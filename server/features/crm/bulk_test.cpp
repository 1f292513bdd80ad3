// Bulk actions through the real server: what they change, what they refuse, and their undo.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Bulk : testing::Test {
    TestApp app;
    Client manager = app.client_as(MemberRole::manager);

    Uuid add(const std::string& body) {
        const auto reply = manager.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply)) << body;
        return reply.uuid("/id");
    }
    Uuid ada() { return add(R"({"first_name":"Ada","email":"ada@example.com"})"); }
    Uuid bob() {
        return add(R"({"first_name":"Bob","email":"bob@example.com","tags":["vip"],)"
                   R"("lifecycle_stage":"customer"})");
    }

    static std::string body(std::string_view action, std::string_view parameters,
                            std::string_view whom = R"("everybody":true)") {
        return R"({"action":")" + std::string(action) + R"(","parameters":)"
               + std::string(parameters) + "," + std::string(whom) + "}";
    }
    static std::string these(std::initializer_list<Uuid> ids) {
        std::string list;
        for (const auto& id : ids) list += (list.empty() ? "\"" : ",\"") + id.text() + '"';
        return R"("ids":[)" + list + "]";
    }

    // Runs it to its end and gives the run.
    TestReply run(const std::string& input) {
        const auto started = manager.post("/api/crm/bulk", input);
        EXPECT_EQ("202", summary(started)) << input;
        app.run_jobs();
        return manager.get("/api/crm/bulk/" + started.text("/id"));
    }
    TestReply undo(const TestReply& run) {
        const auto path = "/api/crm/bulk/" + run.text("/id");
        EXPECT_EQ("202", summary(manager.post(path + "/undo")));
        app.run_jobs();
        return manager.get(path);
    }
    // "finished 2 of 3": what changed of those processed.
    static std::string outcome(const TestReply& run) {
        return run.text("/status") + ' ' + boost::json::serialize(run.at("/changed")) + " of "
               + boost::json::serialize(run.at("/processed"));
    }
    // "undone 2, left 1"
    static std::string undone(const TestReply& run) {
        return run.text("/status") + ' ' + boost::json::serialize(run.at("/undone")) + ", left "
               + boost::json::serialize(run.at("/left_alone"));
    }
    std::string field(const Uuid& id, const std::string& name) {
        return boost::json::serialize(manager.get("/api/crm/contacts/" + id.text()).at("/" + name));
    }
};

} // namespace

TEST_F(Bulk, tags_those_who_lack_the_tag_and_takes_it_back_from_them_only) {
    const auto one = ada(), other = bob();
    const auto done = run(body("tag", R"({"tags":["VIP"]})"));
    EXPECT_EQ("finished 1 of 2", outcome(done)) << done;
    EXPECT_EQ("Tag with VIP", done.text("/title"));
    EXPECT_EQ(R"(["vip"])", field(one, "tags"));
    EXPECT_EQ("undone 1, left 0", undone(undo(done)));
    EXPECT_EQ("[]", field(one, "tags"));
    EXPECT_EQ(R"(["vip"])", field(other, "tags"));
}

TEST_F(Bulk, refuses_what_it_cannot_do_with_every_field_named) {
    const struct {
        std::string input, expected;
    } cases[] = {
        {body("shave", "{}"), "422 invalid_input action:not_allowed"},
        {body("shave", "{}", R"("q":"")"), "422 invalid_input q:too_short"},
        {R"({"action":"delete"})", "422 invalid_input ids:required"},
        {body("delete", "{}", R"("everybody":true,"q":"a")"), "422 invalid_input ids:not_allowed"},
        {body("delete", "{}", R"("ids":[])"), "422 invalid_input ids:too_few"},
        {body("delete", "{}", R"("ids":["x"])"), "422 invalid_input ids[0]:bad_format"},
        {body("delete", R"({"hard":true})"), "422 invalid_input parameters.hard:unknown_field"},
        {body("tag", R"({"tags":[]})"), "422 invalid_input parameters.tags:too_few"},
        {body("tag", R"({"tags":["a"," ",")" + std::string(61, 'x') + R"("]})"),
         "422 invalid_input parameters.tags[1]:too_long parameters.tags[2]:too_long"},
        {body("assign", "{}"), "422 invalid_input parameters.assigned_to:required"},
        {body("assign", R"({"assigned_to":"00000000-0000-7000-8000-000000000000"})"),
         "422 invalid_input parameters.assigned_to:reference_not_found"},
        {body("change_stage", R"({"lifecycle_stage":"king"})", R"("sort":1)"),
         "422 invalid_input sort:unknown_field"},
        {body("change_stage", R"({"lifecycle_stage":"king"})", R"("ids":null)"),
         "422 invalid_input parameters.lifecycle_stage:not_allowed ids:required"},
        {body("set_subscriptions", "{}"), "422 invalid_input parameters:required"},
        {body("delete", "{}",
              R"("filter":{"match":"all","conditions":[{"field":"x","operator":"is"}]})"),
         "422 invalid_input filter.conditions[0].field:unknown_field"},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(each.expected, summary(manager.post("/api/crm/bulk", each.input))) << each.input;
        EXPECT_EQ(each.expected, summary(manager.post("/api/crm/bulk/preview", each.input)))
            << each.input;
    }
    EXPECT_EQ(0, app.count("bulk_runs"));
    EXPECT_EQ(0, app.count("jobs WHERE kind = 'run_bulk'"));
}

TEST_F(Bulk, takes_ten_thousand_ids_and_no_more) {
    const auto with_ids = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i)
            list += (i > 0 ? ",\"" : "\"") + Uuid::make().text() + '"';
        return body("delete", "{}", R"("ids":[)" + list + "]");
    };
    EXPECT_EQ("202", summary(manager.post("/api/crm/bulk", with_ids(10'000))));
    EXPECT_EQ("422 invalid_input ids:too_many",
              summary(manager.post("/api/crm/bulk", with_ids(10'001))));
}

TEST_F(Bulk, previews_how_many_it_would_be) {
    ada();
    bob();
    const auto preview =
        manager.post("/api/crm/bulk/preview", body("delete", "{}", R"("q":"ada")"));
    EXPECT_EQ("200", summary(preview));
    EXPECT_EQ(1, preview.at("/total").as_int64());
    EXPECT_EQ("Move to the trash", preview.text("/title"));
    EXPECT_EQ(0, app.count("contacts WHERE deleted_at IS NOT NULL"));
}

TEST_F(Bulk, each_action_does_its_work_and_can_be_undone) {
    const auto one = ada(), other = bob();
    const auto me = manager.user_id.text();
    const struct {
        std::string action, parameters, field, changed;
        const char* outcome;
    } cases[] = {
        {"untag", R"({"tags":["vip","no such tag"]})", "tags", "[]", "finished 1 of 2"},
        {"tag", R"({"tags":["vip","new"]})", "tags", R"(["new","vip"])", "finished 2 of 2"},
        {"assign", R"({"assigned_to":")" + me + R"("})", "assigned_to", '"' + me + '"',
         "finished 2 of 2"},
        {"assign", R"({"assigned_to":null})", "assigned_to", "null", "finished 0 of 2"},
        {"change_stage", R"({"lifecycle_stage":"lead"})", "lifecycle_stage", R"("lead")",
         "finished 1 of 2"},
        {"set_subscriptions", R"({"email_subscribed":false})", "email_subscribed", "false",
         "finished 2 of 2"},
        {"set_subscriptions", R"({"sms_subscribed":false,"do_not_contact":true})", "do_not_contact",
         "true", "finished 2 of 2"},
    };
    for (const auto& each : cases) {
        const auto before = field(other, each.field);
        const auto done = run(body(each.action, each.parameters));
        EXPECT_EQ(each.outcome, outcome(done)) << each.action;
        EXPECT_EQ(each.changed, field(other, each.field)) << each.action;
        EXPECT_EQ("undone", undo(done).text("/status")) << each.action;
        EXPECT_EQ(before, field(other, each.field)) << each.action;
    }
    EXPECT_EQ(R"("lead")", field(one, "lifecycle_stage"));
}

TEST_F(Bulk, deletes_into_the_trash_and_restores_from_it) {
    const auto one = ada(), other = bob();
    const auto done = run(body("delete", "{}", these({one})));
    EXPECT_EQ("finished 1 of 1", outcome(done));
    EXPECT_EQ(1, done.at("/selection/ids_count").as_int64());
    EXPECT_NE("null", field(one, "deleted_at"));
    EXPECT_EQ("null", field(other, "deleted_at"));
    EXPECT_EQ(0, app.count("contact_emails WHERE live AND normalised = 'ada@example.com'"));

    EXPECT_EQ("finished 0 of 0", outcome(run(body("restore", "{}", these({other})))));
    const auto restored = run(body("restore", "{}"));
    EXPECT_EQ("finished 1 of 1", outcome(restored));
    EXPECT_EQ("null", field(one, "deleted_at"));
    EXPECT_EQ(1, app.count("contact_emails WHERE live AND normalised = 'ada@example.com'"));
    EXPECT_EQ("undone 1, left 0", undone(undo(restored)));
    EXPECT_NE("null", field(one, "deleted_at"));
}

TEST_F(Bulk, restores_nobody_whose_address_is_another_persons_now) {
    const auto first = ada();
    const auto deleted = run(body("delete", "{}"));
    const auto second = ada();
    const auto again = run(body("delete", "{}"));
    // Two in the trash with one address: the first one gets it.
    const auto restored = run(body("restore", "{}"));
    EXPECT_EQ("finished 1 of 2", outcome(restored));
    EXPECT_EQ(1, restored.at("/refused").as_int64());
    EXPECT_EQ("null", field(first, "deleted_at"));
    EXPECT_EQ("undone 0, left 1", undone(undo(again)));
    EXPECT_NE("null", field(second, "deleted_at"));
}

TEST_F(Bulk, undoes_nothing_over_later_edits_and_says_how_many_were_left) {
    const auto one = ada();
    bob();
    const auto done = run(body("change_stage", R"({"lifecycle_stage":"evangelist"})"));
    EXPECT_EQ("200", summary(manager.patch("/api/crm/contacts/" + one.text(),
                                           R"({"lifecycle_stage":"prospect"})")));
    EXPECT_EQ("undone 1, left 1", undone(undo(done)));
    EXPECT_EQ(R"("prospect")", field(one, "lifecycle_stage"));
}

TEST_F(Bulk, runs_are_undone_in_reverse_order_like_any_other_work) {
    const auto one = ada();
    const auto first = run(body("change_stage", R"({"lifecycle_stage":"prospect"})"));
    const auto second = run(body("change_stage", R"({"lifecycle_stage":"customer"})"));
    EXPECT_EQ("undone 1, left 0", undone(undo(second)));
    EXPECT_EQ(R"("prospect")", field(one, "lifecycle_stage"));
    EXPECT_EQ("undone 1, left 0", undone(undo(first)));
    EXPECT_EQ(R"("lead")", field(one, "lifecycle_stage"));
}

TEST_F(Bulk, undo_ends_after_a_day_and_happens_once) {
    ada();
    const auto run_of = [&] { return run(body("tag", R"({"tags":["new"]})")); };
    const auto in_time = run_of();
    app.clock().advance(std::chrono::hours(24));
    EXPECT_EQ("undone 1, left 0", undone(undo(in_time)));
    const auto path = "/api/crm/bulk/" + in_time.text("/id") + "/undo";
    EXPECT_EQ("409 bulk_undone", summary(manager.post(path)));

    const auto too_late = run_of();
    app.clock().advance(std::chrono::hours(24) + std::chrono::seconds(1));
    EXPECT_EQ("409 bulk_too_old",
              summary(manager.post("/api/crm/bulk/" + too_late.text("/id") + "/undo")));
}

TEST_F(Bulk, cannot_be_undone_while_it_runs) {
    ada();
    const auto queued = manager.post("/api/crm/bulk", body("delete", "{}"));
    EXPECT_EQ("queued", queued.text("/status"));
    EXPECT_EQ("409 bulk_running",
              summary(manager.post("/api/crm/bulk/" + queued.text("/id") + "/undo")));
}

TEST_F(Bulk, belongs_to_its_project) {
    const auto one = ada();
    const auto done = run(body("tag", R"({"tags":["new"]})"));
    auto stranger = app.other_project();
    const auto path = "/api/crm/bulk/" + done.text("/id");
    EXPECT_EQ("404 not_found", summary(stranger.get(path)));
    EXPECT_EQ("404 not_found", summary(stranger.post(path + "/undo")));
    EXPECT_EQ("[]", boost::json::serialize(stranger.get("/api/crm/bulk").at("/items")));

    // Whoever names a contact of others reaches nobody.
    const auto started = stranger.post("/api/crm/bulk", body("delete", "{}", these({one})));
    EXPECT_EQ("202", summary(started));
    EXPECT_EQ("202", summary(stranger.post("/api/crm/bulk", body("delete", "{}"))));
    app.run_jobs();
    EXPECT_EQ("finished 0 of 0", outcome(stranger.get("/api/crm/bulk/" + started.text("/id"))));
    EXPECT_EQ(0, app.count("contacts WHERE deleted_at IS NOT NULL"));
}

TEST_F(Bulk, is_told_once_and_stands_in_the_audit_log) {
    ada();
    bob();
    const auto done = run(body("tag", R"({"tags":["new"]})"));
    undo(done);
    EXPECT_EQ(2, app.count("outbox WHERE name = 'contacts.changed'")); // there and back
    EXPECT_EQ("2", app.value("SELECT data->>'changed' FROM outbox WHERE name = 'contacts.changed' "
                             "ORDER BY id LIMIT 1"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contacts.bulk_tag' AND actor_kind = 'user'"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contacts.bulk_undone'"));
}
