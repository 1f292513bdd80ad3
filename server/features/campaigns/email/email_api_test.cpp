// Mails before they leave: what is wrong with one, how it is drawn and seen, what it must have.
#include <gtest/gtest.h>

#include "testing/email_fixture.hpp"

using email_tests::Email;

TEST_F(Email, says_what_is_wrong_with_a_message) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({"message_name":"M","message_content":"x"})",
         "422 invalid_input subject_line:required"},
        {R"({"message_name":"M","subject_line":"x"})",
         "422 invalid_input message_content:required"},
        {R"({"message_name":"M","subject_line":"{{ contact.nme }}","message_content":"{% if %}"})",
         "422 invalid_input subject_line:unknown_token message_content:syntax"},
        {R"({"message_name":"M","subject_line":"x","message_content":"x",
             "settings":{"sender_id":"00000000-0000-7000-8000-000000000000","x":1,"reply_to":"no"}})",
         "422 invalid_input settings.x:unknown_field settings.reply_to:bad_format "
         "settings.sender_id:not_found"},
        {R"({"message_name":"M","subject_line":"x",
             "settings":{"document":{"blocks":[{"type":"button","label":"x","url":"javascript:x"}]}}})",
         "422 invalid_input settings.document.blocks[0].url:bad_format"},
        {R"({"message_name":"M","subject_line":"x",
             "settings":{"document":{"blocks":[{"type":"text","text":"{{ contact.x }}"}]}}})",
         "422 invalid_input settings.document:unknown_token"},
    };
    for (const auto& [message, expected] : cases)
        EXPECT_EQ(expected, problems_of(message)) << message;
}

TEST_F(Email, is_drawn_block_by_block_for_the_editor) {
    add_segment_of(1);
    const auto path = "/api/email/blocks/preview";
    const auto drawn = viewer.post(
        path,
        fmt::format(R"({{"theme":{{"accent":"#0a7c55","text":"no"}},"contact_id":"{}","blocks":[
            {{"block":{{"type":"heading","text":"Hi {{{{ contact.first_name }}}}"}}}},
            {{"block":{{"type":"image","src":"https://i.example/a.png"}},"columns":2}},
            {{"block":{{"type":"footer"}}}},{{"block":{{"type":"marquee"}}}}]}})",
                    app.value("SELECT id FROM contacts")));
    EXPECT_EQ("200", summary(drawn)) << drawn;
    EXPECT_NE(std::string::npos, drawn.text("/items/0/html").find(">Hi Person1</h1>"));
    EXPECT_NE(std::string::npos, drawn.text("/items/1/html").find(R"(width="258")"));
    EXPECT_EQ("missing_alt", drawn.text("/items/1/remarks/0/code"));
    EXPECT_NE(std::string::npos, drawn.text("/items/2/html").find("/e/u/"));
    EXPECT_EQ("", drawn.text("/items/3/html"));
    EXPECT_EQ("not_allowed", drawn.text("/items/3/remarks/0/code"));
}

TEST_F(Email, draws_as_many_blocks_as_a_mail_may_have) {
    const auto blocks = [](std::size_t count, const std::string& more = "") {
        std::string list;
        for (std::size_t i = 0; i < count; ++i)
            list += std::string(i == 0 ? "" : ",") + R"({"block":{"type":"divider"}})";
        return R"({"blocks":[)" + list + "]" + more + "}";
    };
    const auto path = "/api/email/blocks/preview";
    EXPECT_EQ("200", summary(viewer.post(path, blocks(200))));
    EXPECT_EQ("422 invalid_input blocks:too_many", summary(viewer.post(path, blocks(201))));
    EXPECT_EQ("422 invalid_input blocks:too_few", summary(viewer.post(path, blocks(0))));
    EXPECT_EQ("422 invalid_input blocks[0].columns:too_large",
              summary(viewer.post(path, R"({"blocks":[{"block":{},"columns":4}]})")));
    EXPECT_EQ("422 invalid_input blocks[0].block:wrong_type",
              summary(viewer.post(path, R"({"blocks":[{"block":7}]})")));
    const auto long_text = R"({"type":"text","text":")" + std::string(64 * 1024, 'x') + "\"}";
    EXPECT_EQ("422 invalid_input blocks[0].block:too_long",
              summary(viewer.post(path, R"({"blocks":[{"block":)" + long_text + "}]}")));
    // Somebody of another project is nobody here.
    add_segment_of(1);
    const auto theirs = fmt::format(R"(,"contact_id":"{}")", app.value("SELECT id FROM contacts"));
    EXPECT_EQ("422 invalid_input contact_id:not_found",
              summary(app.other_project().post(path, blocks(1, theirs))));
    EXPECT_EQ("401 sign_in_required", summary(guest.post(path, blocks(1))));
}

TEST_F(Email, of_marketing_is_not_rehearsed_without_its_footer) {
    struct Case {
        const char* message;
        const char* expected;
    };
    const Case cases[] = {
        {R"("message_content":"Hello")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing "
         "messages[0].message_content:postal_address_missing"},
        {R"("message_content":"links.unsubscribe {{ sender.postal_address }}")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing"},
        {R"("message_content":"{{ links.preferences }}")",
         "422 invalid_input messages[0].message_content:postal_address_missing"},
        {R"("message_content":"{{ links.preferences }} {{ sender.postal_address }}")", "202"},
        {R"("html_content":"<p>x</p>","message_content":"{{ links.unsubscribe }}{{ sender.postal_address }}")",
         "422 invalid_input messages[0].html_content:unsubscribe_missing "
         "messages[0].html_content:postal_address_missing"},
        {R"("message_content":"x","html_content":"{{ links.unsubscribe }}{{ sender.postal_address }}")",
         "422 invalid_input messages[0].message_content:unsubscribe_missing "
         "messages[0].message_content:postal_address_missing"},
        {R"("html_content":"{{ sender.postal_address }}<a href=\"{{ links.unsubscribe }}\">No</a>")",
         "202"},
        {R"("settings":{"document":{"blocks":[{"type":"text","text":"Hello"}]}})",
         "422 invalid_input messages[0].settings.document:unsubscribe_missing "
         "messages[0].settings.document:postal_address_missing"},
        {R"("settings":{"document":{"blocks":[{"type":"footer"}]}})", "202"},
    };
    for (const auto& c : cases) {
        const auto id = campaign_with(
            R"({"message_name":"M","subject_line":"x",)" + std::string(c.message) + "}", 1);
        EXPECT_EQ(c.expected, summary(member.post(path(id, "/rehearsals")))) << c.message;
    }
}

TEST_F(Email, that_leaves_the_way_out_to_chance_is_found_by_the_rehearsal_and_not_sent) {
    add_sender(mailbox);
    const auto id = campaign_with(
        R"({"message_name":"M","subject_line":"x","message_content":"{{ sender.postal_address }}{% if contact.first_name == \"Person1\" %}{{ links.unsubscribe }}{% endif %}"})",
        2);
    EXPECT_EQ("200", summary(approve(id)));
    const auto found = viewer.get(path(id, "/rehearsals"));
    EXPECT_EQ("no link to unsubscribe in the mail of this person",
              found.text("/items/0/report/messages/0/unwritable/0/reason"));
    EXPECT_EQ(1, found.at("/items/0/report/messages/0/unwritable/0/people").as_int64());
    send();
    ASSERT_EQ(1u, mailbox.mails().size());
    EXPECT_EQ(1, ledger_of(id).failed);
}

TEST_F(Email, is_seen_before_it_is_sent) {
    add_segment_of(1);
    const auto contact = app.value("SELECT id FROM contacts");
    const auto preview = viewer.post(
        "/api/email/preview",
        fmt::format(R"({{"subject_line":"For {{{{ contact.first_name }}}}","contact_id":"{}",
                        "message_content":"{{{{ contact.company }}}}x"}})",
                    contact));
    EXPECT_EQ("200", summary(preview)) << preview;
    EXPECT_EQ("For Person1", preview.text("/subject"));
    EXPECT_EQ("contact.company", preview.text("/blanks/0"));
    EXPECT_EQ("422 invalid_input subject_line:unknown_token",
              summary(viewer.post("/api/email/preview",
                                  R"({"subject_line":"{{ x }}","message_content":"x"})")));
    const auto blocks = viewer.post(
        "/api/email/preview",
        R"({"subject_line":"x","settings":{"document":{"blocks":[{"type":"divider"}]}}})");
    EXPECT_EQ("unsubscribe_missing", blocks.text("/remarks/0/code")) << blocks;
    EXPECT_EQ("postal_address_missing", blocks.text("/remarks/1/code")) << blocks;
    const auto address = [&](const std::string& language) {
        return viewer
            .post("/api/email/preview",
                  R"({"subject_line":"x","message_content":"{{ sender.postal_address }}",)"
                  R"("settings":{"language":")"
                      + language + "\"}}")
            .text("/text");
    };
    EXPECT_NE(std::string::npos, address("de-AT").find("(Ihre Postanschrift")) << address("de-AT");
    EXPECT_NE(std::string::npos, address("en").find("(your postal address")) << address("en");
    EXPECT_GE(viewer.get("/api/email/templates").at("/items").as_array().size(), 15u);
    const auto first = [&](const std::string& language) {
        return viewer.get("/api/email/templates?language=" + language).text("/items/0/language");
    };
    EXPECT_EQ("de", first("de-AT"));
    EXPECT_EQ("en", first("fr")) << "there are none in French";
    EXPECT_EQ("422 invalid_input language:too_short",
              summary(viewer.get("/api/email/templates?language=d")));
    EXPECT_TRUE(viewer.get("/api/email/blocks").at("/blocks/heading").is_object());
    const auto test =
        R"({"to":"me@example.com","message":{"subject_line":"x","message_content":"y"}})";
    EXPECT_EQ("403 not_allowed", summary(member.post("/api/email/tests", test)));
    EXPECT_TRUE(manager.post("/api/email/tests", test).at("/was_accepted").as_bool());
}
