#include "platform/crypto/password_rules.hpp"

#include <gtest/gtest.h>

using crypto::password_problem;

TEST(PasswordRules, take_long_ones_and_refuse_those_anybody_would_try) {
    struct Case {
        std::string password;
        const char* code; // nullptr: good
    };
    const Case cases[] = {
        {"correct horse", nullptr},
        {"äöüßéèêëñç", nullptr}, // ten code points
        {"1234 blue!", nullptr},
        {"aaaaaaaaab", nullptr},
        {std::string(200, 'x') + "", "too_common"}, // one character over and over
        {"", "too_short"},
        {"ninechars", "too_short"},
        {"äöüßéèêëñ", "too_short"},
        {"password123", "too_common"},
        {"PassWord123", "too_common"},
        {"SocialFlow123", "too_common"},
        {"1234567890", "too_common"},
        {"0987654321", "too_common"},
        {"abcdefghijk", "too_common"},
        {"qwertyuiop", "too_common"},
        {"poiuytrewq", "too_common"},
        {"zzzzzzzzzz", "too_common"},
        {"ÄÄÄÄÄÄÄÄÄÄ", "too_common"},
        {"          ", "too_common"},
        {"ada@example.com", "same_as_email"},
        {"ADA@Example.com", "same_as_email"},
        {"ada@example.com!", nullptr},
        {"broken\xFF bytes", "not_text"},
        {std::string("nul\0inside it", 13), "not_text"},
    };
    for (const auto& c : cases) {
        const auto problem = password_problem(c.password, "ada@example.com");
        ASSERT_EQ(c.code != nullptr, problem.has_value()) << c.password;
        if (problem) {
            EXPECT_EQ(c.code, problem->code) << c.password;
            EXPECT_EQ("password", problem->field);
        }
    }
}

TEST(PasswordRules, end_at_ten_and_two_hundred_code_points) {
    std::string long_one;
    while (long_one.size() < 200) long_one += "ab9 ";
    EXPECT_FALSE(password_problem(long_one, ""));
    EXPECT_EQ("too_long", password_problem(long_one + "x", "")->code);
    EXPECT_FALSE(password_problem(long_one.substr(0, 10), ""));
    EXPECT_EQ("too_short", password_problem(long_one.substr(0, 9), "")->code);
    // Two spellings of one letter count alike.
    EXPECT_EQ("too_short", password_problem("e\u0301e\u0301 12345", "")->code);
}

TEST(PasswordRules, refuse_the_name_in_the_address) {
    EXPECT_EQ("same_as_email",
              password_problem("ada.lovelace", "ada.lovelace@example.com", "new_password")->code);
    EXPECT_EQ("new_password",
              password_problem("ada.lovelace", "ada.lovelace@example.com", "new_password")->field);
}
