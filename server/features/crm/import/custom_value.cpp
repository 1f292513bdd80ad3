#include "features/crm/import/custom_value.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "features/crm/import/words.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

CustomReading refused(std::string_view code, std::string_view message) {
    return {std::nullopt, CellProblem{std::string(code), std::string(message)}};
}

CustomReading text_of(std::string text) {
    if (auto problem = too_long(text, info(ImportField::custom).max_characters))
        return {std::nullopt, std::move(problem)};
    return {CustomValue(std::move(text)), std::nullopt};
}

const std::string* find_option(const CustomField& rule, const std::string& item) {
    auto option = std::ranges::find(rule.options, item);
    if (option == rule.options.end()) {
        const auto wanted = words(item);
        option =
            std::ranges::find(rule.options, wanted, [](const auto& each) { return words(each); });
    }
    return option == rule.options.end() ? nullptr : &*option;
}

CustomReading options_of(std::string_view cell, const CustomField& rule) {
    const bool several = rule.type == FieldType::multi_select;
    std::vector<std::string> chosen;
    for (const auto& item : several ? split_list(cell) : std::vector{std::string(cell)}) {
        const auto* option = find_option(rule, item);
        if (!option) {
            if (is_placeholder(cell)) return {};
            return refused("invalid_option", fmt::format("is no option of {}", rule.label));
        }
        if (!std::ranges::count(chosen, *option)) chosen.push_back(*option);
    }
    if (chosen.empty()) return {};
    if (several) return {CustomValue(std::move(chosen)), std::nullopt};
    return {CustomValue(std::move(chosen.front())), std::nullopt};
}

// http, https, or a host name alone, which gets https. Anything else in an href could run
// ("javascript:").
CustomReading url_of(std::string_view cell) {
    const bool has_scheme = cell.starts_with("http://") || cell.starts_with("https://");
    const bool is_host = cell.find(':') == cell.npos && cell.find('.') != cell.npos;
    if ((!has_scheme && !is_host) || cell.find_first_of(" \t\r\n<>\"") != cell.npos)
        return refused("invalid_url", "is no web address");
    return text_of((has_scheme ? "" : "https://") + std::string(cell));
}

} // namespace

CustomReading read_custom_value(std::string_view cell, const CustomField& rule,
                                const ImportColumn& column) {
    if (rule.type == FieldType::text) return text_of(std::string(cell));
    const bool has_options = rule.type == FieldType::select || rule.type == FieldType::multi_select;
    if (has_options) return options_of(cell, rule);
    if (is_placeholder(cell)) return {};
    if (rule.type == FieldType::url) return url_of(cell);
    if (rule.type == FieldType::number) {
        if (const auto number = read_number(cell, column.decimal_sign))
            return {*number, std::nullopt};
        return refused("invalid_number", "is not a number");
    }
    if (rule.type == FieldType::boolean) {
        if (const auto boolean = read_boolean(cell)) return {*boolean, std::nullopt};
        return refused("invalid_boolean", "is neither yes nor no");
    }
    auto [date, problem] = read_date_cell(cell, column.date_order);
    if (problem) return {std::nullopt, std::move(problem)};
    return {*date, std::nullopt};
}

std::string to_cell(const CustomValue& value) {
    struct {
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(bool boolean) const { return boolean ? "yes" : "no"; }
        std::string operator()(const Date& date) const { return to_text(date); }
        std::string operator()(const std::vector<std::string>& items) const {
            return join_list(items);
        }
    } cell;
    return std::visit(cell, value);
}

DateOrProblem read_date_cell(std::string_view cell, DateOrder order) {
    const auto result = read_date(cell, order);
    const auto problem = [](std::string_view code, std::string_view message) {
        return DateOrProblem{std::nullopt, CellProblem{std::string(code), std::string(message)}};
    };
    switch (result.reading) {
        case DateReading::read:
            return {result.date, std::nullopt};
        case DateReading::no_date:
            break;
        case DateReading::ambiguous:
            return problem("ambiguous_date",
                           "can be read in two ways: choose the order of day and month");
        case DateReading::out_of_range:
            return problem("date_out_of_range", "is not between 1900 and 2199");
    }
    return problem("invalid_date", "is not a date");
}

std::optional<CellProblem> too_long(std::string_view utf8, std::size_t max_characters) {
    if (utf8.size() <= max_characters) return std::nullopt;
    if (text::count_code_points(utf8) <= max_characters) return std::nullopt;
    return CellProblem{"too_long", fmt::format("is longer than {} characters", max_characters)};
}

} // namespace crm
