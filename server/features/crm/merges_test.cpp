// Merges through the real server: everything moves, an old id says where to, races have one order.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct Merges : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Merges() { app.execute("SELECT make_interaction_partitions('2030-01-07')"); }

    Uuid create(std::string body) {
        body.insert(body.size() - 1, R"(,"allow_duplicate":true)");
        const auto reply = member.post("/api/crm/contacts", body);
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    std::string path(const Uuid& id) { return "/api/crm/contacts/" + id.text(); }
    static std::string body(const Uuid& winner, const std::vector<Uuid>& losers,
                            const std::string& choices = "[]") {
        std::string list;
        for (const auto& loser : losers)
            list += (list.empty() ? "\"" : ",\"") + loser.text() + "\"";
        return R"({"winner":")" + winner.text() + R"(","losers":[)" + list + R"(],"choices":)"
               + choices + "}";
    }
    TestReply merge(const Uuid& winner, const std::vector<Uuid>& losers,
                    const std::string& choices = "[]") {
        return member.post("/api/crm/merges", body(winner, losers, choices));
    }
    // A note, a task, an interaction, a file and a tag of his own.
    void live(const Uuid& id, const std::string& name) {
        const auto in = path(id);
        EXPECT_EQ(201, member.post(in + "/notes", R"({"body":"of )" + name + R"("})").status);
        EXPECT_EQ(201,
                  member
                      .post("/api/crm/tasks", R"({"title":"call )" + name + R"(","contact_id":")"
                                                  + id.text() + R"("})")
                      .status);
        EXPECT_EQ(201, member
                           .post(in + "/interactions",
                                 R"({"interaction_type":"call","title":"with )" + name + R"("})")
                           .status);
        const auto file = member.send(
            http::Method::post, "/api/files", "of " + name,
            {{"Content-Type", "application/octet-stream"}, {"X-File-Name", name + ".txt"}});
        EXPECT_EQ("201", summary(file));
        EXPECT_EQ(
            201,
            member.post(in + "/attachments", R"({"file_id":")" + file.uuid("/id").text() + R"("})")
                .status);
    }
    Uuid ana = create(R"({"first_name":"Ana","email":"ana@example.com","tags":["VIP","new"]})");
    Uuid anna = create(R"({"first_name":"Anna","last_name":"Silva","email":"anna@example.com",)"
                       R"("phone":"+442079460958","company":"Acme","tags":["vip","old"]})");
};

} // namespace

TEST_F(Merges, move_everything_to_the_winner) {
    live(ana, "ana");
    live(anna, "anna");
    const auto reply = merge(ana, {anna});
    ASSERT_EQ("201", summary(reply));
    EXPECT_EQ("Anna Silva", reply.text("/loser_names/0"));
    const auto contact = member.get(path(ana));
    EXPECT_EQ("Ana Silva", contact.text("/display_name"));
    EXPECT_EQ("ana@example.com", contact.text("/email"));
    EXPECT_EQ(2u, contact.at("/emails").as_array().size());
    EXPECT_EQ("+442079460958", contact.text("/phone"));
    EXPECT_EQ("Acme", contact.text("/company"));
    EXPECT_EQ(boost::json::array({"new", "old", "VIP"}), contact.at("/tags"));
    EXPECT_EQ(2, contact.at("/total_interactions").as_int64());
    EXPECT_EQ(33, contact.at("/engagement_score").as_int64()); // 100 × (1 − e^(−16/40))
    EXPECT_EQ(6u, member.get(path(ana) + "/timeline").at("/items").as_array().size());
    EXPECT_EQ(2u, member.get(path(ana) + "/attachments").at("/items").as_array().size());
    EXPECT_EQ(1, app.count("contacts"));
    EXPECT_EQ(1, app.count("audit_log WHERE action = 'contact.merged'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'contact.merged'"));
}

TEST_F(Merges, preview_what_they_would_make_and_change_nothing) {
    live(anna, "anna");
    const auto before = app.value("SELECT version FROM contacts WHERE id = '" + ana.text() + "'");
    const auto preview = member.post(
        "/api/crm/merges/preview",
        body(ana, {anna}, R"([{"field":"first_name","contact_id":")" + anna.text() + R"("}])"));
    ASSERT_EQ("200", summary(preview));
    EXPECT_EQ("Anna Silva", preview.text("/result/display_name"));
    EXPECT_EQ("interactions", preview.text("/moves/0/what"));
    EXPECT_EQ(1, preview.at("/moves/0/count").as_int64());
    EXPECT_EQ(before, app.value("SELECT version FROM contacts WHERE id = '" + ana.text() + "'"));
    EXPECT_EQ(2, app.count("contacts"));
    EXPECT_EQ(0, app.count("merges"));
}

TEST_F(Merges, leave_the_old_id_leading_to_the_winner_through_all_merges) {
    const auto last = create(R"({"first_name":"Last"})");
    ASSERT_EQ("201", summary(merge(ana, {anna})));
    ASSERT_EQ("201", summary(merge(last, {ana})));
    for (const auto& old : {ana, anna}) {
        const auto reply = member.get(path(old));
        EXPECT_EQ("410 contact_merged", summary(reply));
        EXPECT_EQ(last, reply.uuid("/contact_id"));
    }
    EXPECT_EQ("410 contact_merged", summary(member.patch(path(anna), R"({"job_title":"x"})")));
    EXPECT_EQ("410 contact_merged", summary(member.post(path(anna) + "/notes", R"({"body":"x"})")));
    auto stranger = app.other_project();
    EXPECT_EQ("404 not_found", summary(stranger.get(path(anna))));
}

TEST_F(Merges, that_make_no_sense_are_refused_with_the_field) {
    const auto trashed = create(R"({"first_name":"Trash"})");
    member.del(path(trashed));
    const auto gone = create(R"({"first_name":"Gone"})");
    ASSERT_EQ("201", summary(merge(ana, {gone})));
    auto stranger = app.other_project();
    const auto others = stranger.post("/api/crm/contacts", R"({"first_name":"Other"})").uuid("/id");
    struct Case {
        Uuid winner;
        std::vector<Uuid> losers;
        const char* expected;
    };
    const Case cases[] = {
        {ana, {ana}, "422 invalid_input losers[0]:same_contact"},
        {ana, {anna, anna}, "422 invalid_input losers[1]:same_contact"},
        {ana, {}, "422 invalid_input losers:too_few"},
        {ana, std::vector<Uuid>(11, anna), "422 invalid_input losers:too_many"},
        {ana, {others}, "422 invalid_input losers[0]:not_found"},
        {others, {ana}, "422 invalid_input winner:not_found"},
        {ana, {anna, trashed}, "422 invalid_input losers[1]:in_trash"},
        {trashed, {anna}, "422 invalid_input winner:in_trash"},
        {ana, {gone}, "422 invalid_input losers[0]:contact_merged"},
        {gone, {others}, "422 invalid_input winner:contact_merged losers[0]:not_found"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(c.expected, summary(merge(c.winner, c.losers)));
        EXPECT_EQ(c.expected,
                  summary(member.post("/api/crm/merges/preview", body(c.winner, c.losers))));
    }
    EXPECT_EQ(
        "422 invalid_input choices[0].contact_id:not_allowed choices[0].field:not_allowed",
        summary(merge(ana, {anna},
                      R"([{"field":"shoe","contact_id":")" + Uuid::make().text() + R"("}])")));
    EXPECT_EQ(1, app.count("merges"));
}

TEST_F(Merges, of_ten_losers_at_once_are_the_most) {
    std::vector<Uuid> losers{anna};
    for (int i = 0; i < 9; ++i)
        losers.push_back(create(R"({"first_name":"Nr )" + std::to_string(i) + R"("})"));
    EXPECT_EQ("201", summary(merge(ana, losers)));
    EXPECT_EQ(1, app.count("contacts"));
}

TEST_F(Merges, refuse_to_move_more_than_can_be_taken_back) {
    const auto insert = [&](int count) {
        app.execute(
            "INSERT INTO contact_interactions (project_id, id, contact_id, interaction_type, "
            "occurred_at) SELECT '"
            + app.project_id().text() + "', gen_random_uuid(), '" + anna.text()
            + "', 'call', '2029-06-01 00:00+00' FROM generate_series(1, " + std::to_string(count)
            + ")");
    };
    insert(100'001);
    EXPECT_EQ("422 invalid_input losers:too_large", summary(merge(ana, {anna})));
    app.execute(
        "DELETE FROM contact_interactions WHERE id = "
        "(SELECT id FROM contact_interactions LIMIT 1)");
    EXPECT_EQ("201", summary(merge(ana, {anna})));
}

TEST_F(Merges, of_overlapping_people_at_once_come_in_one_order) {
    constexpr int people_count = 6;
    for (int round = 0; round < 3; ++round) {
        std::vector<Uuid> people;
        for (int i = 0; i < people_count; ++i) {
            people.push_back(create(R"({"first_name":"Nr )" + std::to_string(i) + R"("})"));
            member.post(path(people.back()) + "/notes", R"({"body":"x"})");
        }
        std::vector<Client> clients;
        for (int i = 0; i < 6; ++i) clients.push_back(member.another());
        // Everybody into his neighbour, round and round: at least one must be left.
        const auto replies = app.in_parallel(clients, 12, [&](Client& client, std::size_t number) {
            return client.post("/api/crm/merges", body(people[number % people_count],
                                                       {people[(number + 1) % people_count]}));
        });
        const auto merged = std::ranges::count(replies, 201, &TestReply::status);
        EXPECT_EQ(12, merged + std::ranges::count(replies, 422, &TestReply::status));
        EXPECT_GE(merged, 1);
        EXPECT_EQ(people_count - merged, app.count("contacts WHERE first_name LIKE 'Nr %'"));
        EXPECT_EQ(people_count, app.count("contact_notes"));
        EXPECT_EQ(merged, app.count("merged_contacts"));
        app.execute("DELETE FROM contacts WHERE first_name LIKE 'Nr %'");
        app.execute("DELETE FROM merges");
    }
}

TEST_F(Merges, and_new_notes_at_once_lose_no_note) {
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 30, [&](Client& client, std::size_t number) {
        if (number == 15) return client.post("/api/crm/merges", body(ana, {anna}));
        return client.post(path(anna) + "/notes", R"({"body":"x"})");
    });
    EXPECT_EQ(1, std::ranges::count_if(replies, [](const TestReply& reply) {
                  return reply.status == 201 && reply.body.find("winner_id") != std::string::npos;
              }));
    const auto stored = std::ranges::count(replies, 201, &TestReply::status) - 1;
    const auto refused =
        count_summary(replies, "410 contact_merged")
        + count_summary(replies, "422 reference_not_found contact_id:reference_not_found");
    EXPECT_EQ(29u, static_cast<std::size_t>(stored) + refused);
    EXPECT_EQ(stored, app.count("contact_notes WHERE contact_id = '" + ana.text() + "'"));
}

TEST_F(Merges, are_listed_newest_first_and_for_their_winner) {
    const auto other = create(R"({"first_name":"Other"})");
    merge(ana, {anna});
    merge(ana, {other});
    const auto all = member.get("/api/crm/merges?contact_id=" + ana.text());
    ASSERT_EQ(2u, all.at("/items").as_array().size());
    EXPECT_EQ("Other", all.text("/items/0/loser_names/0"));
    EXPECT_EQ(member.get("/api/crm/contacts/" + ana.text()).text("/display_name"),
              all.text("/items/0/winner_name"));
    EXPECT_EQ(
        0u,
        member.get("/api/crm/merges?contact_id=" + other.text()).at("/items").as_array().size());
    auto stranger = app.other_project();
    EXPECT_TRUE(stranger.get("/api/crm/merges").at("/items").as_array().empty());
}
