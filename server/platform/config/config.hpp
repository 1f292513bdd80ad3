// The settings of the server: defaults, then a TOML file, then the environment, then flags; the
// later one wins. settings.cpp has the one table that names, describes and checks each of them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/log/log.hpp"

namespace CLI {
class App;
}

namespace config {

enum class SignUp {
    open,   // whoever comes may make an account
    invite, // only who was invited, and the first account of all
};

// Every setting with its default; settings.cpp says what each means and which values it takes.
struct Config {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path data = ".data";
    // load() fills both in: never empty after, never with a slash at the end, and either equal or
    // of two hosts.
    std::string public_url; // the app
    std::string pages_url;  // what customers write and outsiders open
    std::string database_url;
    std::string database_direct_url;
    std::string database_replica_url;
    int database_connections = 12;
    int workers = 8;
    int queue_length = 1024;
    int rate_limit_percent = 100;
    log::Level log_level = log::Level::info;
    std::string smtp_url;
    std::string mail_from;
    std::string mail_certificates;
    std::vector<std::string> dns_servers;
    std::string google_client_id, google_client_secret;
    std::string microsoft_client_id, microsoft_client_secret;
    std::string oauth_server;
    std::vector<std::string> trusted_proxies;
    bool behind_tls = false;
    int session_days = 30;
    std::string master_key;
    std::string metrics_token; // empty: /metrics answers this machine alone
    SignUp sign_up = SignUp::open;
    bool demo = false;
    int file_limit_mb = 25;
    bool allow_private_outbound = false;
};

// Where values come from. `flags` is what add_options() found on the command line.
struct Sources {
    std::optional<std::filesystem::path>
        file; // --config; else SOCIALFLOW_CONFIG; else socialflow.toml if it is there
    std::map<std::string, std::string> flags; // by name of the setting
    std::function<std::optional<std::string>(const std::string&)> environment =
        environment_variable;

    static std::optional<std::string> environment_variable(const std::string& name);
};

// Something set is wrong. what() has one line a problem, each naming the setting and where it was
// set.
struct Error : std::runtime_error {
    explicit Error(std::vector<std::string> all_problems);
    std::vector<std::string> problems;
};

// Adds a flag for each setting that may stand on a command line (secrets may not: other users of
// the machine read it) and explains the others below `--help`. `sources` must outlive the parsing.
void add_options(CLI::App& app, Sources& sources);

// Reads and checks everything at once; throws Error with every problem. The file may have at most 1
// MB.
Config load(const Sources& sources);

// Every setting with its value, secrets as "(set)" or "", for `doctor`.
std::vector<std::pair<std::string, std::string>> show(const Config& config);

} // namespace config
