#include "features/crm/search_terms.hpp"

#include <algorithm>

#include "features/crm/contact_values.hpp"
#include "platform/text/like.hpp"
#include "platform/text/phone.hpp"

namespace crm {

bool has_trigram(std::string_view folded) {
    std::size_t in_a_row = 0;
    for (const char c : folded) {
        const auto byte = static_cast<unsigned char>(c);
        const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
        const bool continues = (byte & 0xC0) == 0x80; // a letter of several bytes
        in_a_row = counts ? in_a_row + (continues ? 0 : 1) : 0;
        if (in_a_row == shortest_part) return true;
    }
    return false;
}

std::vector<std::string> patterns_of(std::string_view folded) {
    std::vector<std::string> patterns;
    while (!folded.empty() && patterns.size() < most_words) {
        const auto end = folded.find(' ');
        const auto word = folded.substr(0, end);
        folded = end == folded.npos ? std::string_view{} : folded.substr(end + 1);
        if (word.size() >= shortest_part) patterns.push_back(text::contains_pattern(word));
    }
    return patterns;
}

std::string_view telling_digits(std::string_view folded) {
    constexpr std::string_view digits = "0123456789";
    std::string_view longest;
    for (auto at = folded.find_first_of(digits); at != folded.npos;
         at = folded.find_first_of(digits, at)) {
        const auto end = std::min(folded.find_first_not_of(digits, at), folded.size());
        if (end - at > longest.size()) longest = folded.substr(at, end - at);
        at = end;
    }
    return longest.size() >= fewest_telling_digits ? longest : std::string_view{};
}

bool looks_like_phone(std::string_view typed) {
    return typed.find_first_not_of("0123456789+-()./ ") == typed.npos
           && reversed_digits(typed).size() >= fewest_digits;
}

std::vector<std::string> phone_ends(std::string_view typed) {
    std::vector<std::string> ends{reversed_digits(typed)};
    auto national = ends.front();
    while (!national.empty() && national.back() == '0') national.pop_back();
    if (national.size() < ends.front().size()) ends.push_back(std::move(national));
    std::erase_if(ends, [](const auto& digits) { return digits.size() < fewest_digits; });
    return ends;
}

std::vector<std::string> phone_beginnings(std::string_view typed, std::string_view default_region) {
    auto beginnings = text::e164_beginnings(typed, default_region);
    std::erase_if(beginnings, [](const auto& e164) { return e164.size() < shortest_beginning; });
    return beginnings;
}

} // namespace crm
