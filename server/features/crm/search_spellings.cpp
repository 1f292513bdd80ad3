#include "features/crm/search_spellings.hpp"

#include <algorithm>

#include "features/crm/search_terms.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/like.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

struct Umlaut {
    std::string_view letter, capital, spelt, folded;
};
constexpr Umlaut umlauts[] = {
    {"ä", "Ä", "ae", "a"},
    {"ö", "Ö", "oe", "o"},
    {"ü", "Ü", "ue", "u"},
};
constexpr std::size_t shortest_joined_word = 5;
constexpr std::string_view signs = "'-";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// Not in Michael, Noel and Joe: there the letters stand for themselves, and Michal is another name.
bool spells_umlaut(std::string_view text, std::size_t at) {
    constexpr std::size_t fewest_letters_behind = 2;
    const auto behind = text.substr(at + 2);
    return std::min(behind.find(' '), behind.size()) >= fewest_letters_behind
           && text.substr(at, 3) != "ael";
}

std::string with_umlauts_folded(std::string text) {
    for (const auto& [letter, capital, both, folded] : umlauts)
        for (auto at = text.find(both); at != text.npos; at = text.find(both, at + 1))
            if (spells_umlaut(text, at)) text.replace(at, both.size(), folded);
    return text;
}

std::string without_signs(std::string_view word) {
    std::string joined(word);
    std::erase_if(joined, [](char c) { return signs.find(c) != signs.npos; });
    return joined;
}

std::vector<std::string> parts_between(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

// O'Brien, O'Neill: before a consonant an O at the beginning is hardly ever anything else.
bool begins_irish(std::string_view word) {
    return word.size() >= shortest_joined_word && word[0] == 'o' && word[1] >= 'a' && word[1] <= 'z'
           && std::string_view("aeiou").find(word[1]) == std::string_view::npos;
}

// Pieces of the folded word, whose letters are of one byte.
std::vector<std::vector<std::string>> pieces_of(std::string_view word, Joint joint) {
    const auto contains = [](std::string_view piece) { return text::contains_pattern(piece); };
    if (word.find_first_of(signs) != word.npos) {
        if (joint == Joint::likely && !begins_irish(without_signs(word))) return {};
        std::vector<std::string> typed;
        for (const auto& piece : parts_between(word, signs))
            if (has_trigram(piece)) typed.push_back(contains(piece));
        if (typed.empty()) return {};
        return {typed};
    }
    const bool is_plain = std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_plain || word.size() < shortest_joined_word) return {};
    if (joint == Joint::likely && !begins_irish(word)) return {};
    std::vector<std::vector<std::string>> pieces{{contains(word.substr(1))}};
    if (joint == Joint::anywhere && word.size() >= 2 * shortest_part)
        pieces.push_back({contains(word.substr(0, shortest_part)),
                          contains(word.substr(word.size() - shortest_part))});
    return pieces;
}

} // namespace

std::string with_other_umlauts(std::string_view typed) {
    auto spelt = text::composed(typed);
    for (const auto& [letter, capital, both, folded] : umlauts)
        spelt = replaced(replaced(std::move(spelt), letter, both), capital, both);
    const auto folded_as_typed = text::fold(typed);
    auto other = text::fold(spelt);
    if (other == folded_as_typed) other = with_umlauts_folded(std::move(other));
    return other == folded_as_typed ? std::string() : other;
}

std::string_view signs_of(Joint joint) {
    return joint == Joint::likely ? "'-" : "'- ";
}

std::vector<JoinedWord> joined_words(std::string_view folded, Joint joint) {
    std::vector<JoinedWord> words;
    bool any = false;
    for (const auto& word : parts_between(folded, " ")) {
        if (words.size() == most_words || word.size() < shortest_part) continue;
        auto pieces = pieces_of(word, joint);
        any = any || !pieces.empty();
        if (pieces.empty()) pieces = {{text::contains_pattern(word)}};
        words.push_back({std::move(pieces), text::contains_pattern(without_signs(word))});
    }
    return any ? words : std::vector<JoinedWord>{};
}

std::string joined_condition(std::string_view column, const std::vector<JoinedWord>& words,
                             Joint joint, db::Params& params) {
    const auto value = [&](std::string_view text) {
        params.push_back(db::param(text));
        return '$' + std::to_string(params.size());
    };
    const std::string name(column);
    std::string all;
    for (const auto& word : words) {
        std::string any;
        for (const auto& pieces : word.pieces) {
            std::string together;
            for (const auto& piece : pieces)
                together += (together.empty() ? "" : " AND ") + name + " LIKE " + value(piece);
            any += (any.empty() ? "" : " OR ") + ('(' + together + ')');
        }
        all += (all.empty() ? "(" : " AND (") + any + ") AND translate(" + name + ", "
               + value(signs_of(joint)) + ", '') LIKE " + value(word.joined);
    }
    return all;
}

} // namespace crm
