#include "platform/text/encoding.hpp"

#include <gtest/gtest.h>

#include "platform/text/utf8.hpp"

using namespace std::string_view_literals;
using text::Encoding;

namespace {

std::string as_utf8(std::string_view bytes, Encoding encoding,
                    std::size_t piece_bytes = std::string_view::npos) {
    text::Utf8Source source(std::make_unique<text::MemorySource>(bytes, piece_bytes), encoding);
    std::string result;
    std::array<char, 7> part{};
    while (const auto count = source.read(part)) result.append(part.data(), count);
    return result;
}

struct DetectionCase {
    std::string_view bytes;
    Encoding expected;
};

} // namespace

TEST(Encoding, is_found_from_marks_zeros_and_sequences) {
    const DetectionCase cases[] = {
        {""sv, Encoding::utf8},
        {"name,email\n"sv, Encoding::utf8},
        {"\xEF\xBB\xBFname\n"sv, Encoding::utf8},
        {"Jos\xC3\xA9\n"sv, Encoding::utf8},
        {"Jos\xC3\xA9 Mu\xC3\xB1oz \xE9\n"sv,
         Encoding::utf8}, // one bad byte does not spoil the rest
        {"Jos\xE9\n"sv, Encoding::windows_1252},
        {"\x80 100, \x93quoted\x94\n"sv, Encoding::windows_1252},
        {"\xFF\xFEn\0a\0"sv, Encoding::utf16_le},
        {"\xFE\xFF\0n\0a"sv, Encoding::utf16_be},
        {"n\0a\0m\0e\0,\0"sv, Encoding::utf16_le},
        {"\0n\0a\0m\0e\0,"sv, Encoding::utf16_be},
        {"\xB1\x03\xB2\x03,\0\xB3\x03\xB4\x03\n\0"sv, Encoding::utf16_le}, // Greek without a mark
        {"a\0b,c and much more text behind one zero byte, which is no sign of UTF-16\n"sv,
         Encoding::utf8},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, text::detect_encoding(c.bytes)) << c.bytes;
}

TEST(Encoding, is_the_same_however_the_bytes_arrive) {
    const auto bytes = "Ren\xC3\xA9,\xE2\x82\xAC,\xF0\x9F\x98\x80,\xED\xA0\x80,\xC3\xA9"sv;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        text::EncodingDetector detector;
        detector.feed(bytes.substr(0, cut));
        detector.feed(bytes.substr(cut));
        EXPECT_EQ(Encoding::utf8, detector.encoding()) << cut;
    }
}

TEST(Encoding, names_files_that_are_no_text) {
    text::EncodingDetector workbook;
    workbook.feed("PK\x03\x04\x14\0\x06\0"sv);
    EXPECT_EQ("an Excel workbook or another archive", workbook.foreign_format());
    text::EncodingDetector csv;
    csv.feed("Price,PK\n");
    EXPECT_EQ("", csv.foreign_format());
}

TEST(Encoding, has_a_name_and_back) {
    for (const auto each :
         {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be, Encoding::windows_1252})
        EXPECT_EQ(each, text::parse_encoding(text::to_text(each)));
    EXPECT_EQ(std::nullopt, text::parse_encoding("EBCDIC"));
}

struct ConversionCase {
    Encoding encoding;
    std::string_view bytes;
    std::string_view expected;
};

TEST(Utf8Source, converts_in_pieces_of_any_size_and_the_size_can_be_told_back) {
    const ConversionCase cases[] = {
        {Encoding::utf8, "Jos\xC3\xA9"sv, "José"sv},
        {Encoding::windows_1252, "Jos\xE9 \x80 \x93"sv, "José € “"sv},
        {Encoding::windows_1252, "\x81\x8D"sv, "\xC2\x81\xC2\x8D"sv}, // undefined: kept as controls
        {Encoding::utf16_le, "\xFF\xFE\xE9\0"sv, "\uFEFFé"sv},
        {Encoding::utf16_be, "\0\xE9\x20\xAC"sv, "é€"sv},
        {Encoding::utf16_le, "\x3D\xD8\x00\xDE"sv, "😀"sv},
        {Encoding::utf16_le,
         "a\0\x3D\xD8"
         "b\0"sv,
         "a\xED\xA0\x80"
         "b"sv}, // a lone surrogate stays malformed
        {Encoding::utf16_le, ""sv, ""sv},
    };
    for (const auto& c : cases) {
        for (std::size_t piece = 1; piece <= c.bytes.size() + 1; ++piece)
            EXPECT_EQ(c.expected, as_utf8(c.bytes, c.encoding, piece)) << c.expected << piece;
        EXPECT_EQ(c.bytes.size(), text::encoded_size_bytes(c.encoding, c.expected)) << c.expected;
    }
}

TEST(Utf8Source, marks_half_a_unit_at_the_end) {
    EXPECT_FALSE(text::is_valid_utf8(as_utf8("a\0b"sv, Encoding::utf16_le)));
}

TEST(Utf8Source, converts_more_than_a_chunk) {
    std::string bytes, expected;
    for (int i = 0; i < 100'000; ++i) {
        bytes += "\xE9,";
        expected += "é,";
    }
    EXPECT_EQ(expected, as_utf8(bytes, Encoding::windows_1252));
}
