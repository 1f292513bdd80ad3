#include "features/accounts/user_agent.hpp"

#include <array>

namespace accounts {
namespace {

struct Mark {
    std::string_view in_header, name;
};

// The first that is found wins: everybody claims to be Mozilla, most claim to be Safari, Edge claims to be Chrome.
constexpr auto browsers = std::to_array<Mark>({
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"},
    {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari"},
    {"Mozilla/", "A browser"},
});

constexpr auto systems = std::to_array<Mark>({
    {"Windows", "Windows"},
    {"iPhone", "iPhone"},
    {"iPad", "iPad"},
    {"Android", "Android"},
    {"CrOS", "ChromeOS"},
    {"Mac OS X", "macOS"},
    {"Linux", "Linux"},
});

template <class Marks>
std::string_view first_found(const Marks& marks, std::string_view text) {
    for (const auto& mark : marks)
        if (text.find(mark.in_header) != text.npos) return mark.name;
    return {};
}

} // namespace

std::string describe_user_agent(std::string_view user_agent) {
    std::string browser(first_found(browsers, user_agent));
    if (browser.empty()) browser = "A program";
    const auto system = first_found(systems, user_agent);
    return system.empty() ? browser : browser + " on " + std::string(system);
}

} // namespace accounts
