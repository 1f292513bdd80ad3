#include "platform/text/domain.hpp"

#include <gtest/gtest.h>

namespace {

std::string of_length(std::size_t bytes) {
    std::string domain;
    while (domain.size() + 63 < bytes) domain += std::string(62, 'a') + '.';
    return domain + std::string(bytes - domain.size(), 'a');
}

std::string below_example(std::size_t label_bytes) {
    std::string domain(label_bytes, 'a');
    domain += ".example";
    return domain;
}

TEST(Domain, has_one_spelling_for_comparison) {
    const struct {
        std::string typed, expected;
    } cases[] = {
        {"Example.COM", "example.com"},
        {"müller.example", "xn--mller-kva.example"},
        {"MÜLLER.example", "xn--mller-kva.example"},
        {"localhost", "localhost"},
        {of_length(253), of_length(253)},
        {of_length(254), "none"},
        {below_example(63), below_example(63)},
        {below_example(64), "none"},
        {"", "none"},
        {".", "none"},
        {"a..b", "none"},
        {"-a.example", "none"},
        {"a b.example", "none"},
        {"ann@example.com", "none"},
        {std::string(1025, 'a'), "none"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.expected, text::normalise_domain(each.typed).value_or("none")) << each.typed;
}

TEST(Domain, of_a_website_is_what_people_mean_by_its_address) {
    const struct {
        std::string typed, expected;
    } cases[] = {
        {"example.com", "example.com"},
        {" https://www.Example.com/about?x#y ", "example.com"},
        {"http://example.com:8080", "example.com"},
        {"www.example.com.", "example.com"},
        {"https://www.müller.example/über", "xn--mller-kva.example"},
        {"shop.example.com", "shop.example.com"},
        {"www.com", "none"},
        {"example", "none"},
        {"https://", "none"},
        {"ann@example.com", "none"},
        {"two words.example", "none"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.expected, text::website_domain(each.typed).value_or("none")) << each.typed;
}

} // namespace
