#include "platform/config/config.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "platform/base/file_descriptor.hpp"
#include "platform/base/url.hpp"
#include "platform/config/settings.hpp"

namespace config {
namespace {

constexpr std::uintmax_t file_limit_bytes = 1024 * 1024;

std::string lines(const std::vector<std::string>& problems) {
    return fmt::format("{}", fmt::join(problems, "\n"));
}

// One value on its way into the configuration.
struct Given {
    std::string value;
    std::string source; // "SOCIALFLOW_PORT", "--port", "socialflow.toml, line 3"
};
using GivenValues = std::map<std::string, Given>; // by name of the setting

std::optional<std::filesystem::path> file_to_read(const Sources& sources) {
    if (sources.file) return sources.file;
    if (const auto named = sources.environment("SOCIALFLOW_CONFIG")) return *named;
    if (std::filesystem::exists("socialflow.toml")) return "socialflow.toml";
    return std::nullopt;
}

// A TOML value as the text that a flag would have: 8080, true, "a,b". nullopt for tables, dates and
// the like.
std::optional<std::string> as_text(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* boolean = node.as_boolean()) return boolean->get() ? "true" : "false";
    const auto* items = node.as_array();
    if (!items) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& item : *items) {
        if (!item.is_string()) return std::nullopt;
        texts.push_back(item.as_string()->get());
    }
    return fmt::format("{}", fmt::join(texts, ","));
}

// nullopt: errno says why.
std::optional<std::string> read_text(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return std::nullopt;
    std::string text(file_limit_bytes, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const auto got = ::read(file.get(), text.data() + size, text.size() - size);
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    return text;
}

void read_file(const std::filesystem::path& path, GivenValues& given,
               std::vector<std::string>& problems) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) return problems.push_back(fmt::format("{}: {}", path.string(), error.message()));
    if (size > file_limit_bytes) return problems.push_back(path.string() + ": larger than 1 MB");
    const auto text = read_text(path);
    if (!text) {
        const auto why = std::generic_category().message(errno);
        return problems.push_back(fmt::format("{}: cannot be read: {}", path.string(), why));
    }
    toml::table table;
    try {
        table = toml::parse(*text, path.string());
    } catch (const toml::parse_error& wrong) {
        return problems.push_back(fmt::format("{}, line {}: {}", path.string(),
                                              wrong.source().begin.line, wrong.description()));
    }
    for (const auto& [key, node] : table) {
        const std::string name(key.str());
        const auto source = fmt::format("{}, line {}", path.string(), node.source().begin.line);
        const auto known = std::ranges::find(settings(), name, &Setting::name);
        const auto value = as_text(node);
        if (known == settings().end())
            problems.push_back(fmt::format("{}: there is no setting {}", source, name));
        else if (!value)
            problems.push_back(fmt::format("{} ({}): must be {}", name, source, known->values));
        else
            given[name] = {*value, source};
    }
}

void read_environment(const Sources& sources, GivenValues& given) {
    for (const auto& setting : settings()) {
        const auto value = sources.environment(setting.environment);
        // Compose files pass variables on that nobody filled in: empty is not set.
        if (value && !value->empty()) given[setting.name] = {*value, setting.environment};
    }
}

void read_flags(const Sources& sources, GivenValues& given) {
    for (const auto& setting : settings())
        if (const auto flag = sources.flags.find(setting.name); flag != sources.flags.end())
            given[setting.name] = {flag->second, setting.flag.substr(0, setting.flag.find(','))};
}

void apply(Config& config, const GivenValues& given, std::vector<std::string>& problems) {
    for (const auto& setting : settings()) {
        const auto found = given.find(setting.name);
        if (found == given.end() || setting.set(config, found->second.value)) continue;
        const auto shown = setting.secret ? "" : fmt::format(", not \"{}\"", found->second.value);
        problems.push_back(fmt::format("{} ({}): must be {}{}", setting.name, found->second.source,
                                       setting.values, shown));
    }
}

void complete_url(std::string_view name, bool behind_tls, std::string& url,
                  std::vector<std::string>& problems) {
    while (url.ends_with('/')) url.pop_back();
    if (behind_tls && url.starts_with("http:"))
        problems.push_back(
            fmt::format("{}: must begin with https:// when behind_tls is set", name));
}

// Cookies do not tell ports apart (RFC 6265, 8.5): pages on another port of the app's host would
// be sent, and could set, those of the app.
void complete_pages_url(Config& config, std::vector<std::string>& problems) {
    if (config.pages_url.empty()) config.pages_url = config.public_url;
    if (config.pages_url == config.public_url) return;
    const auto pages = parse_url(config.pages_url), app = parse_url(config.public_url);
    if (pages && app && pages->host == app->host)
        problems.push_back("pages_url: must be public_url or of another host, not " + app->host);
}

// What only shows when settings are read together.
void complete(Config& config, std::vector<std::string>& problems) {
    complete_url("public_url", config.behind_tls, config.public_url, problems);
    complete_url("pages_url", config.behind_tls, config.pages_url, problems);
    if (config.behind_tls && config.public_url.empty())
        problems.push_back("public_url: needed when behind_tls is set");
    if (!config.database_direct_url.empty() && config.database_url.empty())
        problems.push_back(
            "database_direct_url: is for a pooler at DATABASE_URL, which is not set");
    if (!config.smtp_url.empty() && config.mail_from.empty())
        problems.push_back("mail_from: needed when smtp_url is set");
    if (config.public_url.empty())
        config.public_url = fmt::format("http://localhost:{}", config.port);
    complete_pages_url(config, problems);
}

} // namespace

std::optional<std::string> Sources::environment_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

Error::Error(std::vector<std::string> all_problems)
    : std::runtime_error(lines(all_problems)), problems(std::move(all_problems)) {}

Config load(const Sources& sources) {
    GivenValues given;
    std::vector<std::string> problems;
    if (const auto file = file_to_read(sources)) read_file(*file, given, problems);
    read_environment(sources, given);
    read_flags(sources, given);
    Config config;
    apply(config, given, problems);
    complete(config, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    return config;
}

std::vector<std::pair<std::string, std::string>> show(const Config& config) {
    std::vector<std::pair<std::string, std::string>> shown;
    for (const auto& setting : settings()) {
        const auto value = setting.get(config);
        shown.emplace_back(setting.name, setting.secret && !value.empty() ? "(set)" : value);
    }
    return shown;
}

} // namespace config
