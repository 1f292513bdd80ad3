#include "features/campaigns/email/dkim.hpp"

#include <gtest/gtest.h>

#include "platform/mail/message.hpp"
#include "testing/dkim_verifier.hpp"

namespace {

using campaigns::DkimKey;

const Timestamp noon = *parse_timestamp("2026-03-08T07:00:00Z");

// Making one takes a while.
const DkimKey& key() {
    static const auto made = DkimKey::make();
    return made;
}

std::string signed_mail(const mail::Message& message) {
    const auto bytes = mail::to_bytes(message, noon);
    return campaigns::dkim_signature(key(), "example.com", "sf1", bytes, noon) + bytes;
}

mail::Message newsletter() {
    return {
        .from = {"Zoë", "news@example.com"},
        .to = {{"Ada", "ada@example.org"}},
        .subject = "Grüße an alle, die  zwei Leerzeichen mögen und lange Betreffzeilen auch",
        .text = "Hällo  Ada \n\n.\nFrom here  \n\n\n",
        .html = "<p>Hällo   " + std::string(500, 'x') + "</p>",
        .headers = {{"List-Unsubscribe", "<https://example.com/u/" + std::string(100, 'a') + ">"},
                    {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}},
        .message_id = "1@example.com"};
}

bool verifies(const std::string& mail, const std::string& record = key().dns_record()) {
    return testing_servers::dkim_verifies(mail, campaigns::dkim_host("sf1", "example.com"), record);
}

std::string replaced(std::string text, std::string_view old, std::string_view with) {
    const auto at = text.find(old);
    EXPECT_NE(text.npos, at) << old;
    return at == text.npos ? text : text.replace(at, old.size(), with);
}

} // namespace

TEST(Dkim, signs_so_that_another_implementation_agrees) {
    auto message = newsletter();
    EXPECT_TRUE(verifies(signed_mail(message)));
    message.reply_to = mail::Address{"Ömer", "answers@example.com"};
    message.html.clear();
    EXPECT_TRUE(verifies(signed_mail(message)));
    message.text = "日本語の本文です。\n";
    EXPECT_TRUE(verifies(signed_mail(message)));
    message.attachments = {{"a.bin", "application/octet-stream", std::string(3000, '\0')}};
    EXPECT_TRUE(verifies(signed_mail(message)));
}

TEST(Dkim, bears_what_relays_do_and_nothing_else) {
    const auto mail = signed_mail(newsletter());
    struct Change {
        const char* old;
        const char* with;
        bool still_verifies;
    };
    constexpr Change changes[]{
        {"Subject: ", "Subject:   ", true},
        {"H=C3=A4llo  Ada=20\r\n", "H=C3=A4llo Ada=20  \r\n", true},
        {"MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nReceived: by relay.example\r\n", true},
        {"H=C3=A4llo  Ada", "H=C3=A4llo  Eve", false},
        {"ada@example.org", "eve@example.org", false},
        {"List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click", false},
        {"Date: ", "From: Eve <eve@example.com>\r\nDate: ", false},
        {"Date: Sun", "Date: Mon", false},
    };
    for (const auto& change : changes)
        EXPECT_EQ(change.still_verifies, verifies(replaced(mail, change.old, change.with)))
            << change.old << " → " << change.with;
    EXPECT_FALSE(verifies(mail, DkimKey::make().dns_record()));
}

TEST(Dkim, canonicalises_as_the_standard_shows) { // RFC 6376, 3.4.5
    EXPECT_EQ("a:X", campaigns::relaxed_field("A", " X"));
    EXPECT_EQ("b:Y Z", campaigns::relaxed_field("B ", " Y\t\r\n\tZ  "));
    EXPECT_EQ(" C\r\nD E\r\n", campaigns::relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"));
    EXPECT_EQ("", campaigns::relaxed_body(""));
    EXPECT_EQ("", campaigns::relaxed_body("\r\n \r\n\r\n"));
    EXPECT_EQ("x\r\n", campaigns::relaxed_body("x"));
    EXPECT_EQ("\r\nx\r\n\r\ny\r\n", campaigns::relaxed_body("\r\nx\r\n \t\r\ny"));
}

TEST(Dkim, keeps_the_lines_of_its_field_short) {
    const auto mail = signed_mail(newsletter());
    const auto field = mail.substr(0, mail.find("\r\nDate: "));
    for (std::size_t at = 0; at < field.size();) {
        const auto end = std::min(field.find("\r\n", at), field.size());
        EXPECT_LE(end - at, 78u) << field.substr(at, end - at);
        at = end + 2;
    }
}

TEST(Dkim, keeps_a_key_as_text_and_publishes_its_half) {
    const auto again = DkimKey::from_pem(key().to_pem());
    EXPECT_EQ(key().dns_record(), again.dns_record());
    EXPECT_EQ(key().sign("x"), again.sign("x"));
    EXPECT_TRUE(key().dns_record().starts_with("v=DKIM1; k=rsa; p=MIIB"));
    const auto texts = campaigns::zone_file_text(key().dns_record());
    EXPECT_EQ(3, std::ranges::count(texts, ' ')) << texts;
    const std::string full(255, 'x');
    EXPECT_EQ(fmt::format(R"("{}" "yz")", full), campaigns::zone_file_text(full + "yz"));
    for (const auto* text :
         {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
        EXPECT_THROW(DkimKey::from_pem(text), std::invalid_argument) << text;
}

TEST(Dkim, signs_on_many_threads_at_once) {
    std::vector<std::thread> threads;
    std::atomic<int> same = 0;
    const auto expected = key().sign("the same");
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 50; ++turn) same += key().sign("the same") == expected;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(8 * 50, same);
}
