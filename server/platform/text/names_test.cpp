#include "platform/text/names.hpp"

#include <gtest/gtest.h>

TEST(Names, are_split_as_a_reader_would) {
    struct Case {
        std::string_view full, first, last;
    };
    const Case cases[] = {
        {"", "", ""},
        {"   ", "", ""},
        {"Ada", "Ada", ""},
        {"Ada Lovelace", "Ada", "Lovelace"},
        {"  Ada \t Lovelace ", "Ada", "Lovelace"},
        {"Ada\u00A0Lovelace", "Ada", "Lovelace"},
        {"Mary Jane Watson", "Mary Jane", "Watson"},
        {"Ludwig van Beethoven", "Ludwig", "van Beethoven"},
        {"Beethoven, Ludwig van", "Ludwig", "van Beethoven"},
        {"Maria de la Cruz", "Maria", "de la Cruz"},
        {"Van Morrison", "Van", "Morrison"},
        {"von Trapp", "von", "Trapp"},
        {"O'Brien, Conan", "Conan", "O'Brien"},
        {"Martin Luther King Jr.", "Martin Luther", "King Jr."},
        {"Martin Luther King, Jr.", "Martin Luther", "King Jr."},
        {"Sammy Davis III", "Sammy", "Davis III"},
        {"Cher Jr", "Cher Jr", ""},
        {"Lovelace,", "Lovelace", ""},
        {", Ada", "Ada", ""},
        {"Jean-Pierre Léaud", "Jean-Pierre", "Léaud"},
        {"山田 太郎", "山田", "太郎"},
    };
    for (const auto& c : cases)
        EXPECT_EQ((text::FullName{std::string(c.first), std::string(c.last)}),
                  text::split_full_name(c.full))
            << c.full;
}

TEST(Names, fall_back_to_what_else_is_known) {
    EXPECT_EQ("Ada Lovelace", text::display_name(" Ada", "Lovelace ", "ada@example.com"));
    EXPECT_EQ("Ada", text::display_name("Ada", ""));
    EXPECT_EQ("Lovelace", text::display_name("", "Lovelace"));
    EXPECT_EQ("ada@example.com", text::display_name("", " ", "ada@example.com", "+44"));
    EXPECT_EQ("+44", text::display_name("", "", "", "+44"));
    EXPECT_EQ("Unnamed", text::display_name("", ""));
}
