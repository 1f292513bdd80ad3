#include "platform/text/language.hpp"

#include "platform/text/ascii.hpp"

namespace text {
namespace {

char thousands_sign(Language language) {
    return language == Language::german ? '.' : ',';
}

char decimal_sign(Language language) {
    return language == Language::german ? ',' : '.';
}

std::string grouped(std::string digits, Language language) {
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (auto at = digits.size(); at > first + 3;)
        digits.insert(at -= 3, 1, thousands_sign(language));
    return digits;
}

} // namespace

Language spoken_language(std::string_view tag) {
    const bool is_german = tag.size() >= 2 && to_lower(tag[0]) == 'd' && to_lower(tag[1]) == 'e'
                           && (tag.size() == 2 || !is_alphanumeric(tag[2]));
    return is_german ? Language::german : Language::english;
}

std::string_view language_tag(Language language) {
    return language == Language::german ? "de" : "en";
}

std::string written_number(std::int64_t number, Language language) {
    return grouped(std::to_string(number), language);
}

std::string written_amount(std::string_view decimal, std::string_view currency, Language language) {
    const auto point = decimal.find('.');
    auto amount = grouped(std::string(decimal.substr(0, point)), language);
    if (point != decimal.npos) {
        amount += decimal_sign(language);
        amount += decimal.substr(point + 1);
    }
    return amount + ' ' + std::string(currency);
}

} // namespace text
