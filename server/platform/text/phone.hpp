// Phone numbers, read by libphonenumber (numbering plans of 2022, package libphonenumber8 8.12.57).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace text {

inline constexpr std::size_t phone_limit_bytes = 50;

struct Phone {
    std::string e164;     // "+442079460958": how it is stored and compared; without the extension
    std::string national; // "020 7946 0958", with the extension as the region writes it
    std::string international; // "+44 20 7946 0958 ext. 12"
    std::string extension;     // "12", or empty
    std::string region;        // "GB"; "001" for numbers of no country; empty when no plan knows it
    bool valid = false;        // a plan has this number; else it only has a possible length
};

// Reads a number as people write it, in `default_region` when it has no country code. nullopt when
// it cannot be a phone number: no digits, too short or long for its country, above the limit. A
// number that is possible but in no numbering plan comes back with valid = false, as the tables are
// older than the newest plans. Any thread.
std::optional<Phone> parse_phone(std::string_view typed, std::string_view default_region);

// Only Phone::e164 of the same, for imports and search: some 20 µs instead of 70, the rest is in
// the other spellings and in the look at the numbering plan.
std::optional<std::string> phone_e164(std::string_view typed, std::string_view default_region);

// How stored numbers (Phone::e164) may begin when this is typed of one, from its beginning on, in
// national or international spelling: "0170 555" is {"+490170555", "+49170555"} in Germany, where
// the zero is only dialled. No region: what begins with its country's code alone. Empty without
// digits.
std::vector<std::string> e164_beginnings(std::string_view typed, std::string_view default_region);

// An ISO 3166 region with a numbering plan of its own, in capitals: "GB".
bool is_phone_region(std::string_view region);

// All of them, sorted.
const std::vector<std::string>& phone_regions();

} // namespace text
