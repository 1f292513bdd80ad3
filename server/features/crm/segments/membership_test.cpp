// People come and go by themselves, whatever way they changed.
#include "testing/segment_fixture.hpp"

#include <thread>

#include "testing/eventually.hpp"

namespace {

struct Membership : segment_tests::SegmentFixture {
    Membership() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }
    static std::string one(std::string_view condition) {
        return fmt::format(R"({{"match":"all","conditions":[{}]}})", condition);
    }
    std::string ids(const std::vector<Uuid>& contacts) {
        std::vector<std::string> texts;
        for (const auto& id : contacts) texts.push_back('"' + id.text() + '"');
        return fmt::format(R"({{"contact_ids":[{}]}})", fmt::join(texts, ","));
    }
    void record(const Uuid& contact, std::string_view type, std::string_view more = "") {
        EXPECT_EQ("201", summary(member.post(
                             "/api/crm/contacts/" + contact.text() + "/interactions",
                             fmt::format(R"({{"interaction_type":"{}"{}}})", type, more))));
    }
    // "entered change 1" for each event, in their order.
    std::string events(const Uuid& segment) {
        return app.value(
            "SELECT COALESCE(string_agg(substr(name, 9) || ' ' || (data->>'cause') || ' ' || "
            "jsonb_array_length(data->'contact_ids'), ', ' ORDER BY id), '') FROM outbox "
            "WHERE name IN ('segment.entered', 'segment.left') AND data->>'segment_id' = '"
            + segment.text() + "'");
    }
};

struct Way {
    const char* condition;
    const char* in;  // a patch that brings Ana in
    const char* out; // and one that takes her out again
};

} // namespace

TEST_F(Membership, follows_every_way_that_a_contact_changes) {
    const Way ways[] = {
        {R"({"field":"lifecycle_stage","operator":"is","value":"customer"})",
         R"({"lifecycle_stage":"customer"})", R"({"lifecycle_stage":"lead"})"},
        {R"({"field":"email_domain","operator":"is","value":"example.org"})",
         R"({"email":"ana@example.org"})", R"({"email":"ana@example.com"})"},
        {R"({"field":"phone","operator":"is_not_empty"})", R"({"phone":"+442079460958"})",
         R"({"phone":null})"},
        {R"({"field":"tags","operator":"has_any_of","value":["VIP"]})", R"({"tags":["vip"]})",
         R"({"tags":[]})"},
        {R"({"field":"company","operator":"contains","value":"alp"})", R"({"company":"Alpha"})",
         R"({"company":"Beta"})"},
        {R"({"field":"first_name","operator":"is","value":"JOSÉ"})", R"({"first_name":"José"})",
         R"({"first_name":"Ana"})"},
    };
    const auto ana = add_contact("Ana");
    for (const auto& way : ways) {
        const auto id = add_segment(Uuid::make().text(), one(way.condition));
        EXPECT_EQ("", settled_members(id)) << way.condition;
        change(ana, way.in);
        settle();
        EXPECT_EQ(1, member.get(segment_path(id)).at("/contact_count").as_int64()) << way.condition;
        change(ana, way.out);
        EXPECT_EQ("", settled_members(id)) << way.condition;
    }
}

TEST_F(Membership, follows_interactions_and_their_counters) {
    const auto ana = add_contact("Ana");
    const auto clicked = add_segment(
        "Clicked twice",
        one(R"({"field":"interactions","operator":"at_least","value":2,"of":{"types":["email_click"]},"during":{"last_days":30}})"));
    const auto lively = add_segment(
        "Lively", one(R"({"field":"engagement_score","operator":"at_least","value":20})"));
    record(ana, "email_click");
    record(ana, "email_open");
    EXPECT_EQ("", settled_members(clicked));
    record(ana, "email_click");
    EXPECT_EQ("Ana", settled_members(clicked));
    EXPECT_EQ("Ana", settled_members(lively));
    EXPECT_EQ("entered change 1", events(clicked));
}

TEST_F(Membership, follows_consents_tags_and_mass_changes_in_the_database) {
    const auto ana = add_contact("Ana", R"(,"tags":["old"])");
    const auto agreed = add_segment(
        "Agreed", one(R"({"field":"consents","operator":"is_any_of","value":["Newsletter"]})"));
    const auto tagged =
        add_segment("Tagged", one(R"({"field":"tags","operator":"has_any_of","value":["new"]})"));
    const auto consent = [&](bool given, int minute) {
        app.execute(fmt::format(
            "INSERT INTO consents (project_id, id, contact_id, purpose, given, basis, source, "
            "created_at) VALUES ('{}', gen_random_uuid(), '{}', 'newsletter', {}, 'asked', 'form', "
            "'2030-01-07 09:{}:00Z')",
            app.project_id().text(), ana.text(), given, minute));
    };
    consent(true, 10);
    EXPECT_EQ("Ana", settled_members(agreed));
    consent(false, 11);
    EXPECT_EQ("", settled_members(agreed));
    app.execute("UPDATE tags SET name = 'new', name_folded = 'new'");
    EXPECT_EQ("Ana", settled_members(tagged));
    app.execute("DELETE FROM tags");
    EXPECT_EQ("", settled_members(tagged));
}

TEST_F(Membership, follows_the_trash_and_erasure_also_of_those_by_hand) {
    auto admin = app.client_as(http::MemberRole::admin);
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    const auto ben = add_contact("Ben");
    const auto id = add_segment("Customers", segment_tests::customers);
    ASSERT_EQ("200", summary(member.post(segment_path(id, "/members"), ids({ben}))));
    EXPECT_EQ("Ana,Ben", settled_members(id));
    for (const auto& contact : {ana, ben})
        EXPECT_EQ("204", summary(member.del("/api/crm/contacts/" + contact.text())));
    EXPECT_EQ("", settled_members(id));
    for (const auto& contact : {ana, ben})
        EXPECT_EQ("200", summary(member.post("/api/crm/contacts/" + contact.text() + "/restore")));
    EXPECT_EQ("Ana,Ben", settled_members(id));
    for (const auto& contact : {ana, ben})
        EXPECT_EQ("204",
                  summary(admin.del("/api/crm/contacts/" + contact.text() + "/permanently")));
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ(0, app.count("segment_members"));
}

TEST_F(Membership, by_hand_sticks_whatever_the_rule_says) {
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    const auto ben = add_contact("Ben");
    const auto id = add_segment("Customers", segment_tests::customers);
    EXPECT_EQ("200", summary(member.post(segment_path(id, "/members"), ids({ben, Uuid::make()}))));
    EXPECT_EQ("204", summary(member.del(segment_path(id, "/members/" + ana.text()))));
    EXPECT_EQ("Ben", settled_members(id));
    EXPECT_EQ("Ana", members(id, "?show=excluded"));
    change(ana, R"({"lifecycle_stage":"lead"})");
    change(ana, R"({"lifecycle_stage":"customer"})");
    EXPECT_EQ("202", summary(member.post(segment_path(id, "/recalculate"))));
    EXPECT_EQ("Ben", settled_members(id));
    EXPECT_EQ("204", summary(member.del(segment_path(id, "/exclusions/" + ana.text()))));
    EXPECT_EQ("204", summary(member.del(segment_path(id, "/members/" + ben.text()))));
    EXPECT_EQ("Ana", settled_members(id));
    EXPECT_EQ("404 not_found", summary(member.del(segment_path(id, "/members/" + ben.text()))));
    EXPECT_EQ("Customers",
              member.get("/api/crm/contacts/" + ana.text() + "/segments").text("/items/0/name"));
}

TEST_F(Membership, by_hand_of_many_is_a_bulk_action_with_an_undo) {
    auto manager = app.client_as(http::MemberRole::manager);
    const auto ana = add_contact("Ana", R"(,"lifecycle_stage":"customer")");
    const auto ben = add_contact("Ben");
    const auto id = add_segment("Customers", segment_tests::customers);
    ASSERT_EQ("200", summary(member.post(segment_path(id, "/members"), ids({ben}))));
    const auto bulk = [&](std::string_view action, const Uuid& segment) {
        return manager.post("/api/crm/bulk",
                            fmt::format(R"({{"action":"{}","parameters":{{"segment_id":"{}"}},)"
                                        R"("everybody":true}})",
                                        action, segment.text()));
    };
    const auto run = bulk("exclude_from_segment", id);
    ASSERT_EQ("202", summary(run));
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ("202", summary(manager.post("/api/crm/bulk/" + run.text("/id") + "/undo")));
    EXPECT_EQ("Ana,Ben", settled_members(id));
    EXPECT_EQ("manual", app.value("SELECT string_agg(by_hand, ',') FROM segment_members"));
    ASSERT_EQ("202", summary(bulk("add_to_segment", id)));
    change(ana, R"({"lifecycle_stage":"lead"})");
    EXPECT_EQ("Ana,Ben", settled_members(id));
    EXPECT_EQ("422 invalid_input parameters.segment_id:reference_not_found",
              summary(bulk("add_to_segment", Uuid::make())));
}

TEST_F(Membership, changes_at_midnight_of_the_project_when_the_rule_names_days) {
    app.execute("UPDATE projects SET time_zone = 'America/New_York'");
    add_contact("Ana");
    const auto id = add_segment(
        "New", one(R"({"field":"created_at","operator":"within_last_days","value":1})"));
    EXPECT_EQ("Ana", settled_members(id));
    // Made on Monday; the first instant of Wednesday in New York is 05:00 in UTC.
    app.clock().set(*parse_timestamp("2030-01-09T04:59:59Z"));
    EXPECT_EQ("Ana", settled_members(id));
    app.clock().set(*parse_timestamp("2030-01-09T05:00:00Z"));
    EXPECT_EQ("", settled_members(id));
    EXPECT_EQ("2030-01-10T05:00:00Z", member.get(segment_path(id)).text("/next_evaluation_at"));
    EXPECT_EQ("entered first_build 1, left day 1", events(id));
}

TEST_F(Membership, follows_the_journey_which_begins_in_awareness) {
    const auto ana = add_contact("Ana");
    add_contact("Ben");
    const auto fresh = add_segment(
        "Fresh", one(R"({"field":"journey_stage","operator":"is","value":"awareness"})"));
    const auto deciding = add_segment(
        "Deciding",
        one(R"({"field":"journey_stage","operator":"is_any_of","value":["decision"]})"));
    EXPECT_EQ("Ana,Ben", settled_members(fresh));
    EXPECT_EQ("", settled_members(deciding));
    EXPECT_EQ("200", summary(member.post("/api/crm/contacts/" + ana.text() + "/journey",
                                         R"({"journey_stage":"decision"})")));
    EXPECT_EQ("Ben", settled_members(fresh));
    EXPECT_EQ("Ana", settled_members(deciding));
    const auto why = member.get(segment_path(deciding, "/explain/" + ana.text()));
    EXPECT_EQ("decision", why.text("/branches/1/value"));
    const auto bad = one(R"({"field":"journey_stage","operator":"is","value":"customer"})");
    EXPECT_EQ("422 invalid_input criteria.conditions[0].value:not_allowed",
              summary(post_segment("Bad", bad)));
}

TEST_F(Membership, follows_the_chance_of_becoming_a_customer) {
    const auto ana = add_contact("Ana");
    add_contact("Ben");
    const auto likely = add_segment(
        "Likely", one(R"({"field":"qualification_score","operator":"at_least","value":70})"));
    const auto unknown =
        add_segment("Unknown", one(R"({"field":"qualification_score","operator":"is_empty"})"));
    const auto set_score = [&](std::string_view score) {
        app.execute(
            fmt::format("UPDATE contact_stats SET qualification_score = {} "
                        "WHERE contact_id = '{}'",
                        score, ana.text()));
    };
    EXPECT_EQ("Ana,Ben", settled_members(unknown));
    set_score("70");
    EXPECT_EQ("Ana", settled_members(likely));
    EXPECT_EQ("Ben", settled_members(unknown));
    set_score("69");
    EXPECT_EQ("", settled_members(likely));
    set_score("NULL");
    EXPECT_EQ("Ana,Ben", settled_members(unknown));
}

TEST_F(Membership, is_not_queued_for_facts_that_no_segment_reads) {
    const auto ana = add_contact("Ana");
    EXPECT_EQ(0, app.count("segment_changes"));
    add_segment("Customers", segment_tests::customers);
    record(ana, "email_click");
    EXPECT_EQ(0, app.count("segment_changes"));
    change(ana, R"({"job_title":"Baker"})");
    EXPECT_EQ(1, app.count("segment_changes"));
    app.other_project().post("/api/crm/contacts", R"({"first_name":"Stranger"})");
    EXPECT_EQ(1, app.count("segment_changes"));
}

TEST_F(Membership, tells_who_came_and_who_went) {
    const auto ana = add_contact("Ana");
    const auto id = add_segment("Customers", segment_tests::customers);
    change(ana, R"({"lifecycle_stage":"customer"})");
    settle();
    change(ana, R"({"job_title":"Baker"})");
    settle();
    change(ana, R"({"lifecycle_stage":"lead"})");
    settle();
    EXPECT_EQ("entered change 1, left change 1", events(id));
    EXPECT_EQ("2030-01-07 0 1 1",
              app.value("SELECT concat_ws(' ', day, contact_count, entered, left_count) "
                        "FROM segment_days"));
}

TEST_F(Membership, of_many_comes_in_events_of_bounded_size) {
    app.execute(fmt::format(
        "INSERT INTO contacts (project_id, id, display_name, lifecycle_stage) "
        "SELECT '{0}', gen_random_uuid(), 'P' || n, 'customer' FROM generate_series(1, 1000) n;"
        "INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM contacts",
        app.project_id().text()));
    const auto id = add_segment("Customers", segment_tests::customers);
    EXPECT_EQ(1000, member.get(segment_path(id)).at("/contact_count").as_int64());
    EXPECT_EQ("entered first_build 150", events(id).substr(0, 23));
    EXPECT_EQ("7", app.value("SELECT count(*) FROM outbox WHERE name = 'segment.entered'"));
    app.execute("UPDATE contacts SET lifecycle_stage = 'lead'");
    EXPECT_EQ(1000, app.count("segment_changes WHERE bulk"));
    settle();
    EXPECT_EQ(0, member.get(segment_path(id)).at("/contact_count").as_int64());
    EXPECT_EQ(0, app.count("segment_changes"));
}

// The worker and the builds of a server run in threads; nobody presses a button.
TEST_F(Membership, follows_within_two_seconds_by_itself) {
    const auto ana = add_contact("Ana");
    const auto id = add_segment("Customers", segment_tests::customers);
    const crm::SegmentWorker worker(app.services(), app.conninfo());
    change(ana, R"({"lifecycle_stage":"customer"})");
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(2), [&] {
        return member.get(segment_path(id)).at("/contact_count").as_int64() == 1;
    }));
}

TEST_F(Membership, is_right_after_many_writers_workers_and_builds_at_once) {
    std::vector<Uuid> people;
    for (int i = 0; i < 12; ++i) people.push_back(add_contact("P" + std::to_string(i)));
    const auto id = add_segment("Customers", segment_tests::customers);
    TestApp second({.beside = &app});
    std::atomic<bool> over = false;
    const auto work = [&](TestApp& node) {
        while (!over) {
            crm::follow_all_changes(node.services());
            node.run_jobs();
        }
    };
    std::thread first_worker([&] { work(app); }), second_worker([&] { work(second); });
    std::vector<Client> clients;
    for (int i = 0; i < 4; ++i) clients.push_back(member.another());
    const auto replies =
        TestApp::in_parallel(clients, 120, [&](Client& client, std::size_t number) {
            if (number % 20 == 19) return client.post(segment_path(id, "/recalculate"));
            const auto& contact = people[number % people.size()];
            return client.patch("/api/crm/contacts/" + contact.text(),
                                number / people.size() % 2 == 0
                                    ? R"({"lifecycle_stage":"customer"})"
                                    : R"({"lifecycle_stage":"lead"})");
        });
    over = true;
    first_worker.join();
    second_worker.join();
    EXPECT_EQ(0u, count_summary(replies, "500 internal_error"));
    settle();
    EXPECT_EQ(app.value("SELECT count(*) FROM contacts WHERE lifecycle_stage = 'customer'"),
              app.value("SELECT count(*) FROM segment_members WHERE is_member"));
    EXPECT_EQ("0", app.value("SELECT count(*) FROM segment_members m JOIN contacts c ON c.id = "
                             "m.contact_id WHERE m.by_rule <> (c.lifecycle_stage = 'customer')"));
    EXPECT_EQ(app.count("segment_members WHERE is_member"),
              member.get(segment_path(id)).at("/contact_count").as_int64());
}
