#include "features/crm/import/dates.hpp"

#include <gtest/gtest.h>

using namespace crm;

namespace {

constexpr auto unknown = DateOrder::unknown;
constexpr auto day_first = DateOrder::day_first;
constexpr auto month_first = DateOrder::month_first;

struct DateCase {
    std::string_view cell;
    DateOrder order;
    const char* expected; // or what the reading is otherwise
};

std::string text_of(const DateResult& result) {
    switch (result.reading) {
        case DateReading::read:
            return to_text(result.date);
        case DateReading::no_date:
            return "no date";
        case DateReading::ambiguous:
            return "ambiguous";
        case DateReading::out_of_range:
            return "out of range";
    }
    return {};
}

DateEvidence evidence_of(std::initializer_list<std::string_view> cells) {
    DateEvidence evidence;
    for (const auto cell : cells) evidence.add(cell);
    return evidence;
}

} // namespace

TEST(ImportDates, are_read_as_people_and_products_write_them) {
    const DateCase cases[] = {
        {"2024-03-14", unknown, "2024-03-14"},
        {"2024/3/4", unknown, "2024-03-04"},
        {"20240314", unknown, "2024-03-14"},
        {"2024-03-14 09:12:31", unknown, "2024-03-14"},
        {"2024-03-14T09:12:31.000Z", unknown, "2024-03-14"},
        {"14.03.2024", unknown, "2024-03-14"},
        {"3/14/2024", unknown, "2024-03-14"},
        {"3/14/2024 9:12 AM", unknown, "2024-03-14"},
        {"03/04/2024", unknown, "ambiguous"},
        {"03/04/2024", day_first, "2024-04-03"},
        {"03/04/2024", month_first, "2024-03-04"},
        {"04/04/2024", unknown, "2024-04-04"},
        {"14/03/2024", month_first, "no date"},
        {"3/14/2024", day_first, "no date"},
        {"1.2.69", day_first, "2069-02-01"},
        {"1.2.70", day_first, "1970-02-01"},
        {"14 March 2024", unknown, "2024-03-14"},
        {"Mar 14, 2024", unknown, "2024-03-14"},
        {"1st of May 2024", unknown, "2024-05-01"},
        {"14. März 2024", unknown, "2024-03-14"},
        {"1er février 2024", unknown, "2024-02-01"},
        {"14 de marzo de 2024", unknown, "2024-03-14"},
        {"14 maggio 2024", unknown, "2024-05-14"},
        {"14-Dez-24", unknown, "2024-12-14"},
        {"31.12.1899", unknown, "out of range"},
        {"01.01.1900", day_first, "1900-01-01"},
        {"2199-12-31", unknown, "2199-12-31"},
        {"2200-01-01", unknown, "out of range"},
        {"2023-02-29", unknown, "no date"},
        {"2024-02-29", unknown, "2024-02-29"},
        {"14 jui 2024", unknown, "no date"}, // juin or juillet
        {"--03-14", unknown, "no date"},
        {"14.03.", unknown, "no date"},
        {"1/2/3/4", day_first, "no date"},
        {"+44 20 7946 0958", day_first, "no date"},
        {"0/0/2024", unknown, "no date"},
        {"", unknown, "no date"},
        {"March", unknown, "no date"},
        {"2024-03-14 and more", unknown, "no date"},
        {"999999999999-01-01", unknown, "no date"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, text_of(read_date(c.cell, c.order))) << c.cell;
}

TEST(ImportDates, a_column_tells_its_order) {
    EXPECT_EQ(day_first, evidence_of({"03/04/2024", "25/12/2024", ""}).order());
    EXPECT_EQ(month_first, evidence_of({"03/04/2024", "12/25/2024"}).order());
    EXPECT_EQ(unknown, evidence_of({"25/12/2024", "12/25/2024"}).order());
    EXPECT_EQ(unknown, evidence_of({"2024-03-04"}).order());
}

TEST(ImportDates, a_column_that_does_not_tell_says_so) {
    EXPECT_TRUE(evidence_of({"03/04/2024", "05/06/2024"}).is_ambiguous());
    EXPECT_TRUE(evidence_of({"03/04/2024", "25/12/2024", "12/25/2024"}).is_ambiguous());
    EXPECT_FALSE(evidence_of({"03/04/2024", "25/12/2024"}).is_ambiguous());
    EXPECT_FALSE(evidence_of({"2024-03-04", "04/04/2024"}).is_ambiguous());
    EXPECT_FALSE(evidence_of({}).is_ambiguous());
}

TEST(ImportDates, a_column_of_dates_may_hold_a_few_other_cells) {
    EXPECT_TRUE(
        evidence_of({"1.2.2024", "2.3.2024", "3.4.2024", "4.5.2024", "soon"}).is_date_column());
    EXPECT_FALSE(evidence_of({"1.2.2024", "soon"}).is_date_column());
}
