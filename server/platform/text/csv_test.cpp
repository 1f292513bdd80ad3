#include "platform/text/csv.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace std::literals;
using text::CsvFault;
using text::CsvFormat;
using text::CsvPosition;
using text::CsvReader;
using text::Encoding;

namespace {

using Records = std::vector<std::vector<std::string>>;
constexpr std::size_t usual_chunk = 64 * 1024;

CsvReader reader_of(std::string_view bytes, CsvFormat format = {},
                    std::size_t chunk_bytes = usual_chunk, CsvPosition start = {}) {
    auto source = std::make_unique<text::MemorySource>(bytes.substr(start.offset_bytes));
    return CsvReader(std::move(source), format, start, chunk_bytes);
}

Records read_all(CsvReader reader) {
    Records records;
    while (const auto record = reader.next())
        records.emplace_back(record->fields.begin(), record->fields.end());
    return records;
}

struct Case {
    std::string_view bytes;
    Records expected;
};

// Each is also cut at every byte below.
const Case cases[] = {
    {""sv, {}},
    {"a,b\nc,d\n"sv, {{"a", "b"}, {"c", "d"}}},
    {"a,b\r\nc,d"sv, {{"a", "b"}, {"c", "d"}}},
    {"a,b\rc,d\r"sv, {{"a", "b"}, {"c", "d"}}},
    {"a\n\r\n\r\rb\n\n"sv, {{"a"}, {"b"}}},
    {"a,,c\n,\n"sv, {{"a", "", "c"}, {"", ""}}},
    {"a,"sv, {{"a", ""}}},
    {"\"\"\n"sv, {{""}}},
    {"\"a\",\"b\"\n"sv, {{"a", "b"}}},
    {"\"a\"\"b\",\"\"\"\"\n"sv, {{"a\"b", "\""}}},
    {"\"a,b\",\"c\nd\",\"e\r\nf\"\n"sv, {{"a,b", "c\nd", "e\r\nf"}}},
    {"\"a\""sv, {{"a"}}},
    {"  \"a,b\" ,c\n"sv, {{"a,b", "c"}}},
    {" a , b \n"sv, {{" a ", " b "}}},
    {"a\"b,c\"\n"sv, {{"a\"b", "c\""}}},
    {"27\" screen,x\n"sv, {{"27\" screen", "x"}}},
    {"\"say \"hi\" now\",x\n"sv, {{"say \"hi\" now", "x"}}},
    {"\"Bob\" Smith,x\n"sv, {{"\"Bob\" Smith", "x"}}},
    {"\xEF\xBB\xBFn\xC3\xA9,b\n"sv, {{"né", "b"}}},
    {"\xEF\xBB\xBF\"a,b\",c\n"sv, {{"a,b", "c"}}},
    {"\xEF\xBB\xBF"sv, {}},
    {"sep=,\r\na,b\n"sv, {{"a", "b"}}},
    {"sep=x\na\n"sv, {{"sep=x"}, {"a"}}},
    {"sep=,a\n"sv, {{"sep=", "a"}}},
    {"a\nsep=,\n"sv, {{"a"}, {"sep=", ""}}},
    {"a\0b,c\n"sv, {{"a\0b"s, "c"}}},
};

} // namespace

TEST(Csv, reads_what_people_have) {
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_all(reader_of(c.bytes))) << c.bytes;
}

TEST(Csv, reads_the_same_wherever_the_input_is_cut) {
    for (const auto& c : cases)
        for (std::size_t chunk = 1; chunk <= c.bytes.size() + 1; ++chunk)
            EXPECT_EQ(c.expected, read_all(reader_of(c.bytes, {}, chunk))) << c.bytes << chunk;
}

TEST(Csv, reads_the_same_in_pieces_as_small_as_a_source_gives) {
    for (const auto& c : cases) {
        auto source = std::make_unique<text::MemorySource>(c.bytes, 1);
        EXPECT_EQ(c.expected, read_all(CsvReader(std::move(source), {}))) << c.bytes;
    }
}

TEST(Csv, reads_other_delimiters_and_encodings) {
    const auto expected = Records{{"Zoë", "a,b"}};
    EXPECT_EQ(expected, read_all(reader_of("Zoë;a,b\n", {.delimiter = ';'})));
    EXPECT_EQ(expected, read_all(reader_of("Zoë\ta,b\n", {.delimiter = '\t'})));
    EXPECT_EQ(expected, read_all(reader_of("Zo\xEB|a,b\n", {.encoding = Encoding::windows_1252,
                                                            .delimiter = '|'})));
    EXPECT_EQ(expected, read_all(reader_of("\xFF\xFEZ\0o\0\xEB\0;\0a\0,\0b\0\n\0"sv,
                                           {.encoding = Encoding::utf16_le, .delimiter = ';'})));
}

TEST(Csv, tells_the_line_on_which_a_record_starts) {
    auto reader = reader_of("h\n\n\"a\nb\r\nc\rd\"\r\n\re\n\"f\"\n", {}, 3);
    std::vector<std::uint64_t> lines;
    while (const auto record = reader.next()) lines.push_back(record->line);
    EXPECT_EQ((std::vector<std::uint64_t>{1, 3, 8, 9}), lines);
}

TEST(Csv, can_be_resumed_after_each_record_in_each_encoding) {
    const std::pair<Encoding, std::string_view> files[] = {
        {Encoding::utf8, "\xEF\xBB\xBFn\xC3\xA9,\"x\ny\"\r\n\n\xF0\x9F\x98\x80,\"\"\"\"\nc,d\n"sv},
        {Encoding::windows_1252, "n\xE9,\"x\ny\"\r\n\n\x80,\"\"\"\"\nc,d\n"sv},
        {Encoding::utf16_le, "\xFF\xFEn\0\xE9\0,\0x\0\n\0\n\0\x3D\xD8\x00\xDE,\0\x00\xD8\n\0c\0"sv},
        {Encoding::utf16_be, "\0n\0\xE9\0,\0x\0\n\0\n\xD8\x3D\xDE\x00\0,\0y\0\n\0c"sv},
    };
    for (const auto& [encoding, bytes] : files) {
        const CsvFormat format{.encoding = encoding};
        const auto whole = read_all(reader_of(bytes, format));
        ASSERT_EQ(3u, whole.size());
        auto reader = reader_of(bytes, format);
        for (std::size_t given = 1; const auto record = reader.next(); ++given) {
            EXPECT_EQ(record->end, reader.position());
            auto later = reader_of(bytes, format, usual_chunk, record->end);
            const auto line = later.position().line;
            EXPECT_EQ(record->end.line, line);
            EXPECT_EQ(Records(whole.begin() + static_cast<std::ptrdiff_t>(given), whole.end()),
                      read_all(std::move(later)));
        }
        EXPECT_EQ(bytes.size(), reader.position().offset_bytes);
    }
}

TEST(Csv, names_the_record_that_is_not_text_and_goes_on) {
    auto reader = reader_of("a\nJos\xE9\nb\n");
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
    const auto bad = reader.next();
    EXPECT_EQ(CsvFault::not_text, bad->fault);
    EXPECT_EQ(2u, bad->line);
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
}

TEST(Csv, names_a_lone_surrogate_of_utf_16_too) {
    auto reader = reader_of("a\0\n\0\x3D\xD8\n\0b\0"sv, {.encoding = Encoding::utf16_le});
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
    EXPECT_EQ(CsvFault::not_text, reader.next()->fault);
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
}

TEST(Csv, bounds_a_field_and_goes_on) {
    const std::string longest(text::max_csv_field_bytes, 'x');
    const auto bytes = longest + ",y\n" + longest + "x,y\n\"" + longest + "\"\nend";
    auto reader = reader_of(bytes);
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
    EXPECT_EQ(CsvFault::field_too_long, reader.next()->fault);
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
    EXPECT_EQ("end", reader.next()->fields[0]);
}

TEST(Csv, bounds_the_columns_and_goes_on) {
    const std::string widest(text::max_csv_columns - 1, ',');
    const auto bytes = widest + "\n" + widest + ",\nend";
    auto reader = reader_of(bytes);
    EXPECT_EQ(CsvFault::none, reader.next()->fault);
    const auto wide = reader.next();
    EXPECT_EQ(CsvFault::too_many_columns, wide->fault);
    EXPECT_EQ(text::max_csv_columns, wide->fields.size());
    EXPECT_EQ("end", reader.next()->fields[0]);
}

TEST(Csv, bounds_a_record) {
    const std::string half(text::max_csv_record_bytes / 2, 'x');
    const auto longest = half + "," + half.substr(2);
    const auto bytes = "a\n" + longest + "\n" + longest + "x\n";
    auto reader = reader_of(bytes);
    reader.next();
    EXPECT_EQ(CsvFault::field_too_long, reader.next()->fault);
    try {
        reader.next();
        FAIL() << "longer than the bound";
    } catch (const text::CsvError& error) {
        EXPECT_EQ("csv_record_too_long", error.code);
        EXPECT_EQ(3u, error.line);
    }
}

TEST(Csv, does_not_swallow_a_file_behind_an_open_quote) {
    std::string bytes = "a\n\"b\n";
    bytes.append(2 * text::max_csv_record_bytes, 'x');
    auto reader = reader_of(bytes);
    reader.next();
    EXPECT_THROW(reader.next(), text::CsvError);
}

TEST(Csv, says_where_an_open_quote_starts) {
    for (std::size_t chunk = 1; chunk < 12; ++chunk) {
        auto reader = reader_of("a\nb,\"c\nd\n", {}, chunk);
        reader.next();
        try {
            reader.next();
            FAIL() << "the quote is open";
        } catch (const text::CsvError& error) {
            EXPECT_EQ("csv_unterminated_quote", error.code);
            EXPECT_EQ(2u, error.line);
        }
    }
}

TEST(Csv, bounds_the_file) {
    const auto bytes = "a\nb\n"sv;
    const CsvPosition start{text::max_csv_file_bytes - 2, 9};
    CsvReader reader(std::make_unique<text::MemorySource>(bytes), {}, start);
    EXPECT_TRUE(reader.next());
    try {
        reader.next();
        FAIL() << "beyond the bound";
    } catch (const text::CsvError& error) {
        EXPECT_EQ("csv_file_too_large", error.code);
    }
}

TEST(Csv, reads_a_file_from_a_position) {
    const auto path = std::filesystem::temp_directory_path() / "csv_test_position.csv";
    std::ofstream(path) << "h\na\nb\n";
    CsvPosition after_header;
    {
        auto reader = text::open_csv(path, {});
        reader.next();
        after_header = reader.position();
    }
    EXPECT_EQ((Records{{"a"}, {"b"}}), read_all(text::open_csv(path, {}, after_header)));
    std::filesystem::remove(path);
    EXPECT_THROW(text::open_csv(path, {}), std::system_error);
}
