#include "platform/text/phrase.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

using text::Language;
using text::Phrase;
using text::Sentence;

std::multiset<std::string> names_in(std::string_view sentence) {
    std::multiset<std::string> names;
    for (auto at = sentence.find('{'); at != sentence.npos; at = sentence.find('{', at + 1))
        names.emplace(sentence.substr(at + 1, sentence.find('}', at) - at - 1));
    return names;
}

} // namespace

TEST(Sentences, are_all_said_in_every_language_with_the_same_names) {
    for (const auto& words : text::sentences) {
        EXPECT_FALSE(words.german.empty()) << words.english;
        EXPECT_EQ(names_in(words.english), names_in(words.german)) << words.english;
    }
}

TEST(Sentences, stand_once_in_the_catalogue) {
    std::set<std::string_view> seen;
    for (const auto& words : text::sentences)
        EXPECT_TRUE(seen.insert(words.english).second) << words.english;
}

TEST(Phrase, is_said_in_the_language_of_the_reader) {
    const Phrase invitation{"{inviter} invites you to {project}",
                            {{"inviter", "Ana {project}"}, {"project", "Salon Ana"}}};
    EXPECT_EQ("Ana {project} invites you to Salon Ana", invitation.in(Language::english));
    EXPECT_EQ("Ana {project} lädt Sie zu Salon Ana ein", invitation.in(Language::german));
}

TEST(Phrase, writes_numbers_and_amounts_as_the_reader_does) {
    const Phrase people{
        "{now} people get it now, {before} were approved. It goes out when somebody agrees.",
        {{"now", 1234567}, {"before", 999}}};
    EXPECT_TRUE(people.in(Language::english).starts_with("1,234,567 people get it now, 999 were"));
    EXPECT_TRUE(people.in(Language::german).starts_with("Jetzt bekämen sie 1.234.567 Personen"));
    const Phrase money{"{spent} of {budget} are spent. At the end it stops.",
                       {{"spent", text::WrittenAmount{"1234.50", "EUR"}},
                        {"budget", text::WrittenAmount{"2000", "JPY"}}}};
    EXPECT_TRUE(money.in(Language::english).starts_with("1,234.50 EUR of 2,000 JPY are spent"));
    EXPECT_TRUE(money.in(Language::german).starts_with("1.234,50 EUR von 2.000 JPY sind"));
}

TEST(Phrase, of_a_person_is_said_as_he_wrote_it) {
    for (const auto language : text::languages)
        EXPECT_EQ("Call {name}", Phrase::verbatim("Call {name}").in(language));
    EXPECT_TRUE(Phrase().is_empty());
    EXPECT_FALSE(Phrase::verbatim("Call").is_empty());
    EXPECT_FALSE(Phrase{"Open"}.is_empty());
}

TEST(SpokenLanguage, is_told_by_the_tag) {
    struct Case {
        std::string_view tag;
        Language language;
    };
    for (const auto& [tag, language] : std::to_array<Case>({{"de", Language::german},
                                                            {"de-AT", Language::german},
                                                            {"DE_ch", Language::german},
                                                            {"de,en;q=0.5", Language::german},
                                                            {"den", Language::english},
                                                            {"d", Language::english},
                                                            {"en-GB", Language::english},
                                                            {"fr", Language::english},
                                                            {"", Language::english}}))
        EXPECT_EQ(language, text::spoken_language(tag)) << tag;
}

TEST(WrittenNumber, parts_thousands) {
    struct Case {
        std::int64_t number;
        std::string_view english, german;
    };
    for (const auto& [number, english, german] :
         std::to_array<Case>({{0, "0", "0"},
                              {999, "999", "999"},
                              {-1000, "-1,000", "-1.000"},
                              {-100, "-100", "-100"},
                              {12345678, "12,345,678", "12.345.678"}})) {
        EXPECT_EQ(english, text::written_number(number, Language::english));
        EXPECT_EQ(german, text::written_number(number, Language::german));
    }
}
