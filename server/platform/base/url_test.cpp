#include "platform/base/url.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

std::string shown(const std::optional<Url>& url) {
    if (!url) return "none";
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", url->scheme, url->user, url->password, url->host,
                       url->port, url->path, url->query, url->zone);
}

} // namespace

TEST(Url, is_read_as_libcurl_will_read_it) {
    const std::pair<std::string, std::string> cases[] = {
        {"http://example.com", "http|||example.com|80|/||"},
        {"HTTPS://EXAMPLE.com./a/../b?c=%20#d", "https|||example.com|443|/b|c=%20|"},
        {"http://127.0.0.1.example.com/", "http|||127.0.0.1.example.com|80|/||"},
        {"http://127.0.0.1a/", "http|||127.0.0.1a|80|/||"},
        {"http://0x7f.1/", "http|||127.0.0.1|80|/||"},
        {"http://0177.0.0.1/", "http|||127.0.0.1|80|/||"},
        {"http://2130706433/", "http|||127.0.0.1|80|/||"},
        {"http://[2001:DB8::1]:8080/", "http|||2001:db8::1|8080|/||"},
        {"http://[fe80::1%25eth0]/", "http|||fe80::1|80|/||eth0"},
        {"smtp://user:p%40ss@mail.example.com:587", "smtp|user|p@ss|mail.example.com|587|/||"},
        {"smtps://mail.example.com", "smtps|||mail.example.com|465|/||"},
        {"http://example.com\\@127.0.0.1/", "http|example.com\\||127.0.0.1|80|/||"},
        {"", "none"},
        {"example.com", "none"},
        {"/path", "none"},
        {"http://", "none"},
        {"http:///path", "http|||path|80|/||"},
        {"http://./", "none"},
        {"http://exa mple.com/", "none"},
        {"http://example.com/a b", "none"},
        {"http://example.com/\r\nHost: x", "none"},
        {"http://example.com:0/", "none"},
        {"http://example.com:65536/", "none"},
        {"http://[::1", "none"},
        {"made-up://example.com/", "none"},
        {std::string("http://example.com\0.org/", 24), "none"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(expected, shown(parse_url(text))) << text;
}

TEST(Url, has_a_longest_length) {
    const std::string start = "http://example.com/";
    EXPECT_TRUE(parse_url(start + std::string(64 * 1024 - start.size(), 'x')));
    EXPECT_FALSE(parse_url(start + std::string(64 * 1024 - start.size() + 1, 'x')));
}

TEST(Url, is_resolved_from_a_reference) {
    const std::string base = "https://example.com:444/a/b?c=d";
    const std::pair<std::string, std::string> cases[] = {
        {"e", "https|||example.com|444|/a/e||"},
        {"/e?f", "https|||example.com|444|/e|f|"},
        {"../e", "https|||example.com|444|/e||"},
        {"//other.example/x", "https|||other.example|443|/x||"},
        {"http://other.example", "http|||other.example|80|/||"},
        {"http://[", "none"},
        {"http://", "none"},
    };
    for (const auto& [reference, expected] : cases)
        EXPECT_EQ(expected, shown(resolve_url(base, reference))) << reference;
}
