#include "features/crm/import/words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace crm {
namespace {

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

// firstName -> first Name, in ASCII, where the names of programs are.
std::string with_parted_humps(std::string_view text) {
    std::string result;
    result.reserve(text.size() + 4);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && is_capital(text[i]) && is_small(text[i - 1])) result += ' ';
        result += text[i];
    }
    return result;
}

const icu::Normalizer2& form(const icu::Normalizer2* (*instance)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    return *found;
}

icu::UnicodeString normalised(const icu::Normalizer2& normalizer, const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    auto result = normalizer.normalize(text, status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    return result;
}

// Case folding (ß becomes ss), then letters apart from their accents, then without the accents.
std::string without_case_and_accents(const std::string& text) {
    static const auto& casefold = form(icu::Normalizer2::getNFKCCasefoldInstance);
    static const auto& decompose = form(icu::Normalizer2::getNFKDInstance);
    const auto parts =
        normalised(decompose, normalised(casefold, icu::UnicodeString::fromUTF8(text)));
    icu::UnicodeString kept;
    for (int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
        const auto character = parts.char32At(at);
        if (u_charType(character) == U_NON_SPACING_MARK) continue;
        kept.append(u_isalnum(character) ? character : UChar32{' '});
    }
    std::string result;
    kept.toUTF8String(result);
    return result;
}

void lower_ascii(std::string& text) {
    for (auto& c : text) {
        if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
        const bool is_letter_or_digit = is_small(c) || (c >= '0' && c <= '9');
        if (!is_letter_or_digit) c = ' ';
    }
}

void collapse_blanks(std::string& text) {
    const auto doubled =
        std::ranges::unique(text, [](char a, char b) { return a == ' ' && b == ' '; });
    text.erase(doubled.begin(), doubled.end());
    if (text.starts_with(' ')) text.erase(0, 1);
    if (text.ends_with(' ')) text.pop_back();
}

} // namespace

std::string words(std::string_view text) {
    auto result = with_parted_humps(text);
    const bool is_ascii =
        std::ranges::all_of(result, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii)
        lower_ascii(result);
    else
        result = without_case_and_accents(result);
    collapse_blanks(result);
    return result;
}

} // namespace crm
