#include <gtest/gtest.h>

#include "features/crm/contact_generator.hpp"
#include "features/crm/import/guess.hpp"
#include "features/crm/import/row.hpp"

using namespace crm;

TEST(RowTools, judge_as_the_platform_does) {
    const auto tools = row_tools("GB");
    EXPECT_EQ("o'brien@example.com", tools.normalise_email("O'Brien@example.com"));
    EXPECT_EQ(std::nullopt, tools.normalise_email("a@b..com"));
    EXPECT_EQ("+442079460958", tools.phone_e164("020 7946 0958"));
    EXPECT_EQ(std::nullopt, tools.phone_e164("12"));
    EXPECT_TRUE(tools.is_time_zone("Europe/Berlin"));
    EXPECT_FALSE(tools.is_time_zone("Mars/Base"));
    EXPECT_EQ("jose", tools.fold("José"));
}

TEST(RowTools, take_every_person_of_the_generator) {
    std::string file;
    text::CsvWriter writer(file);
    testing_data::write_header(writer);
    const testing_data::ContactGenerator generator(5);
    constexpr std::uint64_t count = 2000;
    for (std::uint64_t number = 0; number < count; ++number)
        testing_data::write_person(writer, generator.person(number));

    text::CsvReader first(std::make_unique<text::MemorySource>(file), {});
    const auto mapping = mapping_of(guess_columns(read_sample(first, true), {}));
    const RowRules rules{{}, row_tools("US")};
    text::CsvReader reader(std::make_unique<text::MemorySource>(file), {});
    reader.next();
    for (std::uint64_t number = 0; number < count; ++number) {
        const auto row = parse_row(*reader.next(), mapping, rules);
        ASSERT_TRUE(row.problems.empty()) << row.problems[0].code << " " << row.problems[0].value;
        const auto person = generator.person(number);
        EXPECT_EQ(person.last_name, row.contact.last_name);
        EXPECT_EQ(person.email, row.contact.emails.at(0).normalised);
        if (!person.phone.empty()) {
            EXPECT_EQ(person.phone, row.contact.phones.at(0).e164);
        }
        EXPECT_EQ(person.tags, row.contact.tags);
        EXPECT_EQ(person.first_contact_date, *row.contact.first_contact_date);
    }
}
