// The filters of the template language.
#pragma once
#include <boost/json/value.hpp>
#include <span>
#include <string>
#include <string_view>

#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {

// What a value is as text: an integer without point, a list without anything between.
void append_text(const boost::json::value& value, std::string& out);

// Nothing, an empty text or an empty list.
bool is_blank(const boost::json::value& value);

struct FilterInput {
    const boost::json::value& value;
    std::span<const boost::json::value* const> arguments; // as many as the filter takes
    const DateNames& names;
};

struct TemplateFilter {
    std::string_view name;
    std::size_t least_arguments, most_arguments;
    // Never fails: what makes no sense comes back as it is. Only what is longer than a limit
    // throws std::length_error. nullptr: `default`, which makes nothing but chooses.
    boost::json::value (*apply)(const FilterInput&);
};

// nullptr when there is none of the name.
const TemplateFilter* find_template_filter(std::string_view name);
// All names, for a mistake and the editor.
std::string template_filter_names();

} // namespace campaigns
