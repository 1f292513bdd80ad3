// Phone numbers: the form that is stored means itself, and both ways to it agree.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto typed = fuzz::text_of(data, size);
    for (const auto region : {"GB", "US", "DE", "ZZ", ""}) {
        const auto phone = text::parse_phone(typed, region);
        const auto e164 = text::phone_e164(typed, region);
        fuzz::require(phone.has_value() == e164.has_value());
        if (!phone) continue;
        fuzz::require(phone->e164 == *e164 && e164->front() == '+' && e164->size() <= 1 + 3 + 17);
        fuzz::require(std::all_of(e164->begin() + 1, e164->end(),
                                  [](char c) { return c >= '0' && c <= '9'; }));
        fuzz::require(text::phone_e164(*e164, region) == e164);
        fuzz::require(text::is_storable(phone->national) && text::is_storable(phone->international)
                      && text::is_storable(phone->extension));
    }
    return 0;
}
