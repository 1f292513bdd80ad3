// What people call the columns of their files.
#pragma once
#include <optional>
#include <span>
#include <string_view>

namespace crm {

// Headers parted by vertical bars, as words() spells them; each stands in one row only.
struct HeaderSynonyms {
    std::string_view target;
    std::string_view headers;
};
std::span<const HeaderSynonyms> header_synonyms();

// The target ("email:work") of a header in English, German, French, Spanish, Italian or Portuguese,
// given as words() spells it. nullopt for headers that mean nothing here, and for those that only
// the other columns can tell: is_ambiguous_name.
std::optional<std::string_view> target_of_header(std::string_view header_words);

// "name", "nom", "nombre", "nome": the whole name, or one half of it where the other half has a
// column.
bool is_ambiguous_name(std::string_view header_words);

} // namespace crm
