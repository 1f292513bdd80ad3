// A name written in one piece.
#pragma once
#include <string>
#include <string_view>

namespace crm {

struct PersonName {
    std::string first;
    std::string last;
    bool operator==(const PersonName&) const = default;
};

// "Ada King Lovelace" is Ada King + Lovelace, "Ludwig van Beethoven" Ludwig + van Beethoven,
// "Lovelace, Ada" Ada + Lovelace, "Ada" Ada alone. A guess, as every rule about names is: files
// with two columns are better off.
PersonName split_name(std::string_view full_name);

} // namespace crm
