// What people type into the search box, drawn from the book by a seeded choice.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

// Whole and half-typed names, e-mail addresses, phone numbers in both spellings and their ends,
// companies; with accents and without, in both cases; some that nobody has.
std::vector<std::string> realistic_terms(std::uint64_t seed, std::uint64_t contacts,
                                         std::size_t count);

// What costs an index of trigrams most: parts that nearly everybody has, words that are common
// each and rare together, patterns' own signs, texts of the greatest length.
std::vector<std::string> adversarial_terms();

} // namespace bench
