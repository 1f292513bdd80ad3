#include "platform/text/slug.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

#include "platform/text/ascii.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

// A transliterator may be used by one thread at a time only, so each call works with a copy.
std::string in_latin_letters(std::string_view text) {
    static const auto latin = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("transliterator: ") + u_errorName(status));
        return made;
    }();
    auto unicode =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    std::unique_ptr<icu::Transliterator>(latin->clone())->transliterate(unicode);
    std::string out;
    unicode.toUTF8String(out);
    return out;
}

// "the quick-brown fox" at 14 is "the-quick-brown"[0..9], unless that would lose more than half.
std::string cut(std::string words, std::size_t limit) {
    if (words.size() <= limit) return words;
    const bool between_words = words[limit] == '-';
    words.resize(limit);
    const auto hyphen = words.rfind('-');
    if (!between_words && hyphen != std::string::npos && hyphen >= limit / 2) words.resize(hyphen);
    if (words.ends_with('-')) words.pop_back();
    return words;
}

} // namespace

std::string slug(std::string_view text, std::size_t limit) {
    // Four times the limit is ample for what survives, and bounds the work on a whole page given as
    // a title.
    auto plain = fold(first_bytes(text, 4 * limit));
    if (!is_ascii(plain)) plain = fold(in_latin_letters(plain));
    std::string out;
    for (const char c : plain) {
        if (is_alphanumeric(c))
            out += c;
        else if (c != '\'' && !out.empty() && out.back() != '-')
            out += '-';
    }
    if (out.ends_with('-')) out.pop_back();
    return cut(std::move(out), limit);
}

} // namespace text
