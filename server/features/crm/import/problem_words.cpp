#include "features/crm/import/problem_words.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"

namespace crm {
namespace {

constexpr auto refusal = Severity::refusal;
constexpr auto warning = Severity::warning;

constexpr ProblemWords all_problem_words[] = {
    {"not_text", refusal, "holds characters that are no text"},
    {"field_too_long", refusal, "holds a cell of more than 64 KB"},
    {"too_many_columns", refusal, "has more than {limit} columns"},
    {"too_many_cells", refusal, "has more cells than the file has columns"},
    {"invalid_email", refusal, "is not an e-mail address"},
    {"invalid_phone", refusal, "is not a phone number"},
    {"damaged_phone", refusal, "was rounded by a spreadsheet: its last digits are lost"},
    {"invalid_date", refusal, "is not a date"},
    {"ambiguous_date", refusal, "can be read in two ways: choose the order of day and month"},
    {"date_out_of_range", refusal, "is not between 1900 and 2199"},
    {"invalid_number", refusal, "is not a number"},
    {"invalid_boolean", refusal, "is neither yes nor no"},
    {"invalid_stage", refusal, "is none of lead, prospect, customer, evangelist"},
    {"invalid_option", refusal, "is none of the choices of this field"},
    {"invalid_url", refusal, "is not a web address"},
    {"too_long", refusal, "is longer than {limit} characters"},
    {"too_many_values", refusal,
     "makes more than {limit} of them, which is more than one person can have"},
    {"no_identity", refusal, "needs a name, an e-mail address, a phone or a company"},
    {"contact_exists", refusal, "is the e-mail address of a contact that is there already"},
    {"contact_emails_full", refusal, "would give the contact more than {limit} e-mail addresses"},
    {"contact_phones_full", refusal, "would give the contact more than {limit} phone numbers"},
    {"contact_tags_full", refusal, "would give the contact more than {limit} tags"},
    {"not_storable", refusal, "cannot be stored as it is"},
    {"unknown_language", warning, "is no language: left empty"},
    {"unknown_time_zone", warning, "is no time zone: left empty"},
    {"invalid_owner", warning, "is no e-mail address: left without owner"},
    {"email_taken", warning, "is the e-mail address of another contact: left out"},
    {"unknown_owner", warning, "is no member of this project: left without owner"},
    {"too_many_tags", warning, "is one tag more than the project can have: left out"},
};

std::string first_number_in(std::string_view message) {
    const auto begin = std::ranges::find_if(message, text::is_digit);
    return {begin, std::find_if_not(begin, message.end(), text::is_digit)};
}

} // namespace

std::span<const ProblemWords> problem_words() {
    return all_problem_words;
}

std::string words_of(const RowProblem& problem, text::Language language) {
    const auto known = std::ranges::find(all_problem_words, problem.code, &ProblemWords::code);
    if (language == text::Language::english || known == std::end(all_problem_words))
        return problem.message;
    return text::fill(known->sentence.in(language), {{"limit", first_number_in(problem.message)}},
                      language);
}

} // namespace crm
