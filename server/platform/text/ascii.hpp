// ASCII without a locale: <cctype> depends on one, and on the sign of char.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace text {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_alphanumeric(char c) {
    return is_digit(c) || is_lower(c) || is_upper(c);
}
constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char to_upper(char c) {
    return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

// The length of the run of ASCII at the front: eight bytes at a time, as most text is nothing else.
inline std::size_t ascii_prefix_bytes(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if (word & 0x8080'8080'8080'8080) break;
    }
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0x80) == 0) ++at;
    return at;
}

inline bool is_ascii(std::string_view text) {
    return ascii_prefix_bytes(text) == text.size();
}

// Other bytes stay as they are.
inline std::string to_lower_ascii(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), to_lower);
    return out;
}

// The value of a hexadecimal digit of either case, or -1.
constexpr int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace text
