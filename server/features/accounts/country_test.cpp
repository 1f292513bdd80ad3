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
    EXPECT_EQ(std::nullopt, currency_of_country("QX"));
}

} // namespace accounts
