#include "platform/text/html.hpp"

#include <algorithm>

namespace text {

void append_escaped_html(std::string_view text, std::string& out) {
    for (;;) {
        const auto plain = std::min(text.find_first_of("&<>\"'"), text.size());
        out.append(text.substr(0, plain));
        if (plain == text.size()) return;
        switch (text[plain]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += "&#39;";
        }
        text.remove_prefix(plain + 1);
    }
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    append_escaped_html(text, out);
    return out;
}

} // namespace text
