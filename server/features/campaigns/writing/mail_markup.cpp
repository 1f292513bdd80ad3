#include "features/campaigns/writing/mail_markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "platform/text/html.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

constexpr auto npos = std::string_view::npos;

// How long the {{ … }} or {% … %} at the front is; 0 when there is none.
std::size_t token_bytes(std::string_view text) {
    const bool is_output = text.starts_with("{{"), is_tag = text.starts_with("{%");
    if (!is_output && !is_tag) return 0;
    const auto end = text.find(is_output ? "}}" : "%}", 2);
    return end == npos ? 0 : end + 2;
}

// Calls `visit(piece, is_token)` for what stands in braces and what stands between.
template <class Visit>
void for_each_piece(std::string_view text, Visit visit) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = token_bytes(text.substr(at));
        if (length == 0) {
            ++at;
            continue;
        }
        if (at > begin) visit(text.substr(begin, at - begin), false);
        visit(text.substr(at, length), true);
        begin = at += length;
    }
    if (begin < text.size()) visit(text.substr(begin), false);
}

struct Span {
    std::string text;
    bool is_bold = false, is_italic = false;
    std::string url;
};

// "[words](address)" at the front; nullopt when it is none.
struct MarkedLink {
    std::string_view words, url;
    std::size_t bytes = 0;
};
std::optional<MarkedLink> link_at(std::string_view text) {
    const auto close = text.find("](");
    if (!text.starts_with('[') || close == npos || text.substr(0, close).find('\n') != npos)
        return std::nullopt;
    for (auto at = close + 2; at < text.size();) {
        const auto token = token_bytes(text.substr(at));
        if (token == 0 && (text[at] == '\n' || text[at] == ' ')) break;
        if (text[at] == ')')
            return MarkedLink{text.substr(1, close - 1), text.substr(close + 2, at - close - 2),
                              at + 1};
        at += std::max<std::size_t>(token, 1);
    }
    return std::nullopt;
}

// A mark that is never closed holds to the end of the paragraph.
std::vector<Span> spans_of(std::string_view line) {
    std::vector<Span> spans(1);
    const auto begin_span = [&](bool is_bold, bool is_italic) {
        if (!spans.back().text.empty()) spans.emplace_back();
        spans.back().is_bold = is_bold;
        spans.back().is_italic = is_italic;
    };
    for (std::size_t at = 0; at < line.size();) {
        const auto rest = line.substr(at);
        const bool is_bold = spans.back().is_bold, is_italic = spans.back().is_italic;
        if (const auto token = token_bytes(rest); token > 0) {
            spans.back().text += rest.substr(0, token);
            at += token;
        } else if (rest.size() > 1 && rest[0] == '\\'
                   && std::string_view("*[]\\-").find(rest[1]) != npos) {
            spans.back().text += rest[1];
            at += 2;
        } else if (rest.starts_with("**")) {
            begin_span(!is_bold, is_italic);
            at += 2;
        } else if (rest.front() == '*') {
            begin_span(is_bold, !is_italic);
            ++at;
        } else if (const auto link = link_at(rest)) {
            begin_span(is_bold, is_italic);
            spans.back().text = link->words;
            spans.back().url = link->url;
            spans.push_back({{}, is_bold, is_italic, {}});
            at += link->bytes;
        } else {
            spans.back().text += rest.front();
            ++at;
        }
    }
    return spans;
}

std::string span_html(const Span& span, std::string_view link_color) {
    auto html = escaped_around_tokens(span.text);
    if (span.is_italic) html = "<em>" + html + "</em>";
    if (span.is_bold) html = "<strong>" + html + "</strong>";
    if (span.url.empty()) return html;
    return fmt::format(R"(<a href="{}" style="color:{}">{}</a>)", escaped_around_tokens(span.url),
                       link_color, html);
}

std::string span_text(const Span& span) {
    if (span.url.empty()) return span.text;
    return span.text == span.url ? span.url : span.text + " (" + span.url + ")";
}

// Calls `paragraph(lines)` or `list(items)` for each block of lines.
template <class Paragraph, class List>
void for_each_block(std::string_view markup, Paragraph paragraph, List list) {
    std::vector<std::string_view> lines;
    const auto is_item = [](std::string_view line) { return line.starts_with("- "); };
    const auto flush = [&] {
        if (lines.empty()) return;
        if (is_item(lines.front())) {
            for (auto& line : lines) line.remove_prefix(2);
            list(lines);
        } else {
            paragraph(lines);
        }
        lines.clear();
    };
    while (!markup.empty()) {
        const auto end = std::min(markup.find('\n'), markup.size());
        const auto line = text::trim(markup.substr(0, end));
        markup.remove_prefix(std::min(end + 1, markup.size()));
        if (line.empty() || (!lines.empty() && is_item(line) != is_item(lines.front()))) flush();
        if (!line.empty()) lines.push_back(line);
    }
    flush();
}

template <class Write>
std::string joined(std::string_view line, Write write) {
    std::string out;
    for (const auto& span : spans_of(line))
        if (!span.text.empty()) out += write(span);
    return out;
}

} // namespace

std::string escaped_around_tokens(std::string_view text) {
    std::string out;
    for_each_piece(text, [&](std::string_view piece, bool is_token) {
        out += is_token ? std::string(piece) : text::escape_html(piece);
    });
    return out;
}

std::string markup_to_html(std::string_view markup, std::string_view style,
                           std::string_view link_color) {
    std::string out;
    const auto write = [&](const Span& span) { return span_html(span, link_color); };
    for_each_block(
        markup,
        [&](const std::vector<std::string_view>& lines) {
            out += fmt::format(R"(<p style="margin:0 0 16px;{}">)", style);
            for (bool is_first = true; const auto line : lines)
                out += (std::exchange(is_first, false) ? "" : "<br>") + joined(line, write);
            out += "</p>\n";
        },
        [&](const std::vector<std::string_view>& items) {
            out += fmt::format(R"(<ul style="margin:0 0 16px;padding-left:24px;{}">)", style);
            for (const auto item : items)
                out += R"(<li style="margin:0 0 6px">)" + joined(item, write) + "</li>";
            out += "</ul>\n";
        });
    return out;
}

std::string markup_to_text(std::string_view markup) {
    std::string out;
    const auto add = [&](const std::vector<std::string_view>& lines, std::string_view bullet) {
        for (const auto line : lines)
            out.append(bullet).append(joined(line, span_text)).append("\n");
        out += '\n';
    };
    for_each_block(
        markup, [&](const auto& lines) { add(lines, ""); },
        [&](const auto& items) { add(items, "- "); });
    return out;
}

} // namespace campaigns
