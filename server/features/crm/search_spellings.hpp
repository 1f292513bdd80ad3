// Other ways to write a name than the one that was typed: "obrien" for O'Brien, "jeanluc" for
// Jean-Luc, "mueller" for Müller. Pure: asks no database.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/params.hpp"

namespace crm {

// The folded term with the two letters that stand for an umlaut as the umlaut's one, or the other
// way round: "mueller" is "muller", "Müller" is "mueller", "michael" stays. Empty when that changes
// nothing.
std::string with_other_umlauts(std::string_view typed);

// A word whose name may be written with an apostrophe or a hyphen inside, or without one.
struct JoinedWord {
    // Patterns of pieces that stay whole whatever stands between them: all of one of the lists
    // stand in the name. An index of trigrams can look each up.
    std::vector<std::vector<std::string>> pieces;
    // Pattern of the name without the signs.
    std::string joined;

    bool operator==(const JoinedWord&) const = default;
};

// How much of a name may be left out of it to find the word.
enum class Joint {
    likely,  // an apostrophe or a hyphen in an Irish name, typed or not
    anywhere // blanks too, in every word of five letters or more
};
// What the signs of a joint are, for translate() of the database: "'-" or "'- ".
std::string_view signs_of(Joint joint);

// Each word of a folded term, those that can have no joint as they are. Empty when no word can.
std::vector<JoinedWord> joined_words(std::string_view folded, Joint joint);

// All of them in a column of folded names, as a condition. Appends to `params`.
std::string joined_condition(std::string_view column, const std::vector<JoinedWord>& words,
                             Joint joint, db::Params& params);

} // namespace crm
