#include "platform/text/csv_writer.hpp"

#include <gtest/gtest.h>

#include <random>

#include "platform/text/csv.hpp"

using namespace std::string_view_literals;

namespace {

std::string written(std::initializer_list<std::string_view> fields, char delimiter = ',') {
    std::string out;
    text::CsvWriter writer(out, delimiter);
    for (const auto field : fields) writer.field(field);
    writer.end_record();
    return out;
}

struct CellCase {
    std::string_view value;
    std::string_view cell;
};

// Short texts of the characters that mean something to a reader, a writer or a spreadsheet.
std::string random_text(std::mt19937& random) {
    static constexpr std::string_view parts[] = {
        "a", "é",  ",",  ";", "\t", "|", "\"", "'",      "=",      "+",    "-",
        "@", "\n", "\r", " ", "0",  "5", ".",  "\uFF1D", "\uFEFF", "sep=",
    };
    std::string result;
    for (auto count = random() % 6; count > 0; --count)
        result += parts[random() % std::size(parts)];
    return result;
}

} // namespace

TEST(CsvWriter, quotes_only_where_it_has_to) {
    EXPECT_EQ("a,O'Brien,,\"b,c\"\r\n", written({"a", "O'Brien", "", "b,c"}));
    EXPECT_EQ("\"say \"\"hi\"\"\",\"two\nlines\",\" x\"\r\n",
              written({"say \"hi\"", "two\nlines", " x"}));
    EXPECT_EQ("\"\"\r\n", written({""})); // an empty line would be no record
    EXPECT_EQ("a^\"b^c\"\r\n", written({"a", "b^c"}, '^'));
}

TEST(CsvWriter, takes_the_sting_out_of_formulas_and_back) {
    const CellCase cases[] = {
        {"=1+1", "'=1+1"},
        {"'=1+1", "''=1+1"},
        {"''=1", "'''=1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"+44 20 7946 0958", "'+44 20 7946 0958"},
        {"-5", "-5"},
        {"-12.50", "-12.50"},
        {"-0.5", "-0.5"},
        {"-123456789012345", "-123456789012345"},
        {"-1234567890123456", "'-1234567890123456"},
        {"-5+cmd", "'-5+cmd"},
        {"-007", "'-007"},
        {"-", "'-"},
        {"-5.", "'-5."},
        {"'-5", "''-5"},
        {"+5", "'+5"},
        {"\t=1", "'\t=1"},
        {"\r=1", "'\r=1"},
        {"\n=1", "'\n=1"},
        {"\uFF1D1", "'\uFF1D1"},
        {"'quoted'", "'quoted'"},
        {"'", "'"},
        {"", ""},
        {"a=1", "a=1"},
    };
    for (const auto& c : cases) {
        const auto cell =
            text::needs_apostrophe(c.value) ? "'" + std::string(c.value) : std::string(c.value);
        EXPECT_EQ(c.cell, cell);
        EXPECT_EQ(c.value, text::without_apostrophe(c.cell)) << c.cell;
    }
}

TEST(CsvWriter, what_is_written_is_read_back) {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const char delimiter = text::csv_delimiters[random() % text::csv_delimiters.size()];
        std::vector<std::vector<std::string>> records(1 + random() % 4);
        std::string out;
        text::CsvWriter writer(out, delimiter);
        for (auto& record : records) {
            for (auto count = 1 + random() % 5; count > 0; --count) {
                record.push_back(random_text(random));
                writer.field(record.back());
            }
            writer.end_record();
        }
        text::CsvReader reader(std::make_unique<text::MemorySource>(out), {.delimiter = delimiter},
                               {}, 1 + random() % 20);
        for (const auto& expected : records) {
            const auto record = reader.next();
            ASSERT_TRUE(record) << out;
            std::vector<std::string> fields;
            for (const auto cell : record->fields)
                fields.emplace_back(text::without_apostrophe(cell));
            ASSERT_EQ(expected, fields) << out;
        }
        ASSERT_FALSE(reader.next()) << out;
    }
}
