#include "platform/meta/limits.hpp"

#include <boost/json.hpp>

namespace json = boost::json;

namespace meta::detail {
namespace {

std::string_view kind_of(const json::value& value) {
    switch (value.kind()) {
        case json::kind::null:
            return "null";
        case json::kind::bool_:
            return "true or false";
        case json::kind::string:
            return "text";
        case json::kind::array:
            return "an array";
        case json::kind::object:
            return "an object";
        default:
            return "a number";
    }
}

std::string counted(std::int64_t number, std::string_view unit) {
    std::string text = std::to_string(number) + ' ' + std::string(unit);
    if (number != 1) text += 's';
    return text;
}

} // namespace

void add_wrong_type(std::string_view expected, const json::value& got, Problems& problems) {
    problems.add("wrong_type",
                 "must be " + std::string(expected) + ", not " + std::string(kind_of(got)));
}

bool check_length(std::size_t characters, Problems& problems, const Rule* rule) {
    const auto length = static_cast<std::int64_t>(characters);
    if (has_min(rule) && length < rule->min) {
        problems.add("too_short", length == 0 && rule->min == 1
                                      ? "must not be empty"
                                      : "must be at least " + counted(rule->min, "character"));
        return false;
    }
    if (has_max(rule) && length > rule->max) {
        problems.add("too_long", "must be at most " + counted(rule->max, "character"));
        return false;
    }
    return true;
}

bool check_count(std::size_t items, Problems& problems, const Rule* rule) {
    const auto count = static_cast<std::int64_t>(items);
    if (has_min(rule) && count < rule->min) {
        problems.add("too_few", "must have at least " + counted(rule->min, "item"));
        return false;
    }
    if (has_max(rule) && count > rule->max) {
        problems.add("too_many", "must have at most " + counted(rule->max, "item"));
        return false;
    }
    return true;
}

} // namespace meta::detail
