// Notes and files of a contact through the real server.
#include <gtest/gtest.h>

#include "testing/pages.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

constexpr const char* nobody = "00000000-0000-7000-8000-000000000000";

struct OfContact : testing::Test {
    TestApp app;
    Client member = app.client_as(MemberRole::member);
    Client stranger = app.other_project();
    std::string contact = "/api/crm/contacts/" + add_contact(member).text();

    static Uuid add_contact(Client& client) {
        const auto reply = client.post("/api/crm/contacts", R"({"first_name":"Ana"})");
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    void trash() { EXPECT_EQ("204", summary(member.del(contact))); }
};

struct Notes : OfContact {
    std::string notes = contact + "/notes";
    TestReply create(const std::string& body = "Likes tea") {
        const auto reply = member.post(notes, R"({"body":")" + body + R"("})");
        EXPECT_EQ("201", summary(reply)) << body;
        return reply;
    }
    static std::string path(const TestReply& note) { return "/api/crm/notes/" + note.text("/id"); }
};

struct Attachments : OfContact {
    std::string attachments = contact + "/attachments";
    static Uuid upload(Client& client, const std::string& name) {
        const auto reply =
            client.send(http::Method::post, "/api/files", "of " + name,
                        {{"Content-Type", "application/octet-stream"}, {"X-File-Name", name}});
        EXPECT_EQ("201", summary(reply));
        return reply.uuid("/id");
    }
    TestReply attach(const Uuid& file) {
        return member.post(attachments, R"({"file_id":")" + file.text() + R"("})");
    }
};

} // namespace

TEST_F(Notes, are_written_changed_and_deleted) {
    const auto note = member.post(notes, R"({"body":" Likes tea ","pinned":true})");
    ASSERT_EQ("201", summary(note));
    EXPECT_EQ(" Likes tea ", note.text("/body"));
    EXPECT_TRUE(note.at("/pinned").as_bool());
    EXPECT_EQ(member.user_id, note.uuid("/author_id"));
    EXPECT_EQ("\"1\"", note.headers.get("ETag"));
    const auto changed = member.patch(path(note), R"({"pinned":false})");
    EXPECT_EQ("200", summary(changed));
    EXPECT_EQ(" Likes tea ", changed.text("/body"));
    EXPECT_FALSE(changed.at("/pinned").as_bool());
    EXPECT_EQ("\"2\"", changed.headers.get("ETag"));
    EXPECT_EQ("204", summary(member.del(path(note))));
    EXPECT_EQ("404 not_found", summary(member.del(path(note))));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'note.created'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'note.updated'"));
    EXPECT_EQ(1, app.count("outbox WHERE name = 'note.deleted'"));
}

TEST_F(Notes, ring_at_whom_they_name_and_nobody_else) {
    auto manager = app.client_as(MemberRole::manager);
    auto viewer = app.client_as(MemberRole::viewer);
    const auto naming = [](const std::string& text, const std::string& ids) {
        return R"({"body":")" + text + R"(","mentions":[)" + ids + "]}";
    };
    const auto quoted = [](const Uuid& id) { return '"' + id.text() + '"'; };
    const auto note =
        member.post(notes, naming("@Mia", quoted(manager.user_id) + ',' + quoted(manager.user_id)
                                              + ',' + quoted(member.user_id)));
    ASSERT_EQ("201", summary(note)) << note;
    const auto bell = manager.get("/api/notifications");
    ASSERT_EQ(1u, bell.at("/items").as_array().size()) << bell;
    EXPECT_EQ("mention", bell.text("/items/0/kind"));
    EXPECT_EQ(contact.substr(std::string("/api/crm").size()) + "?tab=notes",
              bell.text("/items/0/link"));
    EXPECT_EQ(std::string::npos, bell.body.find("@Mia")) << "the note says it, the bell does not";
    app.run_jobs();
    EXPECT_EQ(1u, app.mails(manager.get("/api/me").text("/user/email")).size());
    EXPECT_EQ(0, app.count("notifications WHERE user_id = '" + member.user_id.text() + "'"));
    EXPECT_EQ("200", summary(member.patch(path(note), R"({"pinned":true})")));
    EXPECT_EQ("200", summary(member.patch(path(note), naming("@Vic", quoted(viewer.user_id)))));
    EXPECT_EQ(1, app.count("notifications WHERE user_id = '" + viewer.user_id.text() + "'"));
    EXPECT_EQ(1, app.count("notifications WHERE user_id = '" + manager.user_id.text() + "'"));
    EXPECT_EQ("422 invalid_input mentions[0]:reference_not_found",
              summary(member.post(notes, naming("x", quoted(stranger.user_id)))));
    std::string many = quoted(manager.user_id);
    for (int i = 0; i < 20; ++i) many += ',' + quoted(manager.user_id);
    EXPECT_EQ("422 invalid_input mentions:too_many",
              summary(member.post(notes, naming("x", many))));
    EXPECT_EQ(1, app.count("contact_notes"));
}

TEST_F(Notes, ring_by_mail_in_the_language_of_who_is_named) {
    auto manager = app.client_as(MemberRole::manager);
    struct Case {
        std::string language, subject, about;
    };
    for (const auto& [language, subject, about] : std::to_array<Case>({
             {"en", "member 1 mentioned you", "This is about Olga's project. "},
             {"de-CH", "member 1 hat Sie erwähnt", "Es geht um Olga's project. "},
             {"fr", "member 1 mentioned you", "This is about Olga's project. "},
         })) {
        ASSERT_EQ("200", summary(manager.patch("/api/me", R"({"language":")" + language + "\"}")));
        ASSERT_EQ("201", summary(member.post(notes, R"({"body":"@Mia","mentions":[")"
                                                        + manager.user_id.text() + "\"]}")));
        const auto mail = app.last_mail(manager.get("/api/me").text("/user/email"));
        EXPECT_EQ(subject, mail.subject);
        EXPECT_NE(std::string::npos, mail.text.find(about)) << mail.text;
    }
    const auto bell = manager.get("/api/notifications");
    EXPECT_EQ("member 1 mentioned you", bell.text("/items/0/title")) << "the app has words itself";
}

TEST_F(Notes, are_refused_with_the_field_named) {
    const std::pair<std::string, std::string> cases[] = {
        {"{}", "422 invalid_input body:required"},
        {R"({"body":""})", "422 invalid_input body:too_short"},
        {R"({"body":" \n\t"})", "422 invalid_input body:bad_format"},
        {R"({"body":"a","pinned":"yes","colour":1})",
         "422 invalid_input pinned:wrong_type colour:unknown_field"},
        {R"({"body":")" + std::string(20'000, 'x') + R"("})", "201"},
        {R"({"body":")" + std::string(20'001, 'x') + R"("})", "422 invalid_input body:too_long"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(expected, summary(member.post(notes, body))) << body.substr(0, 50);
    EXPECT_EQ(1, app.count("contact_notes"));
}

TEST_F(Notes, that_somebody_changed_meanwhile_are_not_overwritten) {
    const auto note = create();
    const std::vector<std::pair<std::string, std::string>> first{{"If-Match", "\"1\""}};
    EXPECT_EQ("200",
              summary(member.send(http::Method::patch, path(note), R"({"body":"One"})", first)));
    const auto late = member.send(http::Method::patch, path(note), R"({"body":"Two"})", first);
    EXPECT_EQ("412 version_conflict", summary(late));
    EXPECT_EQ("2", late.text("/current"));
    EXPECT_EQ("412 version_conflict",
              summary(member.send(http::Method::del, path(note), {}, first)));
    EXPECT_EQ("One", app.value("SELECT body FROM contact_notes"));
}

TEST_F(Notes, lose_no_edit_when_many_edit_at_once) {
    const auto note = create();
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) clients.push_back(member.another());
    const auto replies = app.in_parallel(clients, 24, [&](Client& client, std::size_t number) {
        return client.patch(path(note), number % 2 ? R"({"pinned":true})" : R"({"body":"New"})");
    });
    EXPECT_EQ(24u, count_summary(replies, "200"));
    EXPECT_EQ("25 New true",
              app.value("SELECT version || ' ' || body || ' ' || pinned FROM contact_notes"));
}

TEST_F(Notes, come_newest_first_to_the_end) {
    std::vector<std::string> expected;
    for (int i = 0; i < 7; ++i) {
        if (i % 3 == 0) app.clock().advance(std::chrono::seconds(1)); // some at one moment
        expected.push_back(create(std::to_string(i)).text("/id"));
    }
    // Ids are in the order of their making, also within one moment of the test's clock.
    std::ranges::reverse(expected);
    for (const std::size_t limit : {1u, 2u, 6u, 7u, 200u}) {
        auto found = all_of(member, notes, "id", limit);
        EXPECT_EQ(7u, std::set(found.begin(), found.end()).size()) << limit;
        EXPECT_EQ(expected.back(), found.back()) << limit;
    }
    EXPECT_EQ("422 invalid_input limit:too_large", summary(member.get(notes + "?limit=201")));
    EXPECT_EQ("422 invalid_input after:bad_format", summary(member.get(notes + "?after=x")));
}

TEST_F(Notes, of_somebody_in_the_trash_are_read_and_not_added) {
    create();
    trash();
    EXPECT_EQ(1u, all_of(member, notes, "body", 50).size());
    EXPECT_EQ("404 not_found", summary(member.post(notes, R"({"body":"x"})")));
    EXPECT_EQ("200", summary(member.post(contact + "/restore")));
    EXPECT_EQ("201", summary(member.post(notes, R"({"body":"x"})")));
}

TEST_F(Notes, of_another_project_do_not_exist) {
    const auto note = create();
    EXPECT_EQ("404 not_found", summary(stranger.get(notes)));
    EXPECT_EQ("404 not_found", summary(stranger.post(notes, R"({"body":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.patch(path(note), R"({"body":"x"})")));
    EXPECT_EQ("404 not_found", summary(stranger.del(path(note))));
    EXPECT_EQ("404 not_found",
              summary(member.post("/api/crm/contacts/" + std::string(nobody) + "/notes",
                                  R"({"body":"x"})")));
    EXPECT_EQ("Likes tea", app.value("SELECT body FROM contact_notes"));
}

TEST_F(Notes, are_written_once_for_one_idempotency_key) {
    const auto send = [&] {
        return member.send(http::Method::post, notes, R"({"body":"Once"})",
                           {{"Idempotency-Key", "k1"}});
    };
    const auto first = send(), second = send();
    EXPECT_EQ("201", summary(second));
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(1, app.count("contact_notes"));
}

TEST_F(Attachments, are_files_with_their_names_newest_first) {
    const auto first = attach(upload(member, "offer.txt"));
    ASSERT_EQ("201", summary(first));
    EXPECT_EQ("offer.txt", first.text("/name"));
    EXPECT_EQ(12, first.at("/size").as_int64());
    EXPECT_EQ(member.user_id, first.uuid("/author_id"));
    app.clock().advance(std::chrono::seconds(1));
    EXPECT_EQ("201", summary(attach(upload(member, "bill.txt"))));
    const auto list = member.get(attachments);
    EXPECT_EQ("bill.txt", list.text("/items/0/name"));
    EXPECT_EQ("offer.txt", list.text("/items/1/name"));
    EXPECT_EQ("204", summary(member.del("/api/crm/attachments/" + first.text("/id"))));
    EXPECT_EQ("404 not_found", summary(member.del("/api/crm/attachments/" + first.text("/id"))));
    EXPECT_EQ(1u, member.get(attachments).at("/items").as_array().size());
}

TEST_F(Attachments, are_refused_with_the_field_named) {
    const std::pair<std::string, std::string> cases[] = {
        {"{}", "422 invalid_input file_id:required"},
        {R"({"file_id":"x"})", "422 invalid_input file_id:bad_format"},
        {R"({"file_id":")" + std::string(nobody) + R"("})",
         "422 reference_not_found file_id:reference_not_found"},
        {R"({"file_id":")" + upload(stranger, "theirs.txt").text() + R"("})",
         "422 reference_not_found file_id:reference_not_found"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(expected, summary(member.post(attachments, body))) << body;
    EXPECT_EQ(0, app.count("contact_attachments"));
}

TEST_F(Attachments, are_five_hundred_at_most_and_all_are_listed) {
    const auto file = upload(member, "offer.txt");
    app.execute(
        "INSERT INTO contact_attachments (project_id, id, contact_id, file_id) SELECT "
        "c.project_id, gen_random_uuid(), c.id, '"
        + file.text() + "' FROM contacts c, generate_series(1, 499)");
    EXPECT_EQ("201", summary(attach(file)));
    EXPECT_EQ("409 limit_reached", summary(attach(file)));
    EXPECT_EQ(500u, member.get(attachments).at("/items").as_array().size());
}

TEST_F(Attachments, of_another_project_and_of_somebody_in_the_trash_do_not_exist) {
    const auto made = attach(upload(member, "offer.txt"));
    EXPECT_EQ("404 not_found", summary(stranger.get(attachments)));
    EXPECT_EQ("404 not_found", summary(stranger.del("/api/crm/attachments/" + made.text("/id"))));
    trash();
    EXPECT_EQ(1u, member.get(attachments).at("/items").as_array().size());
    EXPECT_EQ("404 not_found", summary(attach(upload(member, "late.txt"))));
}
