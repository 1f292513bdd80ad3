// How the search box reads what was typed. Pure: knows no database.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace crm {

inline constexpr std::size_t shortest_part = 3; // letters of a trigram
inline constexpr std::size_t fewest_digits = 4;
inline constexpr std::size_t most_words = 6;

// Whether an index of trigrams can find the folded text: it knows letters and digits alone, three
// in a row.
bool has_trigram(std::string_view folded);

// LIKE patterns of the words of a folded term that can use a trigram index.
std::vector<std::string> patterns_of(std::string_view folded);

// The longest run of digits in a folded text or its pattern, when it is so long that hardly two
// people have it. Trigrams of names are in many; an index reads the list of each.
std::string_view telling_digits(std::string_view folded);
inline constexpr std::size_t fewest_telling_digits = 5;

bool looks_like_phone(std::string_view typed);

// Digits from the end to the front, as stored numbers are searched: as typed, and without the trunk
// zero of the national spelling, which is not in the stored number. Those of four digits or more.
std::vector<std::string> phone_ends(std::string_view typed);

// How stored numbers begin when this is typed of one from its beginning on; those that are long
// enough to tell: a number for mobiles alone has tens of thousands in a large book.
std::vector<std::string> phone_beginnings(std::string_view typed, std::string_view default_region);
inline constexpr std::size_t shortest_beginning = 8; // "+44 7700 9": with its sign

} // namespace crm
