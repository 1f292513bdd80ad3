#include "platform/mail/smtp_transport.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "testing/smtp_server.hpp"
#include "testing/temporary_folder.hpp"

namespace {

using mail::SendFailure;
using mail::SmtpSettings;
using mail::SmtpTransport;
using testing_servers::SmtpScript;
using testing_servers::SmtpServer;
using Kind = SendFailure::Kind;

const ManualClock noon(*parse_timestamp("2026-01-31T12:00:00Z"));

mail::Message letter(std::string to = "ada@example.org") {
    return {.from = {"SocialFlow", "hello@example.com"},
            .to = {{"Ada", std::move(to)}},
            .subject = "Hi",
            .text = "Hello\n.dot\n"};
}

SmtpSettings settings_for(const SmtpServer& server) {
    return {.host = "127.0.0.1", .port = server.port()};
}

// "temporary 451", or "sent".
template <class Call>
std::string outcome(Call call) {
    try {
        call();
    } catch (const SendFailure& failure) {
        return mail::name_of(failure.kind) + std::string(" ") + std::to_string(failure.reply_code);
    }
    return "sent";
}

std::string send_to(const SmtpServer& server) {
    auto settings = settings_for(server);
    settings.connect_time = std::chrono::milliseconds(500);
    SmtpTransport transport(settings, noon);
    return outcome([&] { transport.send(letter()); });
}

// Answers one command with `reply`, the others as usual.
SmtpScript answering(std::string wanted, std::string reply, bool offers_pipelining = false) {
    return {.reply = [=](const std::string& command,
                         const std::string&) { return command == wanted ? reply : std::string(); },
            .offers_pipelining = offers_pipelining};
}

} // namespace

TEST(SmtpTransport, hands_a_mail_over_as_it_was_written) {
    SmtpServer server;
    SmtpTransport transport(settings_for(server), noon);
    auto message = letter();
    message.to.push_back({"", "Bob@Bücher.example"});
    message.message_id = transport.send(message);
    const auto mails = server.mails();
    ASSERT_EQ(1u, mails.size());
    EXPECT_EQ("hello@example.com", mails[0].from);
    EXPECT_EQ((std::vector<std::string>{"ada@example.org", "Bob@xn--bcher-kva.example"}),
              mails[0].to);
    EXPECT_EQ(mail::to_bytes(message, noon.now()), mails[0].data);
    EXPECT_NE(std::string::npos, mails[0].data.find("\r\n.dot\r\n"));
    EXPECT_FALSE(mails[0].over_tls);
}

TEST(SmtpTransport, tells_what_is_final_from_what_passes) {
    const std::tuple<std::string, std::string, std::string> cases[] = {
        {"GREETING", "421 too busy", "temporary 421"},
        {"GREETING", "554 no service", "permanent 554"},
        {"GREETING", SmtpScript::leave, "connection 0"},
        {"GREETING", "hello", "connection 0"}, // waits for a better one until connect_time
        {"MAIL", "451 try later", "temporary 451"},
        {"MAIL", "550 sender refused", "permanent 550"},
        {"RCPT", "450 mailbox busy", "temporary 450"},
        {"RCPT", "550 5.1.1 no such user", "permanent 550"},
        {"RCPT", SmtpScript::leave, "connection 0"},
        {"DATA", "452 disk full", "temporary 452"},
        {"DATA", "554 no", "permanent 554"},
        {"DATA", SmtpScript::leave, "connection 0"},
        {"END", "451 greylisted", "temporary 451"},
        {"END", "554 spam", "permanent 554"},
        {"END", SmtpScript::leave, "unknown 0"},
        {"MAIL", "530 5.7.0 sign in first", "settings 530"},
        {"MAIL", "what?", "connection 0"},
        {"DATA", "250 ok", "connection 0"},
        {"END", "what?", "unknown 0"},
    };
    for (const auto& [command, reply, expected] : cases)
        for (const bool at_once : {false, true}) {
            SmtpServer server(answering(command, reply, at_once));
            EXPECT_EQ(expected, send_to(server)) << command << " " << reply << " " << at_once;
            EXPECT_TRUE(server.mails().empty());
        }
}

TEST(SmtpTransport, says_everything_before_the_mail_at_once_where_that_is_offered) {
    SmtpServer server({.offers_pipelining = true});
    SmtpTransport transport(settings_for(server), noon);
    for (int i = 0; i < 3; ++i) transport.send(letter());
    ASSERT_EQ(3u, server.mails().size());
    EXPECT_NE(std::string::npos, server.mails()[2].data.find("\r\n.dot\r\n"));
    EXPECT_EQ(1, server.connections());
}

TEST(SmtpTransport, keeps_the_connection_when_a_mail_is_refused) {
    for (const bool at_once : {false, true})
        for (const std::string refused : {"MAIL", "RCPT", "DATA", "END"}) {
            std::atomic<int> mails = 0;
            SmtpServer server({.reply =
                                   [&](const std::string& command, const std::string&) {
                                       return command == refused && mails++ == 1
                                                  ? std::string("550 no")
                                                  : std::string();
                                   },
                               .offers_pipelining = at_once});
            SmtpTransport transport(settings_for(server), noon);
            for (const auto* expected : {"sent", "permanent 550", "sent"})
                EXPECT_EQ(expected, outcome([&] { transport.send(letter()); })) << refused;
            EXPECT_EQ(2u, server.mails().size()) << refused;
            EXPECT_EQ(1, server.connections()) << refused << at_once;
        }
}

TEST(SmtpTransport, hands_over_dots_and_ends_of_lines_as_they_are) {
    SmtpServer server;
    SmtpTransport transport(settings_for(server), noon);
    const std::pair<const char*, const char*> cases[] = {
        {".", ".\r\n"},
        {"..\r\n", "..\r\n"},
        {"a\r\n.\r\n..b\r\n\r\n", "a\r\n.\r\n..b\r\n\r\n"},
        {"a", "a\r\n"},
    };
    for (const auto& [bytes, expected] : cases) {
        transport.hand_over({"a@example.com", {"b@example.com"}}, bytes);
        EXPECT_EQ(expected, server.mails().back().data);
    }
}

TEST(SmtpTransport, says_what_the_server_said) {
    SmtpServer server(answering("RCPT", "550-first line\r\n550 5.1.1 no such user"));
    SmtpTransport transport(settings_for(server), noon);
    try {
        transport.send(letter());
        FAIL();
    } catch (const SendFailure& failure) {
        EXPECT_STREQ("550 5.1.1 no such user", failure.what());
    }
}

TEST(SmtpTransport, gives_up_on_a_slow_server) {
    const std::pair<std::string, std::string> cases[] = {
        {"GREETING", "connection 0"}, {"RCPT", "connection 0"}, {"END", "unknown 0"}};
    for (const auto& [command, expected] : cases) {
        SmtpServer server(answering(command, SmtpScript::hang));
        auto settings = settings_for(server);
        settings.total_time = std::chrono::milliseconds(300);
        settings.reply_time = std::chrono::seconds(1);
        SmtpTransport transport(settings, noon);
        EXPECT_EQ(expected, outcome([&] { transport.send(letter()); })) << command;
    }
}

TEST(SmtpTransport, says_when_nobody_listens) {
    SmtpSettings settings{.host = "127.0.0.1"};
    settings.port = SmtpServer().port();
    SmtpTransport transport(settings, noon);
    EXPECT_EQ("connection 0", outcome([&] { transport.send(letter()); }));
}

TEST(SmtpTransport, sends_one_mail_after_the_other_over_one_connection) {
    SmtpServer server;
    SmtpTransport transport(settings_for(server), noon);
    for (int i = 0; i < 5; ++i) transport.send(letter());
    EXPECT_EQ(5u, server.mails().size());
    EXPECT_EQ(1, server.connections());
}

TEST(SmtpTransport, opens_a_new_connection_when_the_kept_one_died) {
    std::atomic<int> mails = 0;
    for (const std::string death : {SmtpScript::leave, "421 idle for too long"}) {
        mails = 0;
        SmtpServer server({.reply = [&](const std::string& command, const std::string&) {
            return command == "MAIL" && ++mails == 2 ? death : std::string();
        }});
        SmtpTransport transport(settings_for(server), noon);
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ("sent", outcome([&] { transport.send(letter()); })) << death;
        EXPECT_EQ(3u, server.mails().size());
        EXPECT_EQ(2, server.connections());
    }
}

TEST(SmtpTransport, never_sends_a_mail_again_of_which_it_does_not_know) {
    std::atomic<int> ends = 0;
    SmtpServer server({.reply = [&](const std::string& command, const std::string&) {
        return command == "END" && ++ends == 2 ? std::string(SmtpScript::leave) : std::string();
    }});
    SmtpTransport transport(settings_for(server), noon);
    transport.send(letter());
    EXPECT_EQ("unknown 0", outcome([&] { transport.send(letter()); }));
    EXPECT_EQ(2, ends);
}

TEST(SmtpTransport, does_not_wait_at_its_end_for_a_server_that_is_stuck) {
    SmtpServer server(answering("QUIT", SmtpScript::hang));
    const auto start = std::chrono::steady_clock::now();
    SmtpTransport(settings_for(server), noon).send(letter());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60))
        << "libcurl's own patience is 120 s";
}

TEST(SmtpTransport, sends_from_many_threads) {
    SmtpServer server;
    SmtpTransport transport(settings_for(server), noon);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 6; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) transport.send(letter());
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(30u, server.mails().size());
}

class SmtpTransportTls : public testing::Test {
  protected:
    SmtpTransportTls() { std::ofstream(trusted) << identity.certificate_pem(); }

    const testing_servers::TlsIdentity identity;
    const testing_paths::TemporaryFolder folder;
    const std::filesystem::path trusted = folder.path() / "authority.pem";
};

TEST_F(SmtpTransportTls, signs_in_over_starttls) {
    SmtpServer server({.offers_sign_in = true, .tls = &identity});
    auto settings = settings_for(server);
    settings.user = "ada";
    settings.password = "pass word";
    settings.certificate_file = trusted;
    SmtpTransport transport(settings, noon);
    transport.check();
    EXPECT_TRUE(server.mails().empty());
    transport.send(letter());
    ASSERT_EQ(1u, server.mails().size());
    EXPECT_TRUE(server.mails()[0].over_tls);
    EXPECT_EQ("ada", server.mails()[0].user);
    EXPECT_EQ("pass word", server.mails()[0].password);
}

TEST_F(SmtpTransportTls, speaks_tls_from_the_start_when_the_url_says_so) {
    SmtpServer server({.tls = &identity, .implicit_tls = true});
    auto settings = settings_for(server);
    settings.implicit_tls = true;
    settings.certificate_file = trusted;
    SmtpTransport(settings, noon).send(letter());
    EXPECT_TRUE(server.mails().at(0).over_tls);
}

TEST_F(SmtpTransportTls, gives_no_password_to_a_server_that_it_cannot_trust) {
    bool asked = false;
    const auto watch = [&](const std::string& command, const std::string&) {
        asked = asked || command == "AUTH" || command == "MAIL";
        return std::string();
    };
    SmtpServer plain({.reply = watch, .offers_sign_in = true});
    SmtpServer unknown({.reply = watch, .offers_sign_in = true, .tls = &identity});
    for (const auto* server : {&plain, &unknown}) {
        auto settings = settings_for(*server);
        settings.user = "ada";
        settings.password = "secret";
        SmtpTransport transport(settings, noon);
        EXPECT_EQ("settings 0", outcome([&] { transport.send(letter()); }));
    }
    EXPECT_FALSE(asked);
}

TEST_F(SmtpTransportTls, uses_tls_without_a_user_whatever_the_certificate) {
    SmtpServer server({.tls = &identity});
    EXPECT_EQ("sent", send_to(server));
    EXPECT_TRUE(server.mails().at(0).over_tls);
}

TEST_F(SmtpTransportTls, says_when_the_sign_in_is_refused) {
    SmtpServer server({.reply =
                           [](const std::string& command, const std::string&) {
                               return command == "AUTH" ? std::string("535 5.7.8 wrong password")
                                                        : std::string();
                           },
                       .offers_sign_in = true,
                       .tls = &identity});
    auto settings = settings_for(server);
    settings.user = "ada";
    settings.password = "wrong";
    settings.certificate_file = trusted;
    SmtpTransport transport(settings, noon);
    EXPECT_EQ("settings 535", outcome([&] { transport.check(); }));
    EXPECT_EQ("settings 535", outcome([&] { transport.send(letter()); }));
}

TEST(SmtpUrl, is_taken_apart) {
    const auto settings = mail::parse_smtp_url("smtp://ada:p%40ss@mail.example.com:2525");
    EXPECT_EQ("mail.example.com", settings.host);
    EXPECT_EQ(2525, settings.port);
    EXPECT_EQ("ada", settings.user);
    EXPECT_EQ("p@ss", settings.password);
    EXPECT_FALSE(settings.implicit_tls);
    EXPECT_EQ(465, mail::parse_smtp_url("smtps://mail.example.com").port);
    EXPECT_TRUE(mail::parse_smtp_url("smtps://mail.example.com").implicit_tls);
    for (const auto* wrong : {"", "mail.example.com", "http://mail.example.com"})
        EXPECT_THROW(mail::parse_smtp_url(wrong), std::invalid_argument) << wrong;
}
