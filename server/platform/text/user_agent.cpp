#include "platform/text/user_agent.hpp"

#include <span>

namespace text {
namespace {

struct Rule {
    std::string_view mark; // stands in the header
    std::string_view name;
};

// The first that fits wins: every browser also names those it descends from.
constexpr Rule browsers[] = {
    {"Edg/", "Edge"},        {"EdgA/", "Edge"},       {"EdgiOS/", "Edge"},
    {"OPR/", "Opera"},       {"Vivaldi/", "Vivaldi"}, {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},   {"HeadlessChrome/", "Chrome"},
    {"Chrome/", "Chrome"},   {"CriOS/", "Chrome"},    {"Safari/", "Safari"},
};
constexpr Rule programs[] = {
    {"curl/", "curl"},
    {"Wget/", "Wget"},
    {"python-requests/", "Python"},
    {"Python-urllib/", "Python"},
    {"Go-http-client/", "Go"},
    {"n8n", "n8n"},
    {"axios/", "axios"},
    {"node", "Node.js"},
    {"PostmanRuntime/", "Postman"},
};
// Android names Linux, and an iPhone names Mac OS X.
constexpr Rule systems[] = {
    {"iPhone", "iPhone"}, {"iPad", "iPad"},    {"Android", "Android"}, {"Windows", "Windows"},
    {"CrOS", "ChromeOS"}, {"Mac OS X", "Mac"}, {"Linux", "Linux"},
};
constexpr std::size_t read_limit_bytes = 512;

std::string_view first_fit(std::span<const Rule> rules, std::string_view header) {
    for (const auto& rule : rules)
        if (header.find(rule.mark) != std::string_view::npos) return rule.name;
    return {};
}

} // namespace

std::string describe_user_agent(std::string_view header) {
    header = header.substr(0, read_limit_bytes);
    auto who = first_fit(browsers, header);
    if (who.empty()) who = first_fit(programs, header);
    if (who.empty()) who = "Unknown browser";
    const auto system = first_fit(systems, header);
    return system.empty() ? std::string(who) : std::string(who) + " on " + std::string(system);
}

} // namespace text
