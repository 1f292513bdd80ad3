// Amounts: what is read is written and read as the same, within the limit.
#include <charconv>

#include "fuzz.hpp"
#include "platform/text/money.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    for (const auto code : {"EUR", "JPY", "KWD"}) {
        const auto& currency = *text::find_currency(code);
        const auto read = text::parse_money(text, currency);
        fuzz::require(read.minor_units.has_value() != read.fault.has_value());
        if (!read.minor_units) continue;
        fuzz::require(*read.minor_units <= text::money_limit);
        fuzz::require(*read.minor_units >= -text::money_limit);
        const auto again =
            text::parse_money(text::format_money(*read.minor_units, currency), currency);
        fuzz::require(again.minor_units == read.minor_units);
    }
    return 0;
}
