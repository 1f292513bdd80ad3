// Names of persons.
#pragma once
#include <string>
#include <string_view>

namespace text {

struct FullName {
    std::string first;
    std::string last;
    bool operator==(const FullName&) const = default;
};

// A guess for imports and forms that have one field: "Ludwig van Beethoven" is Ludwig + van
// Beethoven, "Beethoven, Ludwig van" the same, "Mary Jane Watson" is Mary Jane + Watson, "Martin
// Luther King Jr." keeps Jr. with the last name. One word is a first name. White space is
// collapsed. Particles count in lower case only ("Van Morrison" is Van + Morrison).
FullName split_full_name(std::string_view full);

// What a list shows for a person: the name, else the email address, else the phone, else "Unnamed".
std::string display_name(std::string_view first, std::string_view last, std::string_view email = {},
                         std::string_view phone = {});

} // namespace text
