// People for tests, demos and measurements: the same for the same seed, and none of them real.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/base/timestamp.hpp"
#include "platform/text/csv_writer.hpp"

namespace testing_data {

// Addresses end in example.com, .net or .org (RFC 2606) and differ for each number. Phones are of
// ranges set aside for films (Ofcom, ARCEP, Bundesnetzagentur, ACMA, North American 555-01xx),
// about 190,000 of them, so that some are shared.
struct Person {
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string phone; // E.164, or empty for three of ten
    std::string company;
    std::string job_title;
    std::string lifecycle_stage;
    std::string source;
    std::string language;
    std::string time_zone;
    std::string city;
    std::vector<std::string> tags; // none to four
    Date first_contact_date;       // of the twelve years before 2026-07-01, more of them late
    bool marketing_consent = false;
    bool email_subscribed = true;
};

class ContactGenerator {
  public:
    explicit ContactGenerator(std::uint64_t seed) : seed_(seed) {}

    // Person `number`, whatever was asked before: parts of a file can be made apart.
    Person person(std::uint64_t number) const;

  private:
    std::uint64_t seed_;
};

// The header that write_person's records stand under: the names of import targets.
void write_header(text::CsvWriter& writer);
void write_person(text::CsvWriter& writer, const Person& person);

// A file of people 0 to count - 1: one million are 180 MB and take about three seconds.
void write_contacts_file(const std::filesystem::path& path, std::uint64_t seed,
                         std::uint64_t count);

} // namespace testing_data
