#include "platform/config/checks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "platform/base/url.hpp"
#include "platform/crypto/master_keys.hpp"

namespace config {

std::optional<int> parse_number(std::string_view text, int least, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.starts_with('-'))
        return std::nullopt;
    if (number < least || number > most) return std::nullopt;
    return number;
}

std::optional<bool> parse_boolean(std::string_view text) {
    for (const auto yes : {"true", "yes", "on", "1"})
        if (text == yes) return true;
    for (const auto no : {"false", "no", "off", "0"})
        if (text == no) return false;
    return std::nullopt;
}

std::vector<std::string> parse_list(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        auto item = text.substr(0, comma);
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty()) items.emplace_back(item);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return items;
}

std::optional<std::string> parse_ip_address(std::string_view text) {
    const std::string terminated(text);
    for (const int family : {AF_INET, AF_INET6}) {
        unsigned char bytes[sizeof(in6_addr)];
        char written[INET6_ADDRSTRLEN];
        if (inet_pton(family, terminated.c_str(), bytes) == 1
            && inet_ntop(family, bytes, written, sizeof written))
            return written;
    }
    return std::nullopt;
}

namespace {

std::optional<Url> parse_server_url(std::string_view text) {
    auto url = parse_url(text);
    const bool only_server = url && url->path == "/" && url->query.empty() && !url->has_fragment;
    return only_server ? url : std::nullopt;
}

} // namespace

bool is_socket_address(std::string_view text) {
    constexpr int highest_port = 65535;
    if (parse_ip_address(text)) return true;
    const auto colon = text.rfind(':');
    if (colon == text.npos || !parse_number(text.substr(colon + 1), 1, highest_port)) return false;
    const auto host = text.substr(0, colon);
    const bool has_brackets = host.starts_with('[') && host.ends_with(']');
    const auto address = parse_ip_address(has_brackets ? host.substr(1, host.size() - 2) : host);
    return address && has_brackets == (address->find(':') != address->npos);
}

bool is_file(std::string_view text) {
    std::error_code unreadable; // is as good as none
    return std::filesystem::is_regular_file(text, unreadable);
}

bool is_word(std::string_view text) {
    constexpr std::size_t longest = 500;
    return !text.empty() && text.size() <= longest
           && std::ranges::all_of(text, [](unsigned char c) { return std::isgraph(c); });
}

bool is_token(std::string_view text) {
    constexpr std::size_t shortest = 16;
    return text.size() >= shortest && is_word(text);
}

bool is_host(std::string_view text) {
    constexpr std::size_t longest_name = 253; // RFC 1035, 2.3.4, as text
    return !text.empty() && text.size() <= longest_name
           && std::ranges::all_of(text, [](unsigned char c) {
                  return std::isalnum(c) || c == '.' || c == '-' || c == ':';
              });
}

bool is_public_url(std::string_view text) {
    const auto url = parse_server_url(text);
    return url && url->user.empty() && (url->scheme == "http" || url->scheme == "https");
}

bool is_database_url(std::string_view text) {
    return text.starts_with("postgresql://") || text.starts_with("postgres://")
           || text.find('=') != text.npos;
}

bool is_smtp_url(std::string_view text) {
    const auto url = parse_server_url(text);
    return url && (url->scheme == "smtp" || url->scheme == "smtps");
}

bool is_mail_sender(std::string_view text) {
    const auto at = text.rfind('@');
    return at != text.npos && at > 0 && at + 1 < text.size()
           && text.find_first_of("\r\n") == text.npos;
}

bool is_master_key(std::string_view text) {
    try {
        crypto::parse_master_keys(text);
        return true;
    } catch (const std::runtime_error&) {
        return false; // the settings say what it should be; the text itself is a secret
    }
}

} // namespace config
