#include "platform/text/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <stdexcept>

#include "platform/text/ascii.hpp"

namespace text {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// The code point at `position`, which moves behind it; negative for a broken sequence.
UChar32 next(std::string_view text, std::size_t& position) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, position, text.size(), code_point);
    return code_point;
}

// The code point that ends at `position`, which moves before it; negative for a broken sequence.
UChar32 previous(std::string_view text, std::size_t& position) {
    auto begin = position - 1;
    while (begin > 0 && position - begin < 4 && is_continuation(text[begin])) --begin;
    auto end = begin;
    const auto code_point = next(text.substr(0, position), end);
    const bool whole = end == position;
    position = whole ? begin : position - 1;
    return whole ? code_point : -1;
}

bool is_blank(UChar32 code_point) {
    return code_point >= 0
           && (u_isUWhiteSpace(code_point) || code_point == 0xFEFF || code_point == 0x200B);
}

} // namespace

bool is_valid_utf8(std::string_view bytes) {
    for (;;) {
        bytes.remove_prefix(ascii_prefix_bytes(bytes));
        if (bytes.empty()) return true;
        std::size_t at = 0;
        if (next(bytes, at) < 0) return false;
        bytes.remove_prefix(at);
    }
}

bool is_storable(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes);
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next(text, at);
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t limit) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < limit && at < text.size(); ++count) next(text, at);
    return text.substr(0, at);
}

std::string_view first_bytes(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && is_continuation(text[limit])) --limit;
    return text.substr(0, limit);
}

std::string repaired(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const auto begin = at;
        const bool keep = next(bytes, at) > 0;
        out += keep ? bytes.substr(begin, at - begin) : replacement;
    }
    return out;
}

std::string_view trim(std::string_view text) {
    // Most text has nothing to trim, and an import asks for every cell.
    const auto is_plain = [](char c) { return c > ' ' && c < '\x7F'; };
    if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size() && is_blank(next(text, at));) begin = at;
    text.remove_prefix(begin);
    std::size_t end = text.size();
    for (std::size_t at = end; at > 0 && is_blank(previous(text, at));) end = at;
    return text.substr(0, end);
}

std::string composed(std::string_view text) {
    if (is_ascii(text) || !is_valid_utf8(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    if (U_SUCCESS(status))
        form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                            status);
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("normalising text: ") + u_errorName(status));
    return out;
}

} // namespace text
