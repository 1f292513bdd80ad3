// Cells of strangers' tables: dates, numbers, lists, labels. Each comes out within its bounds, and
// what is written as a cell is read back.
#include <cmath>

#include "features/crm/import/addresses.hpp"
#include "features/crm/import/columns.hpp"
#include "features/crm/import/custom_value.hpp"
#include "features/crm/import/words.hpp"
#include "fuzz.hpp"
#include "platform/text/utf8.hpp"

namespace {

using namespace crm;

void as_date(std::string_view cell) {
    const auto unknown = read_date(cell, DateOrder::unknown);
    for (const auto order : {DateOrder::unknown, DateOrder::day_first, DateOrder::month_first}) {
        const auto result = read_date(cell, order);
        if (result.reading != DateReading::read) continue;
        const auto year = static_cast<int>(result.date.day.year());
        fuzz::require(result.date.day.ok() && year >= 1900 && year <= 2199);
        const auto again = read_date(to_text(result.date), order);
        fuzz::require(again.reading == DateReading::read && again.date == result.date);
        // What needs no order is read the same by every order.
        if (unknown.reading == DateReading::read) fuzz::require(result.date == unknown.date);
    }
    DateEvidence evidence;
    evidence.add(cell);
    if (evidence.is_ambiguous()) fuzz::require(unknown.reading == DateReading::ambiguous);
    if (const auto instant = parse_timestamp(cell))
        fuzz::require(parse_timestamp(to_text(*instant)) == instant);
    if (const auto day = parse_date(cell)) fuzz::require(to_text(*day) == cell);
}

void as_number(std::string_view cell) {
    for (const auto sign : {DecimalSign::unknown, DecimalSign::point, DecimalSign::comma}) {
        const auto number = read_number(cell, sign);
        if (!number) continue;
        fuzz::require(std::isfinite(*number));
        fuzz::require(read_number(to_cell(CustomValue(*number)), DecimalSign::point) == number);
    }
    DecimalEvidence evidence;
    evidence.add(cell);
    evidence.sign();
}

void as_list(std::string_view cell) {
    const auto items = split_list(cell);
    fuzz::require(items.size() <= max_list_items + 1);
    for (const auto& item : items) fuzz::require(!item.empty() && text::trim(item) == item);
    fuzz::require(split_list(join_list(items)) == items);
    for (const auto& item : split_addresses(cell)) {
        std::string_view rest = item;
        const auto label = take_label(rest);
        fuzz::require(label.size() <= 6 && item.ends_with(rest));
        fuzz::require(item.find(bare_address(rest)) != item.npos);
        fuzz::require(item.find(bare_number(rest)) != item.npos);
        is_rounded_number(rest);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto typed = fuzz::text_of(data, size);
    if (!text::is_storable(typed)) return 0; // rows of other bytes are refused before
    const auto cell = text::trim(typed);
    as_date(cell);
    as_number(cell);
    as_list(cell);
    is_placeholder(cell);
    read_boolean(cell);
    read_lifecycle_stage(cell);
    if (const auto language = read_language(cell)) fuzz::require(language->size() <= 10);
    fuzz::require(read_label(cell).size() <= 6);
    fuzz::require(words(words(cell)) == words(cell));
    if (const auto target = parse_import_target(cell)) fuzz::require(to_text(*target) == cell);
    return 0;
}
