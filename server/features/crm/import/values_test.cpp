#include "features/crm/import/values.hpp"

#include <gtest/gtest.h>

#include "features/crm/import/addresses.hpp"
#include "features/crm/import/words.hpp"

using namespace crm;
using List = std::vector<std::string>;

namespace {

struct TextCase {
    std::string_view cell;
    std::string_view expected;
};

struct BooleanCase {
    std::string_view cell;
    std::optional<bool> expected;
};

struct NumberCase {
    std::string_view cell;
    DecimalSign sign;
    std::optional<double> expected;
};

struct ListCase {
    std::string_view cell;
    List expected;
};

constexpr auto unknown = DecimalSign::unknown;

} // namespace

TEST(ImportWords, are_small_plain_and_parted) {
    const TextCase cases[] = {
        {"First Name", "first name"},
        {"first_name", "first name"},
        {"firstName", "first name"},
        {"E-Mail-Adresse", "e mail adresse"},
        {"Straße", "strasse"},
        {"  Téléphone (bureau) ", "telephone bureau"},
        {"Não contatar", "nao contatar"},
        {"OPTIN_TIME", "optin time"},
        {"姓名", "姓名"},
        {"", ""},
        {"--", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, words(c.cell)) << c.cell;
}

TEST(ImportValues, booleans_in_six_languages) {
    const BooleanCase cases[] = {
        {"yes", true},
        {"TRUE", true},
        {"1", true},
        {"x", true},
        {"Ja", true},
        {"oui", true},
        {"Sí", true},
        {"sì", true},
        {"sim", true},
        {"Subscribed", true},
        {"Opted-In", true},
        {"no", false},
        {"0", false},
        {"Nein", false},
        {"non", false},
        {"não", false},
        {"FAUX", false},
        {"Falso", false},
        {"Unsubscribed", false},
        {"No consent", false},
        {"maybe", std::nullopt},
        {"", std::nullopt},
        {"2", std::nullopt},
        {"yes|no", std::nullopt},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_boolean(c.cell)) << c.cell;
}

TEST(ImportValues, numbers_with_either_sign) {
    const NumberCase cases[] = {
        {"1234.5", unknown, 1234.5},
        {"1234,5", unknown, 1234.5},
        {"1,234.50", unknown, 1234.5},
        {"1.234,50", unknown, 1234.5},
        {"1 234,50", unknown, 1234.5},
        {"1'234.50", unknown, 1234.5},
        {"1\u00A0234", unknown, 1234},
        {"1.234.567", unknown, 1234567},
        {"1,234,567", unknown, 1234567},
        {"-3", unknown, -3},
        {"+3.0", unknown, 3},
        {"0,125", unknown, 0.125},
        {"1,234", unknown, 1234},
        {"1.234", unknown, 1.234},
        {"1,234", DecimalSign::comma, 1.234},
        {"1.234", DecimalSign::comma, 1234},
        {"1,234", DecimalSign::point, 1234},
        {"1.234", DecimalSign::point, 1.234},
        {"1.5e+20", unknown, 1.5e20},
        {"1.23.4", unknown, std::nullopt},
        {"1,2,3", unknown, std::nullopt},
        {"12.345,678,9", unknown, std::nullopt},
        {"5 EUR", unknown, std::nullopt},
        {"", unknown, std::nullopt},
        {"-", unknown, std::nullopt},
        {"5.", unknown, std::nullopt},
        {"nan", unknown, std::nullopt},
        {"1e999", unknown, std::nullopt},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_number(c.cell, c.sign)) << c.cell;
}

TEST(ImportValues, a_column_tells_its_decimal_sign) {
    DecimalEvidence comma;
    for (const auto* cell : {"1.234", "12,5", "7"}) comma.add(cell);
    EXPECT_EQ(DecimalSign::comma, comma.sign());
    DecimalEvidence both;
    for (const auto* cell : {"12.5", "12,5"}) both.add(cell);
    EXPECT_EQ(unknown, both.sign());
    DecimalEvidence none;
    none.add("1,234");
    EXPECT_EQ(unknown, none.sign());
}

TEST(ImportValues, lists_are_split) {
    const ListCase cases[] = {
        {"a,b;c|d", {"a", "b", "c", "d"}},
        {" a , a ,, b ", {"a", "b"}},
        {"* Starred ::: Engineers", {"* Starred", "Engineers"}},
        {"\"VIP\",\"Blog, English\"", {"VIP", "Blog, English"}},
        {"\"say \"\"hi\"\"\"", {"say \"hi\""}},
        {"\" VIP \",VIP,\"  \"", {"VIP"}},
        {"6\" pipe, \"open", {"6\" pipe", "\"open"}},
        {"one\ntwo", {"one", "two"}},
        {"", {}},
        {";,|", {}},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, split_list(c.cell)) << c.cell;
}

TEST(ImportValues, a_list_is_read_no_further_than_its_bound) {
    std::string cell;
    for (int i = 0; i < 200; ++i) cell += std::to_string(i) + ",";
    EXPECT_EQ(max_list_items + 1, split_list(cell).size());
}

TEST(ImportValues, a_joined_list_is_split_to_the_same) {
    const List lists[] = {
        {}, {"a"}, {"a", "b c"}, {"a,b", "c;d", "e|f", "g\"h", "i:::j", "k\nl"}, {"\"quoted\""}};
    for (const auto& list : lists) EXPECT_EQ(list, split_list(join_list(list))) << join_list(list);
}

TEST(ImportValues, addresses_are_split_at_a_comma_only_where_each_side_is_one) {
    const ListCase cases[] = {
        {"ada@example.com, bob@example.com", {"ada@example.com", "bob@example.com"}},
        {"+44 20 7946 0958, ext. 12", {"+44 20 7946 0958, ext. 12"}},
        {"+44 20 7946 0958, (020) 7946-0959", {"+44 20 7946 0958", "(020) 7946-0959"}},
        {"+1 202 555 0101 ::: +1 202 555 0102", {"+1 202 555 0101", "+1 202 555 0102"}},
        {"a@example.com; b@example.com", {"a@example.com", "b@example.com"}},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, split_addresses(c.cell)) << c.cell;
}

TEST(ImportValues, an_address_is_taken_out_of_what_is_around_it) {
    EXPECT_EQ("ada@example.com", bare_address("Ada Lovelace <ada@example.com>"));
    EXPECT_EQ("ada@example.com", bare_address("Ada Lovelace (ada@example.com)"));
    EXPECT_EQ("ada@example.com", bare_address("mailto:ada@example.com"));
    EXPECT_EQ("+442079460958", bare_number("tel:+442079460958"));
    EXPECT_EQ("442079460958", bare_number("442079460958.0"));
    EXPECT_TRUE(is_rounded_number("4.42079E+11"));
    EXPECT_FALSE(is_rounded_number("+1 800 EXAMPLE"));
}

TEST(ImportValues, stages_by_what_others_call_them) {
    const TextCase cases[] = {
        {"Lead", "lead"},
        {"Subscriber", "lead"},
        {"Marketing Qualified Lead", "prospect"},
        {"opportunity", "prospect"},
        {"Interessent", "prospect"},
        {"Kunde", "customer"},
        {"CLIENTE", "customer"},
        {"Évangéliste", "evangelist"},
        {"Promoter", "evangelist"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_lifecycle_stage(c.cell)) << c.cell;
    EXPECT_EQ(std::nullopt, read_lifecycle_stage("California"));
}

TEST(ImportValues, languages_by_tag_or_name) {
    const TextCase cases[] = {{"en", "en"},           {"EN", "en"},      {"pt_BR", "pt-BR"},
                              {"zh-Hant", "zh-Hant"}, {"Deutsch", "de"}, {"Français", "fr"}};
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_language(c.cell)) << c.cell;
    for (const auto* bad : {"", "e", "english please", "en-", "klingon", "en US"})
        EXPECT_EQ(std::nullopt, read_language(bad)) << bad;
}

TEST(ImportValues, labels) {
    const TextCase cases[] = {{"* Work", "work"},  {"Privat", "home"}, {"Handy", "mobile"},
                              {"ältere", "other"}, {"", ""},           {"* ", ""}};
    for (const auto& c : cases) EXPECT_EQ(c.expected, read_label(c.cell)) << c.cell;
}

TEST(ImportValues, placeholders_say_that_there_is_no_value) {
    for (const auto* cell : {"-", "N/A", "null", "NaN", "#N/A", "(none)"})
        EXPECT_TRUE(is_placeholder(cell)) << cell;
    for (const auto* cell : {"", "0", "no", "Nonette"}) EXPECT_FALSE(is_placeholder(cell)) << cell;
}
