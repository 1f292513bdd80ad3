#include "platform/text/money.hpp"

#include <gtest/gtest.h>

#include <limits>

using text::find_currency;
using text::MoneyFault;

TEST(Money, is_read_in_whole_minor_units_or_refused) {
    struct Case {
        std::string_view text, currency;
        std::int64_t minor_units;
        std::optional<MoneyFault> fault = {};
    };
    const Case cases[] = {
        {"12.50", "EUR", 1250},
        {"12.5", "EUR", 1250},
        {"12", "EUR", 1200},
        {"-0.05", "EUR", -5},
        {"0", "EUR", 0},
        {"007.10", "EUR", 710},
        {"1200", "JPY", 1200},
        {"1.234", "KWD", 1234},
        {"0.005", "KWD", 5},
        {"9999999999999.99", "EUR", text::money_limit},
        {"-9999999999999.99", "EUR", -text::money_limit},
        {"999999999999999", "JPY", text::money_limit},
        {"10000000000000.00", "EUR", 0, MoneyFault::out_of_range},
        {"1000000000000000", "JPY", 0, MoneyFault::out_of_range},
        {"99999999999999999999999999999", "EUR", 0, MoneyFault::out_of_range},
        {"12.505", "EUR", 0, MoneyFault::too_many_decimals},
        {"12.500", "EUR", 0, MoneyFault::too_many_decimals},
        {"12.0", "JPY", 0, MoneyFault::too_many_decimals},
        {"", "EUR", 0, MoneyFault::not_a_number},
        {"-", "EUR", 0, MoneyFault::not_a_number},
        {".", "EUR", 0, MoneyFault::not_a_number},
        {".50", "EUR", 0, MoneyFault::not_a_number},
        {"12.", "EUR", 0, MoneyFault::not_a_number},
        {"1.2.3", "EUR", 0, MoneyFault::not_a_number},
        {"+1", "EUR", 0, MoneyFault::not_a_number},
        {"--1", "EUR", 0, MoneyFault::not_a_number},
        {"1e3", "EUR", 0, MoneyFault::not_a_number},
        {"1,000.00", "EUR", 0, MoneyFault::not_a_number},
        {" 1", "EUR", 0, MoneyFault::not_a_number},
        {"1 ", "EUR", 0, MoneyFault::not_a_number},
        {"NaN", "EUR", 0, MoneyFault::not_a_number},
    };
    for (const auto& c : cases) {
        const auto reading = text::parse_money(c.text, *find_currency(c.currency));
        EXPECT_EQ(c.fault, reading.fault) << c.text;
        EXPECT_EQ(!c.fault, reading.minor_units.has_value()) << c.text;
        if (reading.minor_units) {
            EXPECT_EQ(c.minor_units, *reading.minor_units) << c.text;
        }
    }
}

TEST(Money, is_written_with_all_its_decimals) {
    struct Case {
        std::int64_t minor_units;
        std::string_view currency, text;
    };
    const Case cases[] = {
        {1250, "EUR", "12.50"},
        {5, "EUR", "0.05"},
        {-5, "EUR", "-0.05"},
        {0, "EUR", "0.00"},
        {100, "EUR", "1.00"},
        {1200, "JPY", "1200"},
        {0, "JPY", "0"},
        {1234, "KWD", "1.234"},
        {-1, "KWD", "-0.001"},
        {std::numeric_limits<std::int64_t>::min(), "JPY", "-9223372036854775808"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.text, text::format_money(c.minor_units, *find_currency(c.currency)));
}

TEST(Money, comes_back_from_its_text_in_every_currency) {
    for (const auto& currency : text::currencies())
        for (const std::int64_t amount : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-99},
                                          std::int64_t{123456}, text::money_limit})
            EXPECT_EQ(amount,
                      text::parse_money(text::format_money(amount, currency), currency).minor_units)
                << currency.code;
}

TEST(Money, currencies_are_found_by_their_code_only) {
    EXPECT_EQ(2, find_currency("EUR")->exponent);
    EXPECT_EQ(0, find_currency("JPY")->exponent);
    EXPECT_EQ(3, find_currency("KWD")->exponent);
    for (const auto* none : {"", "EU", "eur", "EURO", "XXX", "ZZZ", "AAA"})
        EXPECT_EQ(nullptr, find_currency(none)) << none;
}
