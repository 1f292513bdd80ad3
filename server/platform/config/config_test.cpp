#include "platform/config/config.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <set>

#include "platform/config/checks.hpp"
#include "platform/config/settings.hpp"

namespace {

using config::Config;
using config::Sources;

// A TOML file that goes with the test.
class ConfigTest : public testing::Test {
  protected:
    ConfigTest() {
        std::filesystem::create_directory(folder_);
        sources.environment = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        };
    }
    ~ConfigTest() override { std::filesystem::remove_all(folder_); }

    void write_file(std::string_view content) {
        sources.file = folder_ / "socialflow.toml";
        std::ofstream(*sources.file) << content;
    }
    std::vector<std::string> problems() {
        try {
            config::load(sources);
        } catch (const config::Error& error) {
            return error.problems;
        }
        return {};
    }

    std::map<std::string, std::string> environment;
    Sources sources;

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("config_test_" + std::to_string(::getpid()));
};

} // namespace

TEST_F(ConfigTest, has_a_default_for_everything) {
    const auto config = config::load(sources);
    EXPECT_EQ("127.0.0.1", config.host);
    EXPECT_EQ(8080, config.port);
    EXPECT_EQ("http://localhost:8080", config.public_url);
    EXPECT_EQ("http://localhost:8080", config.pages_url);
    EXPECT_FALSE(config.allow_private_outbound);
}

TEST_F(ConfigTest, lets_the_file_the_environment_and_the_flags_win_in_this_order) {
    write_file("port = 1\nworkers = 2\nsession_days = 3\n");
    EXPECT_EQ(1, config::load(sources).port);
    environment = {{"SOCIALFLOW_PORT", "11"}, {"SOCIALFLOW_WORKERS", "12"}};
    EXPECT_EQ(11, config::load(sources).port);
    sources.flags = {{"port", "21"}};
    const auto config = config::load(sources);
    EXPECT_EQ(21, config.port);
    EXPECT_EQ(12, config.workers);
    EXPECT_EQ(3, config.session_days);
}

TEST_F(ConfigTest, reads_every_kind_of_value_from_the_file) {
    write_file(R"(
host = "0.0.0.0"
public_url = "https://crm.example.com/"
log_level = "debug"
behind_tls = true
trusted_proxies = ["10.0.0.1", "2001:DB8:0::1"]
sign_up = "invite"
data = "/var/lib/socialflow"
)");
    const auto config = config::load(sources);
    EXPECT_EQ("https://crm.example.com", config.public_url);
    EXPECT_EQ(log::Level::debug, config.log_level);
    EXPECT_EQ((std::vector<std::string>{"10.0.0.1", "2001:db8::1"}), config.trusted_proxies);
    EXPECT_EQ(config::SignUp::invite, config.sign_up);
    EXPECT_EQ("/var/lib/socialflow", config.data);
}

TEST_F(ConfigTest, puts_pages_on_the_host_of_the_app_or_on_another_one) {
    struct Case {
        const char *app, *pages, *taken;
    };
    const Case cases[] = {
        {"https://crm.example.com", "", "https://crm.example.com"},
        {"https://crm.example.com", "https://crm.example.com/", "https://crm.example.com"},
        {"https://crm.example.com", "https://pages.example.com/", "https://pages.example.com"},
        {"", "http://127.0.0.1:8080", "http://127.0.0.1:8080"},
        // To a cookie these are one host.
        {"https://crm.example.com", "https://crm.example.com:8443", nullptr},
        {"https://crm.example.com", "http://CRM.example.com.", nullptr},
    };
    for (const auto& c : cases) {
        environment = {{"SOCIALFLOW_PUBLIC_URL", c.app}, {"SOCIALFLOW_PAGES_URL", c.pages}};
        if (c.taken)
            EXPECT_EQ(c.taken, config::load(sources).pages_url) << c.pages;
        else
            EXPECT_EQ((std::vector<std::string>{"pages_url: must be public_url or of another "
                                                "host, not crm.example.com"}),
                      problems())
                << c.pages;
    }
}

TEST_F(ConfigTest, takes_an_empty_variable_as_not_set) {
    environment = {{"SOCIALFLOW_PORT", ""}, {"DATABASE_URL", ""}};
    EXPECT_EQ(8080, config::load(sources).port);
}

TEST_F(ConfigTest, knows_the_database_by_the_name_that_every_platform_uses) {
    environment = {{"DATABASE_URL", "postgresql://db/socialflow"},
                   {"DATABASE_REPLICA_URL", "postgres://replica/x"}};
    EXPECT_EQ("postgresql://db/socialflow", config::load(sources).database_url);
    EXPECT_EQ("postgres://replica/x", config::load(sources).database_replica_url);
}

TEST_F(ConfigTest, names_every_wrong_setting_and_where_it_was_set) {
    write_file("session_days = 0\nhots = \"x\"\nworkers = 2026-01-31\n");
    environment = {{"SOCIALFLOW_PORT", "70000"}};
    sources.flags = {{"sign_up", "closed"}};
    const auto file = sources.file->string();
    EXPECT_EQ((std::vector<std::string>{
                  file + ", line 2: there is no setting hots",
                  "workers (" + file + ", line 3): must be a number from 1 to 256",
                  "port (SOCIALFLOW_PORT): must be a number from 0 to 65535, not \"70000\"",
                  "session_days (" + file + ", line 1): must be a number from 1 to 365, not \"0\"",
                  "sign_up (--sign-up): must be one of open, invite, not \"closed\"",
              }),
              problems());
}

TEST_F(ConfigTest, never_prints_a_secret) {
    environment = {{"SOCIALFLOW_MASTER_KEY", "hunter2"},
                   {"SOCIALFLOW_SMTP_URL", "hunter2"},
                   {"SOCIALFLOW_METRICS_TOKEN", "hunter2"},
                   {"DATABASE_URL", "hunter2"}};
    EXPECT_EQ(4u, problems().size());
    for (const auto& problem : problems())
        EXPECT_EQ(problem.npos, problem.find("hunter2")) << problem;
    Config config;
    config.master_key = config.smtp_url = config.database_url = config.metrics_token = "hunter2";
    for (const auto& [name, value] : config::show(config)) EXPECT_NE("hunter2", value) << name;
}

TEST_F(ConfigTest, refuses_settings_that_contradict_each_other) {
    environment = {{"SOCIALFLOW_BEHIND_TLS", "true"},
                   {"SOCIALFLOW_PUBLIC_URL", "http://crm.example.com"}};
    EXPECT_EQ("public_url: must begin with https:// when behind_tls is set", problems().at(0));
    environment = {{"SOCIALFLOW_BEHIND_TLS", "true"},
                   {"SOCIALFLOW_PUBLIC_URL", "https://crm.example.com"},
                   {"SOCIALFLOW_PAGES_URL", "http://pages.example.com"}};
    EXPECT_EQ("pages_url: must begin with https:// when behind_tls is set", problems().at(0));
    environment = {{"SOCIALFLOW_SMTP_URL", "smtp://mail.example.com"}};
    EXPECT_EQ("mail_from: needed when smtp_url is set", problems().at(0));
    environment = {{"DATABASE_DIRECT_URL", "postgresql://db/socialflow"}};
    EXPECT_EQ("database_direct_url: is for a pooler at DATABASE_URL, which is not set",
              problems().at(0));
}

TEST_F(ConfigTest, says_what_is_wrong_with_the_file_itself) {
    sources.file = "/nowhere/socialflow.toml";
    EXPECT_EQ("/nowhere/socialflow.toml: No such file or directory", problems().at(0));
    sources.file = "/proc/self/mem"; // which may be opened, and has nothing where it begins
    EXPECT_EQ("/proc/self/mem: cannot be read: Input/output error", problems().at(0));
    write_file("port = \n");
    EXPECT_NE(std::string::npos, problems().at(0).find("line 1")) << problems().at(0);
    write_file(std::string(1024 * 1024 - 1, '#') + "\n");
    EXPECT_TRUE(problems().empty());
    write_file(std::string(1024 * 1024, '#') + "\n");
    EXPECT_NE(std::string::npos, problems().at(0).find("larger than 1 MB"));
}

TEST_F(ConfigTest, finds_its_file_through_the_environment) {
    write_file("port = 77\n");
    environment = {{"SOCIALFLOW_CONFIG", sources.file->string()}};
    sources.file.reset();
    EXPECT_EQ(77, config::load(sources).port);
}

TEST_F(ConfigTest, takes_flags_from_the_command_line) {
    CLI::App app;
    config::add_options(app, sources);
    app.parse("--port 9 --data /tmp/x --demo --trusted-proxies 10.0.0.1,10.0.0.2 --log-level=error",
              false);
    const auto config = config::load(sources);
    EXPECT_EQ(9, config.port);
    EXPECT_EQ("/tmp/x", config.data);
    EXPECT_TRUE(config.demo);
    EXPECT_EQ(2u, config.trusted_proxies.size());
    EXPECT_EQ(log::Level::error, config.log_level);
}

TEST_F(ConfigTest, lets_empty_be_the_opposite_of_demo) {
    environment = {{"SOCIALFLOW_DEMO", "true"}};
    CLI::App app;
    config::add_options(app, sources);
    app.parse("--empty", false);
    EXPECT_FALSE(config::load(sources).demo);
}

TEST_F(ConfigTest, lists_every_setting_in_the_help_and_offers_no_flag_for_a_secret) {
    CLI::App app;
    config::add_options(app, sources);
    const auto help = app.help();
    for (const auto& setting : config::settings()) {
        EXPECT_NE(help.npos, help.find(setting.environment)) << setting.name;
        EXPECT_EQ(setting.secret, setting.flag.empty()) << setting.name;
    }
    EXPECT_THROW(app.parse("--master-key x", false), CLI::ExtrasError);
}

TEST_F(ConfigTest, accepts_each_default_that_is_not_empty) {
    Config config;
    std::set<std::string> names;
    for (const auto& setting : config::settings()) {
        EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
        const auto value = setting.get(config);
        EXPECT_TRUE(value.empty() || setting.set(config, value)) << setting.name << " = " << value;
        EXPECT_EQ(value, setting.get(config));
    }
}

TEST(ConfigChecks, parse_numbers_within_their_range) {
    EXPECT_EQ(0, config::parse_number("0", 0, 10));
    EXPECT_EQ(10, config::parse_number("10", 0, 10));
    for (const auto wrong :
         {"", "11", "-1", "-0", "+1", " 1", "1 ", "0x1", "1e1", "1.0", "99999999999999999999"})
        EXPECT_EQ(std::nullopt, config::parse_number(wrong, 0, 10)) << wrong;
}

TEST(ConfigChecks, take_only_addresses_of_the_right_form) {
    struct Case {
        bool (*check)(std::string_view);
        std::string text;
        bool good;
    };
    const std::vector<Case> cases{
        {config::is_host, "0.0.0.0", true},
        {config::is_host, "::1", true},
        {config::is_host, "localhost", true},
        {config::is_host, "", false},
        {config::is_host, "a b", false},
        {config::is_host, std::string(253, 'a'), true},
        {config::is_host, std::string(254, 'a'), false},
        {config::is_socket_address, "192.0.2.1", true},
        {config::is_socket_address, "192.0.2.1:53", true},
        {config::is_socket_address, "[2001:db8::1]:53", true},
        {config::is_socket_address, "2001:db8::1", true},
        {config::is_socket_address, "dns.example:53", false},
        {config::is_socket_address, "192.0.2.1:0", false},
        {config::is_socket_address, "[192.0.2.1]:53", false},
        {config::is_word, "abc-1.apps.example", true},
        {config::is_word, "a b", false},
        {config::is_word, "", false},
        {config::is_file, "/", false},
        {config::is_token, std::string(15, 'x'), false},
        {config::is_token, std::string(16, 'x'), true},
        {config::is_token, std::string(15, 'x') + ' ', false},
        {config::is_public_url, "https://crm.example.com", true},
        {config::is_public_url, "http://[::1]:8080/", true},
        {config::is_public_url, "http://192.168.1.5.nip.io", true},
        {config::is_public_url, "crm.example.com", false},
        {config::is_public_url, "ftp://crm.example.com", false},
        {config::is_public_url, "https://crm.example.com/path", false},
        {config::is_public_url, "https://user@crm.example.com", false},
        {config::is_public_url, "https://crm.example.com?x", false},
        {config::is_public_url, "https://", false},
        {config::is_smtp_url, "smtp://user:p%40ss@mail.example.com:587", true},
        {config::is_smtp_url, "smtps://mail.example.com", true},
        {config::is_smtp_url, "http://mail.example.com", false},
        {config::is_smtp_url, "smtp://mail.example.com:0", false},
        {config::is_smtp_url, "smtp://mail.example.com:99999", false},
        {config::is_database_url, "host=/run/postgresql dbname=socialflow", true},
        {config::is_database_url, "mysql://x", false},
        {config::is_mail_sender, "SocialFlow <hello@example.com>", true},
        {config::is_mail_sender, "hello@example.com\r\nBcc: x", false},
        {config::is_mail_sender, "hello", false},
        {config::is_master_key, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", true},
        {config::is_master_key,
         "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,"
         "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
         true},
        {config::is_master_key, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5", false}, // 30 bytes
        {config::is_master_key, std::string(64, 'f'), false},                       // hexadecimal
        {config::is_master_key, "", false},
    };
    for (const auto& each : cases) EXPECT_EQ(each.good, each.check(each.text)) << each.text;
}

TEST_F(ConfigTest, bounds_the_list_of_proxies) {
    std::string list;
    for (int i = 1; i <= 64; ++i) list += "10.0.0." + std::to_string(i) + ", ";
    sources.flags = {{"trusted_proxies", list}};
    EXPECT_EQ(64u, config::load(sources).trusted_proxies.size());
    sources.flags = {{"trusted_proxies", list + "10.0.0.65"}};
    EXPECT_EQ(1u, problems().size());
}
