#include "platform/files/file_name.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "platform/text/utf8.hpp"

namespace files {
namespace {

// Control characters of Unicode (Cc), and invisible ones (Cf) such as those that turn the writing
// direction and make "exe.gpj" of "jpg.exe". The joiners that emoji and Indic scripts need stay.
bool is_unwanted(UChar32 code_point) {
    constexpr UChar32 zero_width_non_joiner = 0x200C;
    constexpr UChar32 zero_width_joiner = 0x200D;
    if (code_point == zero_width_non_joiner || code_point == zero_width_joiner) return false;
    const auto kind = u_charType(code_point);
    return kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR || kind == U_LINE_SEPARATOR
           || kind == U_PARAGRAPH_SEPARATOR;
}

std::string without_unwanted(std::string_view text) {
    constexpr std::string_view forbidden_by_windows = "<>:\"|?*";
    std::string kept;
    for (std::int32_t position = 0; position < static_cast<std::int32_t>(text.size());) {
        const auto start = position;
        UChar32 code_point = 0;
        U8_NEXT_OR_FFFD(text.data(), position, static_cast<std::int32_t>(text.size()), code_point);
        if (is_unwanted(code_point)) continue;
        if (code_point < 0x80
            && forbidden_by_windows.find(static_cast<char>(code_point)) != std::string_view::npos)
            kept += '_';
        else
            kept.append(text, static_cast<std::size_t>(start),
                        static_cast<std::size_t>(position - start));
    }
    return kept;
}

std::string_view without_edges(std::string_view text) {
    const auto first = text.find_first_not_of(" .");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" .") - first + 1);
}

std::string shortened(std::string_view name) {
    if (name.size() <= file_name_limit_bytes) return std::string(name);
    constexpr std::size_t longest_extension = 16;
    const auto dot = name.rfind('.');
    const bool has_extension = dot != name.npos && name.size() - dot <= longest_extension;
    const auto extension = has_extension ? name.substr(dot) : std::string_view{};
    const auto stem = text::first_bytes(name.substr(0, name.size() - extension.size()),
                                        file_name_limit_bytes - extension.size());
    return std::string(stem) + std::string(extension);
}

bool is_windows_device(std::string_view name) {
    std::string stem(name.substr(0, name.find('.')));
    std::ranges::transform(stem, stem.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    constexpr std::array devices{"con", "prn", "aux", "nul"};
    const bool numbered = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"))
                          && stem[3] >= '0' && stem[3] <= '9';
    return numbered || std::ranges::find(devices, stem) != devices.end();
}

bool is_attribute_character(char c) { // attr-char of RFC 8187
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

} // namespace

std::string safe_file_name(std::string_view given) {
    const auto separator = given.find_last_of("/\\");
    if (separator != given.npos) given.remove_prefix(separator + 1);
    // In this order: what stood between a letter and its mark may have gone.
    const auto cleaned = text::composed(without_unwanted(text::repaired(given)));
    std::string name(without_edges(cleaned));
    if (is_windows_device(name)) name.insert(0, "_");
    name = std::string(without_edges(shortened(name))); // cut, it may end in a blank again
    return name.empty() ? "file" : name;
}

std::string content_disposition(Disposition disposition, std::string_view file_name) {
    const auto name = safe_file_name(file_name);
    std::string plain;
    std::string encoded;
    for (const char c : name) {
        const auto code = static_cast<unsigned char>(c);
        // A % is read as the start of an escape by some browsers. One mark a character, not a byte.
        const bool continues_character = (code & 0xC0) == 0x80;
        if (code >= 0x80 || c == '%')
            plain += continues_character ? "" : "_";
        else
            plain += c;
        if (is_attribute_character(c))
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", code);
    }
    auto value =
        fmt::format("{}; filename=\"{}\"",
                    disposition == Disposition::as_inline ? "inline" : "attachment", plain);
    if (plain != name) value += "; filename*=UTF-8''" + encoded;
    return value;
}

} // namespace files
