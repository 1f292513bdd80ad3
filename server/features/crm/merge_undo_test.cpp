// A merge taken back gives what was there before, row for row; what changed since follows the rules
// in merges.hpp.
#include <gtest/gtest.h>

#include <random>

#include "features/crm/contact_links.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct MergeUndo : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    MergeUndo() {
        app.execute("SELECT make_interaction_partitions('2030-01-07')");
        app.run_jobs(); // from now on the schedules are known
    }

    Uuid create(std::string body) {
        body.insert(body.size() - 1, R"(,"allow_duplicate":true)");
        const auto reply = member.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text(); }
    TestReply merge(const Uuid& winner, const std::vector<Uuid>& losers,
                    const std::string& choices = "[]") {
        std::string list;
        for (const auto& loser : losers)
            list += (list.empty() ? "\"" : ",\"") + loser.text() + "\"";
        return member.post("/api/crm/merges", R"({"winner":")" + winner.text() + R"(","losers":[)"
                                                  + list + R"(],"choices":)" + choices + "}");
    }
    Uuid merged(const Uuid& winner, const std::vector<Uuid>& losers) {
        const auto reply = merge(winner, losers);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    TestReply undo(const Uuid& id, const std::string& query = "") {
        return member.post("/api/crm/merges/" + id.text() + "/undo" + query, "");
    }
    // All rows of all tables that say something of a contact. The winner's version and time of
    // change only ever rise, so that an open editor notices.
    std::string everything() {
        std::string all;
        for (const auto& link : crm::contact_links()) {
            if (link.rule == crm::LinkRule::kept) continue;
            const std::string table(link.table);
            all += table + ": "
                   + app.value(
                       "SELECT COALESCE(jsonb_agg(r ORDER BY r), '[]') FROM (SELECT to_jsonb(t) "
                       "- 'version' - 'updated_at' AS r FROM "
                       + table + " t) rows")
                   + "\n";
        }
        return all;
    }
    Uuid ana = create(R"({"first_name":"Ana","email":"ana@example.com","job_title":"Owner"})");
    Uuid anna = create(R"({"first_name":"Anna","last_name":"Silva","email":"anna@example.com",)"
                       R"("phone":"+442079460958","company":"Acme","tags":["old"]})");
};

// People with anything a contact can have, by chance.
struct Chance {
    std::mt19937 numbers;
    int below(int limit) { return static_cast<int>(numbers() % static_cast<unsigned>(limit)); }
    bool often() { return below(3) > 0; }
};

std::string random_person(Chance& chance, int number) {
    const auto own = std::to_string(number);
    std::string body = R"({"first_name":"Nr )" + own + '"';
    if (chance.often()) body += R"(,"last_name":"Silva")";
    if (chance.often()) body += R"(,"job_title":"Job )" + std::to_string(chance.below(3)) + '"';
    if (chance.often()) body += R"(,"company":"Company )" + std::to_string(chance.below(3)) + '"';
    if (chance.often()) body += R"(,"do_not_contact":true,"marketing_consent":true)";
    if (chance.often()) body += R"(,"lifecycle_stage":"customer","time_zone":"Europe/Vienna")";
    if (chance.often()) body += R"(,"utm_data":{"value":12345678901234567890.123})";
    if (chance.often())
        body += R"(,"custom_fields":{"shoe_size":)" + std::to_string(chance.below(3)) + ".5"
                + (chance.often() ? R"(,"colours":["Red","Blue"])" : "") + "}";
    std::string emails, phones, tags;
    for (int i = chance.below(4); i > 0; --i)
        emails += (emails.empty() ? "" : ",") + (R"({"address":"p)" + own + "." + std::to_string(i))
                  + R"(@example.com","label":"home"})";
    for (int i = chance.below(4); i > 0; --i)
        phones += (phones.empty() ? "" : ",")
                  + (R"({"number":"+4420794609)" + std::to_string(50 + i)) + R"(","label":"work"})";
    for (int i = chance.below(4); i > 0; --i)
        tags += (tags.empty() ? "\"t" : ",\"t") + std::to_string(i) + "\"";
    return body + R"(,"emails":[)" + emails + R"(],"phones":[)" + phones + R"(],"tags":[)" + tags
           + "]}";
}

} // namespace

TEST_F(MergeUndo, gives_exactly_the_rows_of_before) {
    auto manager = app.client_as(MemberRole::manager);
    manager.post("/api/crm/custom-fields",
                 R"({"key":"shoe_size","label":"Shoe size","type":"number"})");
    manager.post("/api/crm/custom-fields", R"({"key":"colours","label":"Colours",)"
                                           R"("type":"multi_select","options":["Red","Blue"]})");
    for (unsigned seed = 1; seed <= 8; ++seed) {
        Chance chance{std::mt19937(seed)};
        std::vector<Uuid> people;
        for (int i = 0; i < 2 + chance.below(4); ++i) {
            people.push_back(create(random_person(chance, static_cast<int>(seed) * 10 + i)));
            for (int notes = chance.below(3); notes > 0; --notes)
                member.post(path(people.back()) + "/notes", R"({"body":"a note"})");
            for (int calls = chance.below(4); calls > 0; --calls) {
                member.post(path(people.back()) + "/interactions",
                            R"({"interaction_type":"call"})");
                app.clock().advance(std::chrono::hours(chance.below(10)));
            }
            member.post("/api/crm/tasks",
                        R"({"title":"x","contact_id":")" + people.back().text() + R"("})");
        }
        app.execute(
            "INSERT INTO customer_journeys (project_id, contact_id, journey_stage, "
            "stage_entered_at, triggered_by) SELECT project_id, id, 'decision', "
            "'2029-12-01 00:00+00', 'manual' FROM contacts c WHERE NOT EXISTS (SELECT FROM "
            "customer_journeys j WHERE j.contact_id = c.id) AND first_name LIKE '%1'");
        app.clock().advance(std::chrono::minutes(2));
        app.run_jobs(); // suspects some of them
        const auto before = everything();
        const std::vector<Uuid> losers(people.begin() + 1, people.end());
        const auto reply = merge(people[0], losers,
                                 R"([{"field":"email","contact_id":")" + people[1].text()
                                     + R"("},{"field":"job_title","contact_id":")"
                                     + people.back().text() + R"("}])");
        ASSERT_EQ("201", summary(reply)) << seed;
        EXPECT_NE(before, everything());
        ASSERT_EQ("200", summary(undo(reply.uuid("/id")))) << seed;
        ASSERT_EQ(before, everything()) << seed;
        for (const auto& person : people) EXPECT_EQ(200, member.get(path(person)).status);
    }
}

TEST_F(MergeUndo, raises_the_version_so_that_an_open_editor_notices) {
    const auto id = merged(ana, {anna});
    EXPECT_EQ(2, member.get(path(ana)).at("/version").as_int64());
    undo(id);
    EXPECT_EQ(3, member.get(path(ana)).at("/version").as_int64());
    EXPECT_EQ(1, member.get(path(anna)).at("/version").as_int64());
}

TEST_F(MergeUndo, leaves_what_came_since_with_the_winner_and_sends_edits_back) {
    const auto note = member.post(path(anna) + "/notes", R"({"body":"old"})").uuid("/id");
    const auto doomed = member.post(path(anna) + "/notes", R"({"body":"doomed"})").uuid("/id");
    const auto id = merged(ana, {anna});
    member.patch("/api/crm/notes/" + note.text(), R"({"body":"edited"})");
    member.del("/api/crm/notes/" + doomed.text());
    member.post(path(ana) + "/notes", R"({"body":"new"})");
    member.post(path(ana) + "/interactions", R"({"interaction_type":"call"})");
    member.patch(path(ana), R"({"tags":["old","since"]})");
    member.patch(path(ana), R"({"language":"de","emails":[{"address":"ana@example.com"},)"
                            R"({"address":"anna@example.com"},{"address":"since@example.com"}]})");
    ASSERT_EQ("200", summary(undo(id)));
    const auto notes_of = [&](const Uuid& contact) {
        return member.get(path(contact) + "/notes").at("/items").as_array();
    };
    ASSERT_EQ(1u, notes_of(anna).size());
    EXPECT_EQ("edited", notes_of(anna)[0].at("body").as_string());
    ASSERT_EQ(1u, notes_of(ana).size());
    const auto winner = member.get(path(ana));
    EXPECT_EQ(boost::json::array({"since"}), winner.at("/tags"));
    EXPECT_EQ(2u, winner.at("/emails").as_array().size());
    EXPECT_EQ("ana@example.com", winner.text("/email"));
    EXPECT_EQ("de", winner.text("/language"));
    EXPECT_EQ("Ana", winner.text("/display_name"));
    EXPECT_EQ(1, winner.at("/total_interactions").as_int64());
    const auto loser = member.get(path(anna));
    EXPECT_EQ(boost::json::array({"old"}), loser.at("/tags"));
    EXPECT_EQ("anna@example.com", loser.text("/email"));
    EXPECT_EQ(0, loser.at("/total_interactions").as_int64());
}

TEST_F(MergeUndo, refuses_when_a_merged_field_was_changed_since_unless_told_to_keep_it) {
    const auto id = merged(ana, {anna}); // the last name came from Anna
    member.patch(path(ana), R"({"last_name":"Costa","company":"Other"})");
    const auto refused = undo(id);
    EXPECT_EQ("409 merge_conflict company:changed_since last_name:changed_since", summary(refused));
    EXPECT_EQ("410 contact_merged", summary(member.get(path(anna))));
    ASSERT_EQ("200", summary(undo(id, "?keep_changes=true")));
    EXPECT_EQ("Ana Costa", member.get(path(ana)).text("/display_name"));
    EXPECT_EQ("Other", member.get(path(ana)).text("/company"));
    EXPECT_EQ("Anna Silva", member.get(path(anna)).text("/display_name"));
    EXPECT_EQ("Acme", member.get(path(anna)).text("/company"));
}

TEST_F(MergeUndo, refuses_when_another_contact_has_the_address_now) {
    const auto id = merged(ana, {anna});
    member.patch(path(ana), R"({"emails":[{"address":"ana@example.com"}]})");
    const auto thief = create(R"({"first_name":"T","email":"anna@example.com"})");
    const auto refused = undo(id);
    EXPECT_EQ("409 merge_conflict", summary(refused));
    EXPECT_EQ(thief, refused.uuid("/contact_id"));
    member.del(path(thief));
    EXPECT_EQ("200", summary(undo(id)));
}

TEST_F(MergeUndo, goes_backwards_through_merges_of_merges) {
    const auto last = create(R"({"first_name":"Last"})");
    const auto first_merge = merged(ana, {anna});
    const auto second_merge = merged(last, {ana});
    const auto refused = undo(first_merge);
    EXPECT_EQ("409 merge_conflict", summary(refused));
    EXPECT_EQ(second_merge, refused.uuid("/merge_id"));
    EXPECT_EQ("200", summary(undo(second_merge)));
    EXPECT_EQ("200", summary(undo(first_merge)));
    EXPECT_EQ(200, member.get(path(anna)).status);
}

TEST_F(MergeUndo, of_one_winner_goes_newest_first) {
    const auto other = create(R"({"first_name":"Other"})");
    const auto first = merged(ana, {anna});
    const auto second = merged(ana, {other});
    EXPECT_EQ(second, undo(first).uuid("/merge_id"));
    EXPECT_EQ("200", summary(undo(second)));
    EXPECT_EQ("200", summary(undo(first)));
}

TEST_F(MergeUndo, needs_a_winner_who_is_there) {
    const auto id = merged(ana, {anna});
    member.del(path(ana));
    EXPECT_EQ("409 merge_conflict", summary(undo(id)));
    member.post(path(ana) + "/restore");
    EXPECT_EQ("200", summary(undo(id)));
    EXPECT_EQ("409 merge_undone", summary(undo(id)));
    EXPECT_EQ("404 not_found", summary(undo(Uuid::make())));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found",
              summary(stranger.post("/api/crm/merges/" + id.text() + "/undo", "")));
}

TEST_F(MergeUndo, ends_after_ninety_days_and_then_only_the_ids_are_left) {
    const auto id = merged(ana, {anna});
    app.clock().advance(std::chrono::days(90) - std::chrono::seconds(1));
    app.run_jobs();
    EXPECT_GT(app.count("merge_log"), 0);
    member = app.client_as(MemberRole::member); // the session is over
    app.clock().advance(std::chrono::seconds(1));
    EXPECT_EQ("409 merge_too_old", summary(undo(id)));
    app.clock().advance(std::chrono::days(1));
    app.run_jobs();
    EXPECT_EQ(0, app.count("merge_log"));
    EXPECT_EQ("410 contact_merged", summary(member.get(path(anna))));
}

TEST_F(MergeUndo, goes_on_without_a_tag_an_owner_and_a_company_that_are_gone) {
    auto owner = app.client_as(MemberRole::owner);
    auto leaving = app.client_as(MemberRole::member);
    member.patch(path(anna), R"({"assigned_to":")" + leaving.user_id.text() + R"("})");
    const auto id = merged(ana, {anna});
    app.execute("DELETE FROM tags");
    app.execute("DELETE FROM companies");
    app.execute("DELETE FROM members WHERE user_id = '" + leaving.user_id.text() + "'");
    ASSERT_EQ("200", summary(undo(id, "?keep_changes=true")));
    const auto loser = member.get(path(anna));
    EXPECT_TRUE(loser.at("/assigned_to").is_null());
    EXPECT_TRUE(loser.at("/company_id").is_null());
    EXPECT_TRUE(loser.at("/tags").as_array().empty());
}

TEST_F(MergeUndo, asked_for_many_times_at_once_happens_once) {
    const auto id = merged(ana, {anna});
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 12, [&](Client& client, std::size_t) {
        return client.post("/api/crm/merges/" + id.text() + "/undo", "");
    });
    EXPECT_EQ(1u, count_summary(replies, "200"));
    EXPECT_EQ(11u, count_summary(replies, "409 merge_undone"));
    EXPECT_EQ(2, app.count("contacts"));
}
