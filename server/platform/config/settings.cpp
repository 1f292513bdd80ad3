#include "platform/config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/config/checks.hpp"

namespace config {
namespace {

using Check = bool (*)(std::string_view);

Setting named(std::string name, Setting::Kind kind, std::string values, std::string help) {
    Setting setting{
        .name = name, .kind = kind, .values = std::move(values), .help = std::move(help)};
    setting.flag = "--" + name;
    std::ranges::replace(setting.flag, '_', '-');
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    setting.environment = "SOCIALFLOW_" + name;
    return setting;
}

template <class Integer>
Setting number(std::string name, Integer Config::* field, int least, int most, std::string help) {
    auto setting = named(std::move(name), Setting::Kind::number,
                         fmt::format("a number from {} to {}", least, most), std::move(help));
    setting.set = [=](Config& config, std::string_view text) {
        const auto value = parse_number(text, least, most);
        if (value) config.*field = static_cast<Integer>(*value);
        return value.has_value();
    };
    setting.get = [=](const Config& config) { return std::to_string(config.*field); };
    return setting;
}

Setting boolean(std::string name, bool Config::* field, std::string help) {
    auto setting = named(std::move(name), Setting::Kind::boolean, "true or false", std::move(help));
    setting.set = [=](Config& config, std::string_view text) {
        const auto value = parse_boolean(text);
        if (value) config.*field = *value;
        return value.has_value();
    };
    setting.get = [=](const Config& config) { return config.*field ? "true" : "false"; };
    return setting;
}

Setting text(std::string name, std::string Config::* field, Check check, std::string values,
             std::string help) {
    auto setting = named(std::move(name), Setting::Kind::text, std::move(values), std::move(help));
    setting.set = [=](Config& config, std::string_view given) {
        if (!check(given)) return false;
        config.*field = given;
        return true;
    };
    setting.get = [=](const Config& config) { return config.*field; };
    return setting;
}

template <class Choice>
Setting choice(std::string name, Choice Config::* field,
               std::vector<std::pair<std::string, Choice>> choices, std::string help) {
    std::string values;
    for (const auto& [word, value] : choices) values += (values.empty() ? "" : ", ") + word;
    auto setting = named(std::move(name), Setting::Kind::text, "one of " + values, std::move(help));
    setting.set = [=](Config& config, std::string_view given) {
        for (const auto& [word, value] : choices)
            if (word == given) return config.*field = value, true;
        return false;
    };
    setting.get = [=](const Config& config) {
        for (const auto& [word, value] : choices)
            if (value == config.*field) return word;
        throw std::logic_error("a choice without a word");
    };
    return setting;
}

Setting folder(std::string name, std::filesystem::path Config::* field, std::string help) {
    auto setting = named(std::move(name), Setting::Kind::text, "a folder", std::move(help));
    setting.set = [=](Config& config, std::string_view given) {
        config.*field = given;
        return !given.empty();
    };
    setting.get = [=](const Config& config) { return (config.*field).string(); };
    return setting;
}

Setting addresses(std::string name, std::vector<std::string> Config::* field, std::size_t most,
                  std::string help) {
    auto setting = named(std::move(name), Setting::Kind::list,
                         fmt::format("at most {} IP addresses", most), std::move(help));
    setting.set = [=](Config& config, std::string_view given) {
        std::vector<std::string> all;
        for (const auto& item : parse_list(given)) {
            const auto address = parse_ip_address(item);
            if (!address) return false;
            all.push_back(*address);
        }
        if (all.size() > most) return false;
        config.*field = std::move(all);
        return true;
    };
    setting.get = [=](const Config& config) {
        return fmt::format("{}", fmt::join(config.*field, ","));
    };
    return setting;
}

Setting socket_addresses(std::string name, std::vector<std::string> Config::* field,
                         std::size_t most, std::string help) {
    auto setting =
        named(std::move(name), Setting::Kind::list,
              fmt::format("at most {} IP addresses, with :port or without", most), std::move(help));
    setting.set = [=](Config& config, std::string_view given) {
        auto all = parse_list(given);
        if (all.size() > most || !std::ranges::all_of(all, is_socket_address)) return false;
        config.*field = std::move(all);
        return true;
    };
    setting.get = [=](const Config& config) {
        return fmt::format("{}", fmt::join(config.*field, ","));
    };
    return setting;
}

Setting secret(Setting setting) {
    setting.secret = true;
    setting.flag.clear();
    return setting;
}

// Under a name that other programs know too.
Setting known_as(std::string environment, Setting setting) {
    setting.environment = std::move(environment);
    return setting;
}

Setting with_opposite(std::string flag, Setting setting) {
    setting.flag += ",!" + flag;
    return setting;
}

std::vector<Setting> make_settings() {
    return {
        text("host", &Config::host, is_host, "a name or an address",
             "where to listen; 0.0.0.0 for every network"),
        number("port", &Config::port, 0, 65535, "port to listen on; 0 takes any free one"),
        folder("data", &Config::data, "files, the private database and the master key"),
        text("public_url", &Config::public_url, is_public_url, "http(s)://host[:port]",
             "address under which people reach the server, for links in mails; without it "
             "http://localhost:<port>"),
        text("pages_url", &Config::pages_url, is_public_url, "http(s)://host[:port]",
             "another host for what outsiders open and your customers wrote: pages and links of "
             "mails, the script for websites; without it public_url"),
        known_as("DATABASE_URL",
                 secret(text(
                     "database_url", &Config::database_url, is_database_url, "postgresql://…",
                     "PostgreSQL 15 or later to use instead of a private one in the data folder"))),
        known_as("DATABASE_DIRECT_URL",
                 secret(text("database_direct_url", &Config::database_direct_url, is_database_url,
                             "postgresql://…",
                             "the same database past a pooler (PgBouncer), for LISTEN, migrations "
                             "and backups"))),
        known_as("DATABASE_REPLICA_URL",
                 secret(text("database_replica_url", &Config::database_replica_url, is_database_url,
                             "postgresql://…", "a replica for reports that only read"))),
        number("database_connections", &Config::database_connections, 2, 500,
               "connections to the database at most"),
        number("workers", &Config::workers, 1, 256, "requests worked on at once"),
        number("rate_limit_percent", &Config::rate_limit_percent, 0, 1'000'000,
               "of the documented rate limits; 0 turns them off"),
        number("queue_length", &Config::queue_length, 1, 100'000,
               "requests that may wait; more are answered 503"),
        choice("log_level", &Config::log_level,
               {{"debug", log::Level::debug},
                {"info", log::Level::info},
                {"warn", log::Level::warn},
                {"error", log::Level::error}},
               "what is logged, and everything worse"),
        secret(text("smtp_url", &Config::smtp_url, is_smtp_url, "smtp(s)://user:password@host:port",
                    "server for the system's mail; without it mail lands in the dev inbox")),
        text("mail_from", &Config::mail_from, is_mail_sender,
             "an e-mail address, with or without a name",
             "sender of the system's mail, such as \"SocialFlow <hello@example.com>\""),
        text("mail_certificates", &Config::mail_certificates, is_file, "a file",
             "certificates (PEM) of authorities that mail servers are trusted by, beside the "
             "system's"),
        socket_addresses("dns_servers", &Config::dns_servers, 8,
                         "name servers that senders' domains are checked with; without them the "
                         "system's"),
        text("google_client_id", &Config::google_client_id, is_word, "a client id",
             "OAuth client of a project at Google, by which people sign in to Gmail"),
        secret(text("google_client_secret", &Config::google_client_secret, is_word, "a secret",
                    "of the OAuth client at Google")),
        text("microsoft_client_id", &Config::microsoft_client_id, is_word, "a client id",
             "OAuth client of an app at Microsoft, by which people sign in to Outlook"),
        secret(text("microsoft_client_secret", &Config::microsoft_client_secret, is_word,
                    "a secret", "of the OAuth client at Microsoft")),
        text("oauth_server", &Config::oauth_server, is_public_url, "http(s)://host[:port]",
             "answers /authorize and /token in place of Google and Microsoft, for tests"),
        addresses("trusted_proxies", &Config::trusted_proxies, 64,
                  "proxies whose X-Forwarded-For is believed"),
        boolean("behind_tls", &Config::behind_tls,
                "a proxy in front speaks TLS: secure cookies and HSTS"),
        number("session_days", &Config::session_days, 1, 365,
               "days until a sign-in that is not used ends"),
        secret(
            text("master_key", &Config::master_key, is_master_key, "32 bytes in base64",
                 "key of the secrets at rest, several parted by commas while one replaces another; "
                 "without it <data>/master.key, made at the first start")),
        secret(text("metrics_token", &Config::metrics_token, is_token,
                    "16 to 500 visible characters",
                    "what a scraper says to read /metrics (Authorization: Bearer …); without it "
                    "only programs of this machine may, while public_url is this machine's")),
        choice("sign_up", &Config::sign_up, {{"open", SignUp::open}, {"invite", SignUp::invite}},
               "who may make an account: everybody, or those who were invited"),
        with_opposite("--empty",
                      boolean("demo", &Config::demo, "make the demo project at the first start")),
        number("file_limit_mb", &Config::file_limit_mb, 1, 2048,
               "largest file that may be uploaded, in megabytes"),
        boolean("allow_private_outbound", &Config::allow_private_outbound,
                "let webhooks and integrations reach addresses of the own network"),
    };
}

} // namespace

const std::vector<Setting>& settings() {
    static const auto all = make_settings();
    return all;
}

} // namespace config
