#include "platform/text/url.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

enum class Plus { stays, is_blank };

bool is_unreserved(char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_percent(char c, std::string& out) {
    constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

std::string encode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_unreserved(c))
            out += c;
        else if (c == ' ' && plus == Plus::is_blank)
            out += '+';
        else
            append_percent(c, out);
    }
    return out;
}

std::optional<std::string> decode(std::string_view encoded, Plus plus) {
    std::string out;
    out.reserve(encoded.size());
    for (std::size_t at = 0; at < encoded.size(); ++at) {
        const char c = encoded[at];
        if (c == '%') {
            if (encoded.size() - at < 3) return std::nullopt;
            const int high = hex_value(encoded[at + 1]);
            const int low = hex_value(encoded[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high << 4 | low);
            at += 2;
        } else {
            out += c == '+' && plus == Plus::is_blank ? ' ' : c;
        }
    }
    if (!is_storable(out)) return std::nullopt;
    return out;
}

} // namespace

std::string percent_encode(std::string_view text) {
    return encode(text, Plus::stays);
}

std::optional<std::string> percent_decode(std::string_view encoded) {
    return decode(encoded, Plus::stays);
}

std::string form_encode(std::string_view text) {
    return encode(text, Plus::is_blank);
}

std::optional<std::string> form_decode(std::string_view encoded) {
    return decode(encoded, Plus::is_blank);
}

std::optional<FormFields> parse_form(std::string_view body) {
    FormFields fields;
    while (!body.empty()) {
        const auto piece = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(piece.size() + 1, body.size()));
        if (piece.empty()) continue;
        if (fields.size() == form_fields_limit) return std::nullopt;
        const auto equals = piece.find('=');
        auto name = form_decode(piece.substr(0, equals));
        auto value = form_decode(equals == std::string_view::npos ? "" : piece.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

} // namespace text
