// The small readers of texts: names, slugs, languages, HTML, search terms. Each keeps its bound,
// and what is in its final form stays as it is.
#include "features/crm/search_terms.hpp"
#include "fuzz.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/html.hpp"
#include "platform/text/names.hpp"
#include "platform/text/regions.hpp"
#include "platform/text/slug.hpp"
#include "platform/text/utf8.hpp"

namespace {

void as_pieces(std::string_view input) {
    for (const std::size_t limit : {0, 1, 5, 100}) {
        const auto bytes = text::first_bytes(input, limit);
        fuzz::require(bytes.size() <= limit && input.starts_with(bytes));
        const auto points = text::first_code_points(input, limit);
        fuzz::require(input.starts_with(points) && text::count_code_points(points) <= limit);
    }
    fuzz::require(text::is_storable(text::repaired(input)));
    fuzz::require(text::trim(text::trim(input)) == text::trim(input));
    fuzz::require(text::composed(text::composed(input)) == text::composed(input));
    fuzz::require(text::escape_html(input).find_first_of("<>\"'") == std::string::npos);
}

void as_words(std::string_view input) {
    const auto slug = text::slug(input);
    fuzz::require(slug.size() <= text::slug_limit_bytes && text::slug(slug) == slug);
    const auto name = text::split_full_name(input);
    fuzz::require(name.first.size() + name.last.size() <= input.size());
    if (const auto tag = text::canonical_language(input))
        fuzz::require(text::canonical_language(*tag) == tag
                      && tag->size() <= text::language_tag_limit_bytes);
}

void as_search(std::string_view input) {
    const auto folded = text::fold(input);
    fuzz::require(crm::patterns_of(folded).size() <= crm::most_words);
    crm::has_trigram(folded);
    if (crm::looks_like_phone(input))
        for (const auto& end : crm::phone_ends(input))
            fuzz::require(end.size() >= crm::fewest_digits);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    as_pieces(input);
    if (!text::is_storable(input)) return 0;
    as_words(input);
    as_search(input);
    return 0;
}
