// Patterns for LIKE out of what people typed.
#pragma once
#include <string>
#include <string_view>

namespace text {

// The text with %, _ and \ taken literally.
inline std::string like_literal(std::string_view typed) {
    std::string pattern;
    for (const char c : typed) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern;
}

inline std::string contains_pattern(std::string_view typed) {
    return '%' + like_literal(typed) + '%';
}
inline std::string prefix_pattern(std::string_view typed) {
    return like_literal(typed) + '%';
}

} // namespace text
