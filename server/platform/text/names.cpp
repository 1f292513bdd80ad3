#include "platform/text/names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view particles[] = {
    "af",    "al",  "av",  "bin", "bint", "da",  "dal", "das", "de", "degli", "dei", "del",
    "della", "den", "der", "des", "di",   "do",  "dos", "du",  "el", "ibn",   "la",  "las",
    "le",    "los", "ten", "ter", "und",  "van", "von", "y",   "zu", "zum",   "zur", "'t"};

constexpr std::string_view suffixes[] = {"jr",  "jr.",   "sr", "sr.",  "ii",  "iii", "iv",
                                         "phd", "ph.d.", "md", "m.d.", "esq", "esq."};

bool contains(std::span<const std::string_view> list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_suffix(std::string_view word) {
    return contains(suffixes, fold(word));
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = trim(text); !text.empty(); text = trim(text)) {
        auto end = text.find_first_of(" \t\r\n\v\f");
        // Other white space (no-break blanks) is three bytes at most and rare: look for it only
        // behind a word.
        for (const std::string_view blank : {"\u00A0", "\u2009", "\u202F", "\u3000"})
            end = std::min(end, text.find(blank));
        words.push_back(text.substr(0, end));
        text.remove_prefix(words.back().size());
    }
    return words;
}

std::string joined(Words words) {
    std::string out;
    for (const auto word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

// Where the last name begins: at the last word that is no suffix, or at the particles before it;
// never at the first word.
std::size_t last_name_begin(Words words) {
    auto begin = words.size() - 1;
    while (begin > 1 && is_suffix(words[begin])) --begin;
    while (begin > 1 && contains(particles, words[begin - 1])) --begin;
    return begin;
}

FullName split_words(Words words) {
    if (words.empty()) return {};
    if (words.size() == 1 || (words.size() == 2 && is_suffix(words[1]))) return {joined(words), {}};
    const auto begin = last_name_begin(words);
    return {joined(words.first(begin)), joined(words.subspan(begin))};
}

// "Beethoven, Ludwig van": the particles behind the first name lead the last one. "King, Jr." is no
// such pair.
FullName split_at_comma(Words last, Words first) {
    auto end = first.size();
    while (end > 1 && contains(particles, first[end - 1])) --end;
    const auto moved = joined(first.subspan(end));
    return {joined(first.first(end)), moved.empty() ? joined(last) : moved + ' ' + joined(last)};
}

} // namespace

FullName split_full_name(std::string_view full) {
    const auto comma = full.find(',');
    if (comma == std::string_view::npos) return split_words(words_of(full));
    const auto before = words_of(full.substr(0, comma));
    const auto after = words_of(full.substr(comma + 1));
    const bool only_suffixes = std::all_of(after.begin(), after.end(), is_suffix);
    if (!only_suffixes && !before.empty()) return split_at_comma(before, after);
    auto words = before;
    words.insert(words.end(), after.begin(), after.end());
    return split_words(words);
}

std::string display_name(std::string_view first, std::string_view last, std::string_view email,
                         std::string_view phone) {
    const std::array both{trim(first), trim(last)};
    if (!both[0].empty() && !both[1].empty()) return joined(both);
    for (const auto candidate : {both[0], both[1], trim(email), trim(phone)})
        if (!candidate.empty()) return std::string(candidate);
    return "Unnamed";
}

} // namespace text
