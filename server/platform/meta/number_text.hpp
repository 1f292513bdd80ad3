// Numbers as text, in the shortest form that reads back as the same number.
#pragma once
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace meta {

template <class Number>
void append_number(Number number, std::string& out) {
    std::array<char, 32> buffer; // the longest: -1.7976931348623157e+308
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out.append(buffer.data(), result.ptr);
}

// The whole text as a number: std::errc() when it is one.
template <class Number>
std::errc number_from(std::string_view text, Number& number) {
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec == std::errc() && result.ptr != end) return std::errc::invalid_argument;
    return result.ec;
}

} // namespace meta
