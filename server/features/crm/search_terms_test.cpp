#include "features/crm/search_terms.hpp"

#include <gtest/gtest.h>

namespace {

using Texts = std::vector<std::string>;

TEST(SearchTerms, can_use_the_index_from_three_letters_in_a_row_on) {
    const std::pair<std::string_view, bool> cases[] = {
        {"", false},     {"ab", false},    {"abc", true},   {"a-bc", false},
        {"ab c", false}, {"12", false},    {"123", true},   {"a1z9", true},
        {"äö", false},   {"äöü", true},    {"äb", false},   {"äbc", true},
        {"名前", false}, {"名前田", true}, {"`az{", false}, {"xa..abc", true}};
    for (const auto& [text, can] : cases) EXPECT_EQ(can, crm::has_trigram(text)) << text;
}

TEST(SearchTerms, are_at_most_six_words_that_an_index_can_find) {
    const std::pair<std::string_view, Texts> cases[] = {
        {"", {}},
        {"ab", {}},
        {"anna", {"%anna%"}},
        {"anna de berg", {"%anna%", "%berg%"}},
        {"ann  berg", {"%ann%", "%berg%"}},
        {"50% off", {"%50\\%%", "%off%"}},
        {"one two three four five six seven",
         {"%one%", "%two%", "%three%", "%four%", "%five%", "%six%"}}};
    for (const auto& [text, patterns] : cases) EXPECT_EQ(patterns, crm::patterns_of(text)) << text;
}

TEST(SearchTerms, are_a_phone_number_when_there_is_nothing_else_and_four_digits) {
    const std::pair<std::string_view, bool> cases[] = {{"+43 (664) 12-34/5.6", true},
                                                       {"1234", true},
                                                       {"123", false},
                                                       {"+-()./ ", false},
                                                       {"1234a", false},
                                                       {"anna", false},
                                                       {"", false}};
    for (const auto& [text, is] : cases) EXPECT_EQ(is, crm::looks_like_phone(text)) << text;
}

TEST(SearchTerms, are_looked_for_from_the_end_with_and_without_the_trunk_zero) {
    const std::pair<std::string_view, Texts> cases[] = {
        {"+43 664 1234", {"432146634"}},
        {"0664 1234", {"43214660", "4321466"}},
        {"0043 1234", {"43213400", "432134"}},
        {"0123", {"3210"}}, // three digits alone would find nearly everybody
        {"00001", {"10000"}},
        {"0000", {"0000"}},
        {"123", {}}};
    for (const auto& [typed, ends] : cases) EXPECT_EQ(ends, crm::phone_ends(typed)) << typed;
}

TEST(SearchTerms, are_looked_for_from_the_beginning_when_they_are_long_enough) {
    const std::pair<std::string_view, Texts> cases[] = {{"+49 170 55", {"+4917055"}},
                                                        {"+49 170 5", {}},
                                                        {"0170 55", {"+49017055", "+4917055"}},
                                                        {"0170 5", {"+4901705"}},
                                                        {"5550", {}}};
    for (const auto& [typed, beginnings] : cases)
        EXPECT_EQ(beginnings, crm::phone_beginnings(typed, "DE")) << typed;
}

} // namespace
