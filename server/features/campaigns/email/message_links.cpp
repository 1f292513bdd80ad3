#include "features/campaigns/email/message_links.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/html.hpp"
#include "platform/text/url.hpp"

namespace campaigns {
namespace {

constexpr std::size_t longest_url = 2000;
constexpr std::string_view blanks = " \t\r\n\f";
constexpr auto npos = std::string_view::npos;

bool starts_with_name(std::string_view text, std::string_view name) {
    return text.size() > name.size()
           && std::equal(name.begin(), name.end(), text.begin(),
                         [](char a, char b) { return a == text::to_lower(b); });
}

// The references that stand in addresses; others stay as they are.
std::string without_references(std::string_view value) {
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
        if (value.substr(at).starts_with("&amp;")) {
            out += '&';
            at += 5;
        } else {
            out += value[at++];
        }
    }
    return out;
}

struct Place {
    std::size_t begin = 0, end = 0;
};

// Where the value of href stands in the tag that begins at `tag` and ends at `tag_end`.
std::optional<Place> href_in(std::string_view html, std::size_t tag, std::size_t tag_end) {
    for (auto at = html.find_first_of(blanks, tag); at < tag_end;) {
        at = html.find_first_not_of(blanks, at);
        if (at == npos || at >= tag_end) return std::nullopt;
        const auto name_end = std::min(html.find_first_of(" \t\r\n\f=>", at), tag_end);
        const auto name = text::to_lower_ascii(html.substr(at, name_end - at));
        const auto equals = html.find_first_not_of(blanks, name_end);
        if (equals == npos || equals >= tag_end || html[equals] != '=') {
            at = std::max(name_end, at + 1);
            continue;
        }
        const auto quote = html.find_first_not_of(blanks, equals + 1);
        if (quote == npos || quote >= tag_end) return std::nullopt;
        if (html[quote] != '"' && html[quote] != '\'') { // without quotes
            at = std::min(html.find_first_of(blanks, quote), tag_end);
            continue;
        }
        const auto close = html.find(html[quote], quote + 1);
        if (close == npos) return std::nullopt;
        if (name == "href") return Place{quote + 1, close};
        at = close + 1;
    }
    return std::nullopt;
}

// Behind the > that ends the tag, quotes left alone.
std::size_t end_of_tag(std::string_view html, std::size_t tag) {
    char quote = 0;
    for (auto at = tag; at < html.size(); ++at) {
        if (quote) {
            if (html[at] == quote) quote = 0;
        } else if (html[at] == '"' || html[at] == '\'') {
            quote = html[at];
        } else if (html[at] == '>') {
            return at;
        }
    }
    return html.size();
}

bool is_tracked(std::string_view url, const MessageLinks& links) {
    // It is to become a header field: nothing in it may end one.
    const bool is_one_word =
        std::ranges::all_of(url, [](unsigned char c) { return c > ' ' && c != 0x7F; });
    return is_one_word && url.size() <= longest_url && !url.starts_with(links.base())
           && (starts_with_name(url, "https://") || starts_with_name(url, "http://"));
}

// Calls `found` with where the value of each href of an <a> stands.
template <class Found>
void for_each_href(std::string_view html, Found found) {
    for (auto tag = html.find('<'); tag != npos; tag = html.find('<', tag + 1)) {
        const auto inside = html.substr(tag + 1, 2);
        if (inside.size() < 2 || text::to_lower(inside[0]) != 'a' || blanks.find(inside[1]) == npos)
            continue;
        if (const auto place = href_in(html, tag, end_of_tag(html, tag))) found(*place);
    }
}

std::string url_at(std::string_view html, const Place& place) {
    return without_references(html.substr(place.begin, place.end - place.begin));
}

void append_tracked(std::string_view html, const MessageLinks& links, const Tracking& tracking,
                    std::string& out) {
    std::size_t written = 0;
    for_each_href(html, [&](const Place& place) {
        auto url = url_at(html, place);
        if (!is_tracked(url, links)) return;
        if (auto marked = with_utm(url, tracking.utm); marked.size() <= longest_url)
            url = std::move(marked);
        out.append(html.substr(written, place.begin - written));
        out += text::escape_html(tracking.clicks ? links.click(url) : url);
        written = place.end;
    });
    out.append(html.substr(written));
}

std::string pictures(const MessageLinks& links, const Tracking& tracking) {
    std::string html;
    if (tracking.clicks)
        html += R"(<a href=")" + links.trap()
                + R"(" style="display:none" tabindex="-1" aria-hidden="true"></a>)";
    if (tracking.opens)
        html += R"(<img src=")" + links.open_picture()
                + R"(" width="1" height="1" alt="" style="display:block;border:0">)";
    return html;
}

} // namespace

std::string MessageLinks::made(char room, LinkPurpose purpose) const {
    return base_ + room + '/' + make_message_token(box_, purpose, link_);
}

std::string MessageLinks::click(std::string_view url) const {
    return base_ + "c/" + make_message_token(box_, LinkPurpose::click, link_, url)
           + "?to=" + text::percent_encode(url);
}

std::string with_tracking(std::string_view html, const MessageLinks& links,
                          const Tracking& tracking) {
    std::string out;
    out.reserve(html.size() + html.size() / 4 + 1024);
    // The last one: a comment may hold another.
    auto end = html.rfind("</body");
    if (end == npos) end = html.size();
    if (tracking.clicks || !tracking.utm.empty())
        append_tracked(html.substr(0, end), links, tracking, out);
    else
        out.append(html.substr(0, end));
    out += pictures(links, tracking);
    out.append(html.substr(end));
    return out;
}

std::vector<std::string> authors_links(std::string_view html, const MessageLinks& links) {
    std::vector<std::string> urls;
    for_each_href(html, [&](const Place& place) {
        auto url = url_at(html, place);
        if (is_tracked(url, links) && std::ranges::find(urls, url) == urls.end())
            urls.push_back(std::move(url));
    });
    return urls;
}

} // namespace campaigns
