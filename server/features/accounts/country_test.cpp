#include "features/accounts/country.hpp"

#include <gtest/gtest.h>

namespace accounts {

TEST(Country, follows_from_the_time_zone) {
    EXPECT_EQ("AT", country_of_zone("Europe/Vienna"));
    EXPECT_EQ("US", country_of_zone("America/New_York"));
    EXPECT_EQ(std::nullopt, country_of_zone("UTC"));
    EXPECT_EQ(std::nullopt, country_of_zone("No/Where"));
}

TEST(Country, has_a_currency) {
    EXPECT_EQ("EUR", currency_of_country("AT"));
    EXPECT_EQ("GBP", currency_of_country("GB"));
    EXPECT_EQ("JPY", currency_of_country("JP"));
}

TEST(Country, codes_are_those_of_iso_in_upper_case) {
    EXPECT_TRUE(is_country("DE"));
    EXPECT_FALSE(is_country("de"));
    EXPECT_FALSE(is_country("XX"));
    EXPECT_FALSE(is_country("DEU"));
    EXPECT_TRUE(is_currency("EUR"));
    EXPECT_FALSE(is_currency("eur"));
    EXPECT_FALSE(is_currency("DEM")); // gone
    EXPECT_FALSE(is_currency("QQQ"));
    EXPECT_FALSE(is_currency(""));
}

} // namespace accounts
