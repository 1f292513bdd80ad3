#include <algorithm>

#include "features/campaigns/email/contact_mail.hpp"
#include "platform/text/html.hpp"

namespace campaigns {
namespace {

constexpr auto npos = std::string_view::npos;

// Where the address of the web that begins at 0 ends: at a blank or a character that quotes it,
// without the full stop or bracket of the sentence around it.
std::size_t end_of_address(std::string_view text) {
    auto end = std::min(text.find_first_of(" \t\r\n<>\"'"), text.size());
    while (end > 0 && std::string_view(".,;:!?)]").find(text[end - 1]) != npos) --end;
    return end;
}

std::size_t next_address(std::string_view text, std::size_t from) {
    return std::min(text.find("https://", from), text.find("http://", from));
}

// One line, its addresses as links.
void append_line(std::string_view line, std::string& html) {
    std::size_t written = 0;
    for (auto at = next_address(line, 0); at != npos; at = next_address(line, written)) {
        html += text::escape_html(line.substr(written, at - written));
        const auto length = std::max<std::size_t>(end_of_address(line.substr(at)), 1);
        const auto address = text::escape_html(line.substr(at, length));
        html += "<a href=\"" + address + "\">" + address + "</a>";
        written = at + length;
    }
    html += text::escape_html(line.substr(written));
}

} // namespace

std::string letter_html(std::string_view text) {
    std::string html = R"(<div style="font:15px/1.6 sans-serif"><p>)";
    bool is_paragraph_empty = true;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        const bool is_blank = line.find_first_not_of(" \t") == npos;
        if (is_blank && !is_paragraph_empty) {
            html += "</p><p>";
            is_paragraph_empty = true;
        } else if (!is_blank) {
            if (!is_paragraph_empty) html += "<br>";
            append_line(line, html);
            is_paragraph_empty = false;
        }
    }
    return html + "</p></div>";
}

} // namespace campaigns
