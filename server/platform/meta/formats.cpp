#include "platform/meta/formats.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/text/utf8.hpp"
#include "platform/time/zones.hpp"

namespace meta {
namespace {

std::vector<Format>& formats() {
    static std::vector<Format> all = {
        {"email", is_email, "must be an e-mail address, such as ann@example.com", "",
         "ann@example.com"},
        {"uri", is_web_address, "must be a web address, such as https://example.com/page",
         "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]", "https://example.com/page"},
        {"color", is_color, "must be a color, such as #1a2b3c", "^#[0-9A-Fa-f]{6}$", "#1a2b3c"},
        {"not-blank", is_not_blank, "must not be blank", R"(\S)", ""},
        {"time-zone", zones::is_zone, "must be a time zone, such as Europe/Berlin", "^[A-Za-z]",
         "Europe/Berlin"},
    };
    return all;
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local_part(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_letter_or_digit(c)
               || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
    });
}

// One label of a domain name: letters, digits and inner hyphens, 1 to 63 of them.
bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-'
           && std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
    for (auto dot = text.find('.'); dot != text.npos; dot = text.find('.')) {
        if (!is_label(text.substr(0, dot))) return false;
        text.remove_prefix(dot + 1);
    }
    return is_label(text);
}

} // namespace

void register_format(std::string_view name, bool (*valid)(std::string_view),
                     std::string_view message) {
    const auto found = std::ranges::find(formats(), name, &Format::name);
    if (found != formats().end())
        found->valid = valid, found->message = message;
    else
        formats().push_back({name, valid, message});
}

const Format& format_named(std::string_view name) {
    const auto found = std::ranges::find(formats(), name, &Format::name);
    if (found == formats().end())
        throw std::logic_error("no checker is registered for the format " + std::string(name));
    return *found;
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return text.size() <= 254 && at != text.npos && is_local_part(text.substr(0, at))
           && is_domain(text.substr(at + 1));
}

bool is_web_address(std::string_view text) {
    const auto url = boost::urls::parse_uri(text);
    if (!url || url->host().empty()) return false;
    return url->scheme_id() == boost::urls::scheme::http
           || url->scheme_id() == boost::urls::scheme::https;
}

bool is_not_blank(std::string_view text) {
    return !text::trim(text).empty();
}

bool is_color(std::string_view text) {
    return text.size() == 7 && text.front() == '#'
           && std::ranges::all_of(text.substr(1), [](char c) {
                  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
              });
}

} // namespace meta
