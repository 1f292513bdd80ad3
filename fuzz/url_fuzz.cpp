// Percent-coding: what decodes is storable, and comes back when it is coded and decoded again.
#include <cstdint>
#include <cstdlib>

#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view encoded(reinterpret_cast<const char*>(data), size);
    const auto plain = text::percent_decode(encoded);
    if (plain && text::percent_decode(text::percent_encode(*plain)) != plain) std::abort();
    const auto form = text::form_decode(encoded);
    if (form && text::form_decode(text::form_encode(*form)) != form) std::abort();
    if (const auto fields = text::parse_form(encoded)) {
        for (const auto& [name, value] : *fields)
            if (!text::is_storable(name) || !text::is_storable(value)) std::abort();
    }
    return 0;
}
