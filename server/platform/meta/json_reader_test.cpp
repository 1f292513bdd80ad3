#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

#include "platform/meta/describe.hpp"

using namespace std::string_literals;

namespace {

// The detail of the refusal; empty when the text was taken.
std::string refusal_of(std::string_view text) {
    try {
        meta::parse_json(text);
    } catch (const Refusal& refusal) {
        EXPECT_EQ("invalid_json", refusal.code);
        return refusal.detail;
    }
    return {};
}

std::string rewritten(std::string_view text) {
    std::string out;
    meta::write_json(meta::parse_json(text), out);
    return out;
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

} // namespace

TEST(JsonReader, says_where_and_what_is_wrong) {
    const struct {
        std::string text;
        const char* detail;
    } cases[] = {
        {"", "the body is empty"},
        {" ", "line 1, column 2: the text ends too early"},
        {"{\"a\":", "line 1, column 6: the text ends too early"},
        {"nul", "line 1, column 4: the text ends too early"},
        {"nulL", "line 1, column 1: this is not JSON"},
        {"[1,]", "line 1, column 4: this is not JSON"},
        {"{\"a\":1,}", "line 1, column 8: this is not JSON"},
        {"{a:1}", "line 1, column 2: this is not JSON"},
        {"['a']", "line 1, column 2: this is not JSON"},
        {"[1] // one", "line 1, column 5: there is more text after the end of the value"},
        {"[/**/1]", "line 1, column 2: this is not JSON"},
        {"{} {}", "line 1, column 4: there is more text after the end of the value"},
        {"01", "line 1, column 2: there is more text after the end of the value"},
        {"[+1]", "line 1, column 2: this is not JSON"},
        {"[.5]", "line 1, column 2: this is not JSON"},
        {"[1.]", "line 1, column 4: this is not JSON"},
        {"[NaN]", "line 1, column 2: this is not JSON"},
        {"[\n  \"ä\", x]", "line 2, column 8: this is not JSON"},
        {"[1, 1e400]", "line 1, column 5: this number is too large"},
        {"[-1.8e308]", "line 1, column 2: this number is too large"},
        {"1e400", "line 1, column 1: this number is too large"},
        {"[\"\\u0000\"]", "line 1, column 1: the NUL character is not allowed in text"},
        {"[1,\"ab\\u0000\"]", "line 1, column 5: the NUL character is not allowed in text"},
        {"[\"a\0b\"]"s, "line 1, column 4: a control character cannot stand here"},
        {"[\"a\nb\"]", "line 1, column 4: a control character cannot stand here"},
        {"{\"a\":1, \"a\":2}", "line 1, column 10: the name \"a\" is given twice"},
        {"{\"a\":1,\n\"\\u0061\":2}", "line 1, column 6: the name \"a\" is given twice"},
        {"{\"b\":{\"a\":1,\"c\":{\"a\":1},\"a\":2}}",
         "line 1, column 26: the name \"a\" is given twice"},
        {"[\"\xff\"]", "line 1, column 3: the text is not valid UTF-8"},
        {"[\"\xc0\x80\"]", "line 1, column 3: the text is not valid UTF-8"},
        {"[\"\xed\xa0\x80\"]", "line 1, column 3: the text is not valid UTF-8"},
        {"[\"\xf4\x90\x80\x80\"]", "line 1, column 3: the text is not valid UTF-8"},
        {"{\"\xe4\":1}", "line 1, column 3: the text is not valid UTF-8"},
        {"\xef\xbb\xbf{}", "line 1, column 1: this is not JSON"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.detail, refusal_of(c.text)) << c.text;
}

TEST(JsonReader, refuses_half_of_a_surrogate_pair_wherever_it_stands) {
    for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\u0041")",
                             R"("\ud800\ud800")", R"({"\udfff":1})"})
        EXPECT_NE("", refusal_of(text)) << text;
    EXPECT_EQ("\"\U0001F600\"", rewritten(R"("\ud83d\ude00")"));
}

TEST(JsonReader, refuses_every_cut_of_a_text) {
    const std::string text = R"({"a":[1.5e3,true,null,"x\u00e4\n"],"b":{"c":-7}})";
    EXPECT_EQ("", refusal_of(text));
    for (std::size_t length = 0; length < text.size(); ++length)
        EXPECT_NE("", refusal_of(text.substr(0, length))) << length;
}

TEST(JsonReader, takes_32_levels_and_not_33) {
    EXPECT_EQ("", refusal_of(nested(meta::most_json_depth)));
    EXPECT_EQ("line 1, column 33: nested deeper than 32 levels",
              refusal_of(nested(meta::most_json_depth + 1)));
}

TEST(JsonReader, takes_16_mebibytes_and_not_a_byte_more) {
    const auto text = [](std::size_t size) { return '"' + std::string(size - 2, 'x') + '"'; };
    EXPECT_EQ("", refusal_of(text(meta::most_json_bytes)));
    EXPECT_EQ("the body is larger than 16 MiB", refusal_of(text(meta::most_json_bytes + 1)));
}

TEST(JsonReader, keeps_a_long_name_out_of_the_answer) {
    const auto name = '"' + std::string(1000, 'n') + '"';
    const auto detail = refusal_of('{' + name + ":1," + name + ":2}");
    EXPECT_NE(detail.npos, detail.find("is given twice"));
    EXPECT_LT(detail.size(), 200u);
}

TEST(JsonReader, finds_a_double_name_among_many) {
    std::string text = "{";
    for (int i = 0; i < 5000; ++i) text += "\"name" + std::to_string(i) + "\":0,";
    EXPECT_EQ("", refusal_of(text + "\"other\":0}"));
    EXPECT_NE("", refusal_of(text + "\"name2500\":0}"));
}

TEST(JsonReader, rounds_numbers_as_the_standard_says) {
    const struct {
        const char* text;
        double number;
    } cases[] = {
        {"0.1", 0.1},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"2.2250738585072014e-308", 2.2250738585072014e-308},
        {"5e-324", 5e-324},
        {"1e-400", 0},
        {"9007199254740993.0", 9007199254740992.0},
        {"0.30000000000000004", 0.30000000000000004},
        {"6.02214076e23", 6.02214076e23},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
    };
    for (const auto& c : cases) EXPECT_EQ(c.number, meta::parse_json(c.text).as_double()) << c.text;
}

TEST(JsonWriter, writes_back_what_it_read) {
    const struct {
        const char* text;
        const char* written;
    } cases[] = {
        {" null ", "null"},
        {"[ ]", "[]"},
        {"{ }", "{}"},
        {"[true,false,null]", "[true,false,null]"},
        {R"({"b":1,"a":[{},[]]})", R"({"b":1,"a":[{},[]]})"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"18446744073709551615", "18446744073709551615"},
        {"18446744073709551616", "18446744073709551616"},
        {"123456789012345678901", "123456789012345683968"},
        {"[1.0,0.1,1e22]", "[1,0.1,1e+22]"},
        {"[-0,-0.0]", "[0,0]"},
        {R"("\u0041\/\b")", R"("A/\u0008")"},
        {R"(["a\"b\\c\n\r\t\u001f\u007f ä 😀"])", "[\"a\\\"b\\\\c\\n\\r\\t\\u001f\x7f ä 😀\"]"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.written, rewritten(c.text)) << c.text;
}

TEST(JsonWriter, makes_valid_json_of_any_bytes) {
    const struct {
        std::string text;
        const char* written;
    } cases[] = {
        {"", R"("")"},
        {"a\xff", "\"a\uFFFD\""},
        {"\xe4rger", "\"\uFFFDrger\""},
        {"\xf0\x9f\x98", "\"\uFFFD\uFFFD\uFFFD\""},
        {"\xc0\x80", "\"\uFFFD\uFFFD\""},
        {"\0"s, R"("\u0000")"},
        {"\xf4\x8f\xbf\xbf", "\"\U0010FFFF\""},
    };
    for (const auto& c : cases) {
        std::string out;
        meta::write_string(c.text, out);
        EXPECT_EQ(c.written, out);
    }
}
