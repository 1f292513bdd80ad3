// The table of settings. Feeds the TOML keys, the environment, the flags, `--help` and the checks.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/config/config.hpp"

namespace config {

struct Setting {
    enum class Kind { text, number, boolean, list };

    std::string name;        // "session_days": the key in the TOML file
    std::string environment; // "SOCIALFLOW_SESSION_DAYS"
    std::string flag;        // "--session-days", as CLI11 takes it; empty for a secret
    Kind kind;
    std::string values; // "a number from 1 to 365", for help and errors
    std::string help;
    bool secret = false; // never shown, no flag

    // Takes the value over; false when it is none of `values`.
    std::function<bool(Config&, std::string_view)> set;
    std::function<std::string(const Config&)> get;
};

const std::vector<Setting>& settings();

} // namespace config
