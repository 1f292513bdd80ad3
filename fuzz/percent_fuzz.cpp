// Percent-coding: what decodes is storable, and comes back when it is coded and decoded again.
#include "fuzz.hpp"
#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto encoded = fuzz::text_of(data, size);
    const auto plain = text::percent_decode(encoded);
    if (plain) fuzz::require(text::percent_decode(text::percent_encode(*plain)) == plain);
    const auto form = text::form_decode(encoded);
    if (form) fuzz::require(text::form_decode(text::form_encode(*form)) == form);
    if (const auto fields = text::parse_form(encoded)) {
        for (const auto& [name, value] : *fields)
            fuzz::require(text::is_storable(name) && text::is_storable(value));
    }
    return 0;
}
