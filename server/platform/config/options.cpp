// The settings on the command line and in its help.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "platform/config/settings.hpp"

namespace config {
namespace {

std::string explained(const Setting& setting) {
    const auto default_value = setting.get(Config{});
    return fmt::format("{} ({}{}; {})", setting.help, setting.values,
                       default_value.empty() ? "" : ", default " + default_value,
                       setting.environment);
}

void add_option(CLI::App& app, Sources& sources, const Setting& setting) {
    const auto remember = [&sources, name = setting.name](const std::string& value) {
        sources.flags[name] = value;
    };
    if (setting.kind == Setting::Kind::boolean) {
        app.add_flag_function(
               setting.flag,
               [remember](std::int64_t count) { remember(count > 0 ? "true" : "false"); },
               explained(setting))
            ->group("Settings");
        return;
    }
    app.add_option_function<std::string>(setting.flag, remember, explained(setting))
        ->type_name(setting.kind == Setting::Kind::number ? "NUMBER" : "TEXT")
        ->group("Settings");
}

} // namespace

void add_options(CLI::App& app, Sources& sources) {
    app.add_option_function<std::string>(
           "--config", [&sources](const std::string& path) { sources.file = path; },
           "TOML file with settings (SOCIALFLOW_CONFIG; default socialflow.toml, if there is one)")
        ->group("Settings");
    std::string secrets = "Secrets, from the file or the environment only:\n";
    for (const auto& setting : settings()) {
        if (!setting.secret)
            add_option(app, sources, setting);
        else
            secrets += fmt::format("  {:<26}{}\n", setting.name, explained(setting));
    }
    app.footer(secrets);
}

} // namespace config
