#include "features/campaigns/writing/template_escape.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"
#include "platform/text/html.hpp"

namespace campaigns {
namespace {

void append_line(std::string_view value, std::string& out) {
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
}

void append_percent(char c, std::string& out) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

// `kept` beside letters, digits and - . _ ~; & is kept as HTML writes it.
void append_url(std::string_view value, std::string_view kept, std::string& out) {
    for (const char c : value) {
        if (text::is_alphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos)
            out += c;
        else if (kept.find(c) == std::string_view::npos)
            append_percent(c, out);
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
}

// A relative address has no scheme; blanks and controls in front of one do not hide it.
bool has_good_scheme(std::string_view url) {
    constexpr std::array<std::string_view, 5> good{"http", "https", "mailto", "tel", "sms"};
    const auto end = url.find_first_of(":/?#");
    if (end == std::string_view::npos || url[end] != ':') return true;
    const auto scheme = text::to_lower_ascii(url.substr(0, end));
    return std::ranges::find(good, scheme) != good.end();
}

bool is_one_style_value(std::string_view value) {
    return std::ranges::all_of(value, [](char c) {
        return text::is_alphanumeric(c)
               || std::string_view(" #%.,-_").find(c) != std::string_view::npos;
    });
}

} // namespace

void append_escaped(std::string_view value, Escaping escaping, std::string& out) {
    switch (escaping) {
        case Escaping::none:
            out += value;
            return;
        case Escaping::line:
            return append_line(value, out);
        case Escaping::html:
            return text::append_escaped_html(value, out);
        case Escaping::url:
            if (!has_good_scheme(value))
                out += '#';
            else // % too: the address is encoded already
                append_url(value, ":/?#[]@!$&()*+,;=%", out);
            return;
        case Escaping::url_path: // no ? and #: they would begin another part
            return append_url(value, ":/@!$&()*+,;=", out);
        case Escaping::url_query:
            return append_url(value, "", out);
        case Escaping::css:
            if (is_one_style_value(value)) out += value;
            return;
    }
}

} // namespace campaigns
