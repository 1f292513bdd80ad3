#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/log/log.hpp"
#include "platform/text/utf8.hpp"

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

void append_escaped(std::string& line, unsigned char code) {
    switch (code) {
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
            fmt::format_to(std::back_inserter(line), "\\u{:04x}", code);
    }
}

// Broken UTF-8 becomes U+FFFD: the log must stay JSON whatever a client sent.
void append_text(std::string& line, std::string_view text) {
    const auto whole = text::repaired(text);
    const auto shown = text::first_bytes(whole, log::value_limit_bytes);
    line += '"';
    for (const char c : shown) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20 || code == 0x7F || c == '"' || c == '\\')
            append_escaped(line, code);
        else
            line += c;
    }
    if (shown.size() < whole.size()) line += "…";
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
