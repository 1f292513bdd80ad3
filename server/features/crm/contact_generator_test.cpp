#include "features/crm/contact_generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "platform/text/csv.hpp"
#include "testing/paths.hpp"

using testing_data::ContactGenerator;

TEST(ContactGenerator, makes_the_same_person_for_the_same_seed_and_number) {
    const ContactGenerator one(7);
    const ContactGenerator same(7);
    const ContactGenerator other(8);
    one.person(1);
    EXPECT_EQ(same.person(123'456).email, one.person(123'456).email);
    EXPECT_EQ(same.person(123'456).phone, one.person(123'456).phone);
    int differing = 0;
    for (std::uint64_t number = 0; number < 100; ++number)
        differing += one.person(number).last_name != other.person(number).last_name;
    EXPECT_LT(50, differing);
}

TEST(ContactGenerator, makes_no_address_twice_and_none_that_could_be_real) {
    const ContactGenerator generator(1);
    std::set<std::string> seen;
    for (std::uint64_t number = 0; number < 20'000; ++number) {
        const auto email = generator.person(number).email;
        EXPECT_TRUE(seen.insert(email).second) << email;
        const auto domain = email.substr(email.find('@') + 1);
        EXPECT_TRUE(domain.ends_with("example.com") || domain.ends_with("example.net")
                    || domain.ends_with("example.org"))
            << email;
        EXPECT_TRUE(email.find("@.") == email.npos && email.find("..") == email.npos
                    && email.front() != '.')
            << email;
    }
}

TEST(ContactGenerator, spreads_as_a_contact_book_does) {
    const ContactGenerator generator(1);
    int phones = 0, accents = 0, customers = 0, tagged = 0;
    constexpr int count = 10'000;
    for (int number = 0; number < count; ++number) {
        const auto person = generator.person(static_cast<std::uint64_t>(number));
        phones += !person.phone.empty();
        accents += std::ranges::any_of(
            person.last_name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        customers += person.lifecycle_stage == "customer";
        tagged += !person.tags.empty();
        EXPECT_FALSE(person.first_name.empty() || person.last_name.empty());
        EXPECT_LE("2014-07-01", to_text(person.first_contact_date));
        EXPECT_GE("2026-07-01", to_text(person.first_contact_date));
    }
    EXPECT_NEAR(0.70, phones / double{count}, 0.03);
    EXPECT_NEAR(0.23, customers / double{count}, 0.03);
    EXPECT_LT(count / 20, accents);
    EXPECT_LT(count / 3, tagged);
}

TEST(ContactGenerator, writes_a_file_that_reads_back) {
    const auto path = std::filesystem::temp_directory_path() / "contact_generator_test.csv";
    testing_data::write_contacts_file(path, 3, 5000);
    auto reader = text::open_csv(path, {});
    EXPECT_EQ("first_name", reader.next()->fields[0]);
    const ContactGenerator generator(3);
    for (std::uint64_t number = 0; number < 5000; ++number) {
        const auto record = reader.next();
        ASSERT_TRUE(record);
        EXPECT_EQ(15u, record->fields.size());
        EXPECT_EQ(generator.person(number).email, record->fields[2]);
    }
    EXPECT_FALSE(reader.next());
    std::filesystem::remove(path);
}
