#include "features/campaigns/writing/template_filters.hpp"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <set>
#include <stdexcept>

#include "features/campaigns/writing/template_dates.hpp"
#include "platform/text/url.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;
using In = const FilterInput&;

void check_length(std::size_t bytes) {
    if (bytes > longest_template_value) throw std::length_error("a value is longer than 64 KB");
}
void check_items(std::size_t items) {
    if (items > most_template_items) throw std::length_error("a list has more than 10,000 items");
}

std::string text_of(const json::value& value) {
    std::string text;
    append_text(value, text);
    check_length(text.size());
    return text;
}

json::value made(std::string_view text) {
    check_length(text.size());
    return json::value(json::string(text));
}

std::string argument(In in, std::size_t index, std::string_view otherwise = {}) {
    return index < in.arguments.size() ? text_of(*in.arguments[index]) : std::string(otherwise);
}

// --- numbers: whole ones stay whole while they fit, everything else is a double
// -------------------

double number_of(const json::value& value) {
    if (const auto* whole = value.if_int64()) return static_cast<double>(*whole);
    if (const auto* natural = value.if_uint64()) return static_cast<double>(*natural);
    if (const auto* number = value.if_double()) return *number;
    if (const auto* typed = value.if_string()) {
        double number = 0;
        const auto* end = typed->data() + typed->size();
        const auto [rest, error] = std::from_chars(typed->data(), end, number);
        if (error == std::errc() && rest == end && std::isfinite(number)) return number;
    }
    return 0;
}

json::value number(double value) {
    if (!std::isfinite(value)) return nullptr;
    constexpr double exact = 9007199254740992; // 2^53
    if (value == std::floor(value) && std::abs(value) < exact)
        return static_cast<std::int64_t>(value);
    return value;
}

std::int64_t whole_argument(In in, std::size_t index, std::int64_t otherwise) {
    if (index >= in.arguments.size()) return otherwise;
    constexpr double most = 1e9;
    return static_cast<std::int64_t>(std::clamp(number_of(*in.arguments[index]), -most, most));
}

template <class Operation>
json::value calculated(In in, Operation operation) {
    return number(operation(number_of(in.value), number_of(*in.arguments[0])));
}

json::value plus(In in) {
    return calculated(in, [](double a, double b) { return a + b; });
}
json::value minus(In in) {
    return calculated(in, [](double a, double b) { return a - b; });
}
json::value times(In in) {
    return calculated(in, [](double a, double b) { return a * b; });
}
// By zero: nothing, so that `default` helps.
json::value divided_by(In in) {
    return calculated(in, [](double a, double b) { return a / b; });
}
json::value modulo(In in) {
    return calculated(in, [](double a, double b) { return std::fmod(a, b); });
}
json::value at_least(In in) {
    return calculated(in, [](double a, double b) { return std::max(a, b); });
}
json::value at_most(In in) {
    return calculated(in, [](double a, double b) { return std::min(a, b); });
}
json::value absolute(In in) {
    return number(std::abs(number_of(in.value)));
}
json::value ceiling(In in) {
    return number(std::ceil(number_of(in.value)));
}
json::value floored(In in) {
    return number(std::floor(number_of(in.value)));
}
json::value rounded(In in) {
    const auto digits = std::clamp<std::int64_t>(whole_argument(in, 0, 0), 0, 10);
    const auto scale = std::pow(10.0, static_cast<double>(digits));
    return number(std::round(number_of(in.value) * scale) / scale);
}
// 9.5 | fixed: 2 is 9.50
json::value fixed(In in) {
    const auto digits = std::clamp<std::int64_t>(whole_argument(in, 0, 2), 0, 10);
    return made(fmt::format("{:.{}f}", number_of(in.value), digits));
}

// --- texts ---------------------------------------------------------------------------------------

icu::UnicodeString unicode_of(const std::string& text) {
    return icu::UnicodeString::fromUTF8(text);
}
json::value made(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return made(bytes);
}

json::value upcase(In in) {
    return made(unicode_of(text_of(in.value)).toUpper());
}
json::value downcase(In in) {
    return made(unicode_of(text_of(in.value)).toLower());
}
json::value capitalize(In in) {
    const auto text = text_of(in.value);
    const auto first = text::first_code_points(text, 1);
    auto whole = unicode_of(std::string(first)).toUpper();
    return made(whole.append(unicode_of(text.substr(first.size()))));
}
json::value strip(In in) {
    const auto text = text_of(in.value);
    return made(text::trim(text));
}
json::value append(In in) {
    return made(text_of(in.value) + argument(in, 0));
}
json::value prepend(In in) {
    return made(argument(in, 0) + text_of(in.value));
}

std::string replaced(const std::string& text, const std::string& old, const std::string& with) {
    if (old.empty()) return text;
    std::string out;
    std::size_t at = 0;
    for (auto found = text.find(old); found != text.npos; found = text.find(old, at)) {
        out.append(text, at, found - at).append(with);
        check_length(out.size());
        at = found + old.size();
    }
    return out.append(text, at);
}
json::value replace(In in) {
    return made(replaced(text_of(in.value), argument(in, 0), argument(in, 1)));
}
json::value remove(In in) {
    return made(replaced(text_of(in.value), argument(in, 0), {}));
}

// To so many characters, the ellipsis among them.
json::value truncate(In in) {
    const auto text = text_of(in.value);
    const auto ellipsis = argument(in, 1, "…");
    const auto length =
        static_cast<std::size_t>(std::max<std::int64_t>(whole_argument(in, 0, 50), 0));
    if (text::count_code_points(text) <= length) return made(text);
    const auto taken = text::count_code_points(ellipsis);
    return made(std::string(text::first_code_points(text, length - std::min(taken, length)))
                + ellipsis);
}

json::value truncate_words(In in) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto text = text_of(in.value);
    const auto words = std::max<std::int64_t>(whole_argument(in, 0, 15), 1);
    std::size_t at = 0;
    for (std::int64_t word = 0; word < words; ++word) {
        const auto begin = text.find_first_not_of(blanks, at);
        if (begin == text.npos) return made(text);
        at = std::min(text.find_first_of(blanks, begin), text.size());
    }
    if (text.find_first_not_of(blanks, at) == text.npos) return made(text);
    return made(text.substr(0, at) + argument(in, 1, "…"));
}

json::value strip_html(In in) {
    std::string out;
    bool in_tag = false;
    for (const char c : text_of(in.value)) {
        if (c == '<') in_tag = true;
        if (!in_tag) out += c;
        if (c == '>') in_tag = false;
    }
    return made(out);
}
json::value url_encode(In in) {
    return made(text::percent_encode(text_of(in.value)));
}
// Texts are escaped for where they stand anyway: so that templates from elsewhere keep working.
json::value escape(In in) {
    return in.value;
}
json::value date(In in) {
    return made(formatted_date(text_of(in.value), argument(in, 0), in.names));
}

// --- lists ---------------------------------------------------------------------------------------

json::array list_of(const json::value& value) {
    if (const auto* list = value.if_array()) return *list;
    return value.is_null() ? json::array() : json::array{value};
}

json::value split(In in) {
    const auto text = text_of(in.value);
    const auto by = argument(in, 0);
    json::array parts;
    for (std::size_t at = 0; at < text.size() && !by.empty();) {
        const auto end = std::min(text.find(by, at), text.size());
        parts.emplace_back(std::string_view(text).substr(at, end - at));
        check_items(parts.size());
        at = end + by.size();
    }
    if (by.empty() && !text.empty()) parts.emplace_back(text);
    return parts;
}
json::value join(In in) {
    const auto by = argument(in, 0, ", ");
    std::string out;
    bool is_first = true;
    for (const auto& item : list_of(in.value)) {
        if (!std::exchange(is_first, false)) out += by;
        append_text(item, out);
        check_length(out.size());
    }
    return made(out);
}
json::value first(In in) {
    const auto* list = in.value.if_array();
    return list && !list->empty() ? list->front() : json::value();
}
json::value last(In in) {
    const auto* list = in.value.if_array();
    return list && !list->empty() ? list->back() : json::value();
}
json::value size(In in) {
    if (const auto* list = in.value.if_array()) return static_cast<std::int64_t>(list->size());
    return static_cast<std::int64_t>(text::count_code_points(text_of(in.value)));
}
json::value reverse(In in) {
    auto list = list_of(in.value);
    std::reverse(list.begin(), list.end());
    return list;
}
std::vector<std::pair<std::string, json::value>> with_texts(const json::value& value) {
    std::vector<std::pair<std::string, json::value>> items;
    for (const auto& item : list_of(value)) items.emplace_back(text_of(item), item);
    return items;
}
json::value sort(In in) {
    auto items = with_texts(in.value);
    std::ranges::stable_sort(items, {},
                             [](const auto& item) { return std::string_view(item.first); });
    json::array sorted;
    for (auto& [text, item] : items) sorted.push_back(std::move(item));
    return sorted;
}
json::value unique(In in) {
    std::set<std::string> seen;
    json::array kept;
    for (auto& [text, item] : with_texts(in.value))
        if (seen.insert(text).second) kept.push_back(std::move(item));
    return kept;
}

constexpr std::array filters{
    TemplateFilter{"abs", 0, 0, absolute},
    TemplateFilter{"append", 1, 1, append},
    TemplateFilter{"at_least", 1, 1, at_least},
    TemplateFilter{"at_most", 1, 1, at_most},
    TemplateFilter{"capitalize", 0, 0, capitalize},
    TemplateFilter{"ceil", 0, 0, ceiling},
    TemplateFilter{"date", 1, 1, date},
    TemplateFilter{"default", 1, 1, nullptr},
    TemplateFilter{"divided_by", 1, 1, divided_by},
    TemplateFilter{"downcase", 0, 0, downcase},
    TemplateFilter{"escape", 0, 0, escape},
    TemplateFilter{"first", 0, 0, first},
    TemplateFilter{"fixed", 0, 1, fixed},
    TemplateFilter{"floor", 0, 0, floored},
    TemplateFilter{"join", 0, 1, join},
    TemplateFilter{"last", 0, 0, last},
    TemplateFilter{"minus", 1, 1, minus},
    TemplateFilter{"modulo", 1, 1, modulo},
    TemplateFilter{"plus", 1, 1, plus},
    TemplateFilter{"prepend", 1, 1, prepend},
    TemplateFilter{"remove", 1, 1, remove},
    TemplateFilter{"replace", 1, 2, replace},
    TemplateFilter{"reverse", 0, 0, reverse},
    TemplateFilter{"round", 0, 1, rounded},
    TemplateFilter{"size", 0, 0, size},
    TemplateFilter{"sort", 0, 0, sort},
    TemplateFilter{"split", 1, 1, split},
    TemplateFilter{"strip", 0, 0, strip},
    TemplateFilter{"strip_html", 0, 0, strip_html},
    TemplateFilter{"times", 1, 1, times},
    TemplateFilter{"truncate", 0, 2, truncate},
    TemplateFilter{"truncatewords", 0, 2, truncate_words},
    TemplateFilter{"uniq", 0, 0, unique},
    TemplateFilter{"upcase", 0, 0, upcase},
    TemplateFilter{"url_encode", 0, 0, url_encode},
};

} // namespace

void append_text(const json::value& value, std::string& out) {
    switch (value.kind()) {
        case json::kind::null:
        case json::kind::object:
            return;
        case json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            return;
        case json::kind::int64:
            fmt::format_to(std::back_inserter(out), "{}", value.get_int64());
            return;
        case json::kind::uint64:
            fmt::format_to(std::back_inserter(out), "{}", value.get_uint64());
            return;
        case json::kind::double_: // "3", not "3.0"
            fmt::format_to(std::back_inserter(out), "{:.15g}", value.get_double());
            return;
        case json::kind::string:
            out += std::string_view(value.get_string());
            return;
        case json::kind::array:
            for (const auto& item : value.get_array()) append_text(item, out);
            return;
    }
}

bool is_blank(const json::value& value) {
    if (const auto* text = value.if_string())
        return text->find_first_not_of(" \t\r\n") == json::string::npos;
    if (const auto* list = value.if_array()) return list->empty();
    return value.is_null();
}

const TemplateFilter* find_template_filter(std::string_view name) {
    const auto found = std::ranges::lower_bound(filters, name, {}, &TemplateFilter::name);
    return found != filters.end() && found->name == name ? &*found : nullptr;
}

std::string template_filter_names() {
    std::string names;
    for (const auto& filter : filters)
        names += (names.empty() ? "" : ", ") + std::string(filter.name);
    return names;
}

} // namespace campaigns
