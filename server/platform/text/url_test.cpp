#include "platform/text/url.hpp"

#include <gtest/gtest.h>

#include "platform/text/html.hpp"

namespace {
struct Case {
    std::string encoded;
    const char* percent; // nullptr: refused
    const char* form;
};
} // namespace

TEST(Url, percent_coding_is_decoded_or_refused) {
    const Case cases[] = {
        {"", "", ""},
        {"plain", "plain", "plain"},
        {"a%20b", "a b", "a b"},
        {"a+b", "a+b", "a b"},
        {"a%2Bb", "a+b", "a+b"},
        {"a%2bb", "a+b", "a+b"},
        {"%C3%A9", "é", "é"},
        {"é", "é", "é"},
        {"100%25", "100%", "100%"},
        {"%2520", "%20", "%20"}, // once, not twice
        {"%", nullptr, nullptr},
        {"%2", nullptr, nullptr},
        {"a%zz", nullptr, nullptr},
        {"%+1", nullptr, nullptr},
        {"%00", nullptr, nullptr},
        {"%FF", nullptr, nullptr},
        {"%C0%AF", nullptr, nullptr}, // an overlong slash
    };
    for (const auto& c : cases) {
        const auto percent = text::percent_decode(c.encoded);
        const auto form = text::form_decode(c.encoded);
        ASSERT_EQ(c.percent != nullptr, percent.has_value()) << c.encoded;
        ASSERT_EQ(c.form != nullptr, form.has_value()) << c.encoded;
        if (percent) {
            EXPECT_EQ(c.percent, *percent) << c.encoded;
            EXPECT_EQ(c.form, *form) << c.encoded;
        }
    }
}

TEST(Url, coding_comes_back_for_every_character) {
    for (int code = 1; code < 128; ++code) {
        const std::string text{'a', static_cast<char>(code), 'z'};
        EXPECT_EQ(text, text::percent_decode(text::percent_encode(text))) << code;
        EXPECT_EQ(text, text::form_decode(text::form_encode(text))) << code;
    }
    EXPECT_EQ("a%2Fb%3Fc%3D%C3%A9%20%26", text::percent_encode("a/b?c=é &"));
    EXPECT_EQ("a+b%2B", text::form_encode("a b+"));
}

TEST(Url, form_fields_come_in_their_order) {
    const text::FormFields expected{
        {"a", "1"}, {"b", "two words"}, {"flag", ""}, {"e", "="}, {"a", "2"}};
    EXPECT_EQ(expected, text::parse_form("a=1&b=two+words&&flag&e==&a=2&"));
    EXPECT_EQ(text::FormFields{}, text::parse_form(""));
    EXPECT_FALSE(text::parse_form("a=1&b=%"));
}

TEST(Url, form_fields_end_at_a_thousand) {
    std::string body;
    for (std::size_t i = 0; i < text::form_fields_limit; ++i) body += "a&";
    ASSERT_TRUE(text::parse_form(body));
    EXPECT_EQ(text::form_fields_limit, text::parse_form(body)->size());
    EXPECT_FALSE(text::parse_form(body + "a"));
}

TEST(Html, is_escaped_for_elements_and_quoted_attributes) {
    EXPECT_EQ("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt; &amp;amp; é",
              text::escape_html("<a href=\"x\" title='y'> &amp; é"));
    EXPECT_EQ("", text::escape_html(""));
}
