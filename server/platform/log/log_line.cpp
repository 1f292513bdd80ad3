#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "platform/log/log.hpp"

namespace {

constexpr std::array<std::string_view, 4> level_names{"debug", "info", "warn", "error"};

bool is_address_character(char c) {
    const bool alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || static_cast<unsigned char>(c) >= 0x80
           || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
}

// "Key (email)=(ada@example.com) exists" becomes "Key (email)=([address]) exists". Rather too much
// than too little.
std::string mask_addresses(std::string_view text) {
    std::string masked;
    std::size_t kept = 0;
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
        auto begin = at;
        while (begin > kept && text[begin - 1] != '=' && is_address_character(text[begin - 1]))
            --begin;
        auto end = at + 1;
        while (end < text.size() && is_address_character(text[end])) ++end;
        if (begin == at || end == at + 1) continue; // an @ that joins nothing
        masked.append(text, kept, begin - kept).append("[address]");
        kept = end;
        at = end - 1;
    }
    masked.append(text, kept);
    return masked;
}

void append_escaped(std::string& line, std::uint32_t code_point) {
    switch (code_point) {
        case '"':
            line += "\\\"";
            return;
        case '\\':
            line += "\\\\";
            return;
        case '\n':
            line += "\\n";
            return;
        case '\t':
            line += "\\t";
            return;
        default:
            fmt::format_to(std::back_inserter(line), "\\u{:04x}", code_point);
    }
}

// Broken UTF-8 becomes U+FFFD: the log must stay JSON whatever a client sent.
void append_text(std::string& line, std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    line += '"';
    const auto size = static_cast<std::int32_t>(std::min(text.size(), log::value_limit_bytes));
    std::int32_t position = 0;
    while (position < size) {
        const auto start = position;
        UChar32 code_point = 0;
        U8_NEXT(text.data(), position, static_cast<std::int32_t>(text.size()), code_point);
        if (position > size) break; // a character that the limit would cut
        if (code_point < 0)
            line += replacement;
        else if (code_point < 0x20 || code_point == '"' || code_point == '\\' || code_point == 0x7F)
            append_escaped(line, static_cast<std::uint32_t>(code_point));
        else
            line.append(text, static_cast<std::size_t>(start),
                        static_cast<std::size_t>(position - start));
    }
    if (text.size() > log::value_limit_bytes) line += "…";
    line += '"';
}

void append_value(std::string& line, const log::Field::Value& value) {
    std::visit(
        [&](const auto& given) {
            using T = std::decay_t<decltype(given)>;
            if constexpr (std::same_as<T, std::string_view>)
                append_text(line, mask_addresses(given.substr(0, 4 * log::value_limit_bytes)));
            else if constexpr (std::same_as<T, double>)
                line += std::isfinite(given) ? fmt::format("{}", given) : "null";
            else
                line += fmt::format("{}", given);
        },
        value);
}

void append_field(std::string& line, std::string_view name, const log::Field::Value& value) {
    line += ',';
    append_text(line, name);
    line += ':';
    append_value(line, value);
}

} // namespace

std::string log_line(Timestamp time, log::Level level, std::string_view request_id,
                     std::string_view event, log::Fields fields) {
    std::string line = R"({"time":")" + to_text(time) + R"(","level":")";
    line += level_names[static_cast<std::size_t>(level)];
    line += R"(","event":)";
    append_text(line, event);
    if (!request_id.empty()) append_field(line, "request_id", request_id);
    std::int64_t left_out = 0;
    for (const auto& field : fields) {
        std::string text;
        append_field(text, field.name, field.value);
        if (left_out > 0 || line.size() + text.size() > log::line_limit_bytes)
            ++left_out;
        else
            line += text;
    }
    if (left_out > 0) append_field(line, "fields_left_out", left_out);
    line += '}';
    return line;
}
