// What is wrong with a row, in the language of whoever reads it.
#pragma once
#include <span>
#include <string>

#include "features/crm/import/row.hpp"
#include "platform/text/phrase.hpp"

namespace crm {

// Every code that a row can be refused or warned by (row.hpp, import_plan.cpp, import_merge.cpp).
struct ProblemWords {
    std::string_view code;
    Severity severity;
    text::Sentence sentence; // {limit} is the number that the English message names
};
std::span<const ProblemWords> problem_words();

// The problem's own message in English, which names most; else the sentence of its code. A code
// that is not in the list is said in English.
std::string words_of(const RowProblem& problem, text::Language language);

} // namespace crm
