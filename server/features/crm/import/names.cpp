#include "features/crm/import/names.hpp"

#include <algorithm>
#include <vector>

#include "features/crm/import/values.hpp"
#include "features/crm/import/words.hpp"

namespace crm {
namespace {

// Belong to the family name behind them.
constexpr std::string_view particles[] = {"van",   "von", "der", "den", "de",  "di",  "da", "del",
                                          "della", "des", "do",  "dos", "das", "du",  "la", "le",
                                          "el",    "al",  "bin", "ibn", "ter", "ten", "zu", "zum",
                                          "zur",   "af",  "av",  "y",   "st"};

std::vector<std::string_view> parts_of(std::string_view name) {
    std::vector<std::string_view> parts;
    while (!(name = trimmed(name)).empty()) {
        const auto end = std::min(name.find(' '), name.size());
        parts.push_back(name.substr(0, end));
        name.remove_prefix(end);
    }
    return parts;
}

std::string joined(std::span<const std::string_view> parts) {
    std::string result;
    for (const auto part : parts) {
        if (!result.empty()) result += ' ';
        result += part;
    }
    return result;
}

bool is_particle(std::string_view part) {
    return std::ranges::find(particles, words(part)) != std::end(particles);
}

} // namespace

PersonName split_name(std::string_view full_name) {
    const auto comma = full_name.find(',');
    if (comma != full_name.npos)
        return {std::string(trimmed(full_name.substr(comma + 1))),
                std::string(trimmed(full_name.substr(0, comma)))};
    const auto parts = parts_of(full_name);
    if (parts.size() < 2) return {joined(parts), {}};
    auto last = parts.size() - 1;
    while (last > 1 && is_particle(parts[last - 1])) --last;
    return {joined(std::span(parts).first(last)), joined(std::span(parts).subspan(last))};
}

} // namespace crm
