#include "platform/meta/utf8.hpp"

#include <unicode/utf8.h>

#include <algorithm>

namespace meta::utf8 {
namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

std::size_t sequence(std::string_view text) {
    const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 4));
    if (length == 0) return 0;
    std::int32_t next = 0;
    UChar32 character = 0;
    U8_NEXT(text.data(), next, length, character);
    return character < 0 ? 0 : static_cast<std::size_t>(next);
}

bool valid(std::string_view text) {
    while (!text.empty()) {
        const auto length = sequence(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t count(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues));
}

std::string_view cut(std::string_view text, std::size_t most) {
    const auto limit = std::min(text.size(), 4 * most); // no character is longer than 4 bytes
    std::size_t end = 0;
    for (std::size_t characters = 0; end < limit; ++end) {
        if (!continues(text[end]) && ++characters > most) break;
    }
    return text.substr(0, end);
}

} // namespace meta::utf8
