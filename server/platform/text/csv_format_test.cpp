#include "platform/text/csv_format.hpp"

#include <gtest/gtest.h>

using namespace std::string_view_literals;
using text::Encoding;

namespace {

struct DelimiterCase {
    std::string_view sample;
    char expected;
};

struct HeaderCase {
    std::vector<std::string_view> cells;
    bool expected;
};

} // namespace

TEST(CsvFormat, finds_the_delimiter) {
    const DelimiterCase cases[] = {
        {""sv, ','},
        {"email\nada@example.com\n"sv, ','},
        {"name,email\nAda,ada@example.com\n"sv, ','},
        {"Name;Betrag\nAda;12,50\nBob;3,10\n"sv, ';'},
        {"name\temail\ttags\nAda\tada@example.com\ta,b,c\n"sv, '\t'},
        {"name|email\nAda|ada@example.com\n"sv, '|'},
        {"name,tags,city\nAda,a;b;c,London\nBob,a;b,Paris\n"sv, ','},
        {"name,note\nAda,\"x;y;z\n;;;\"\nBob,none\n"sv, ','},
        {"Name;Adresse\nAda;Weg 1, 2. Stock, Berlin\nBob;Allee 5\nEve;Ring 7, Bonn\n"sv, ';'},
        {"sep=|\na,b|c,d\n"sv, '|'},
        {"\xEF\xBB\xBFsep=;\na,b\n"sv, ';'},
        {"a;b;c\n1;2;3\n4;\"5"sv, ';'}, // cut within a quoted field
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, text::detect_csv_format(c.sample, Encoding::utf8).delimiter)
            << c.sample;
}

TEST(CsvFormat, finds_the_delimiter_of_utf_16) {
    const auto format = text::detect_csv_format(
        "\xFF\xFE"
        "a\0;\0b\0\n\0c\0;\0d\0\n\0"sv,
        Encoding::utf16_le);
    EXPECT_EQ((text::CsvFormat{Encoding::utf16_le, ';', true}), format);
}

TEST(CsvFormat, tells_a_header_from_data) {
    const HeaderCase cases[] = {
        {{"First Name", "Last Name", "E-mail 1 - Value"}, true},
        {{"name", "", "phone"}, true},
        {{"Ada", "ada@example.com"}, false},
        {{"Ada", "+44 20 7946 0958"}, false},
        {{"Ada", "2024-03-01"}, false},
        {{"Ada", "Ada"}, false},
        {{"", ""}, false},
        {{}, false},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, text::looks_like_header(c.cells));
    EXPECT_FALSE(text::detect_csv_format("Ada,ada@example.com\n", Encoding::utf8).has_header);
}
