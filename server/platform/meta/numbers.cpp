// bool, std::int32_t, std::int64_t, double.
#include <boost/json.hpp>
#include <cmath>
#include <limits>

#include "platform/meta/limits.hpp"
#include "platform/meta/number_text.hpp"
#include "platform/meta/scalar.hpp"

namespace json = boost::json;

namespace meta {
namespace {

using detail::add_wrong_type;
using detail::has_max;
using detail::has_min;

template <class Number>
void check_limits(Number number, Problems& problems, const Rule* rule) {
    if (has_min(rule) && number < static_cast<Number>(rule->min))
        problems.add("too_small", "must be at least " + std::to_string(rule->min));
    if (has_max(rule) && number > static_cast<Number>(rule->max))
        problems.add("too_large", "must be at most " + std::to_string(rule->max));
}

void number_schema(json::object& out, const Rule* rule) {
    if (has_min(rule)) out["minimum"] = rule->min;
    if (has_max(rule)) out["maximum"] = rule->max;
}

struct Flag {
    using Value = bool;
    static constexpr std::string_view postgres_type = "boolean";

    static void read(const json::value& value, bool& out, Problems& problems, const Rule*) {
        if (const auto* flag = value.if_bool())
            out = *flag;
        else
            add_wrong_type("true or false", value, problems);
    }
    static void write(bool flag, std::string& out) { out += flag ? "true" : "false"; }
    static void from_postgres(std::string_view text, bool& out) {
        if (text != "t" && text != "f") detail::unreadable(postgres_type, text);
        out = text == "t";
    }
    static void to_postgres(bool flag, std::string& text) { text += flag ? 't' : 'f'; }
    static void from_text(std::string_view text, bool& out, Problems& problems, const Rule*) {
        if (text != "true" && text != "false")
            problems.add("wrong_type", "must be true or false");
        else
            out = text == "true";
    }
    static void schema(json::object& out, const Rule*) { out["type"] = "boolean"; }
};

template <class Integer>
struct Whole {
    using Value = Integer;
    using Limits = std::numeric_limits<Integer>;
    static constexpr bool is_small = sizeof(Integer) == 4;
    static constexpr std::string_view postgres_type = is_small ? "integer" : "bigint";

    static void read(const json::value& value, Integer& out, Problems& problems, const Rule* rule) {
        if (!value.is_number()) return add_wrong_type("a whole number", value, problems);
        // JSON does not tell 1 from 1.0, and JSON Schema takes both for an integer.
        if (value.is_double() && value.get_double() != std::trunc(value.get_double()))
            return problems.add("wrong_type", "must be a whole number");
        json::error_code error;
        const auto number = value.to_number<Integer>(error);
        if (error) return out_of_range(problems);
        check_limits(out = number, problems, rule);
    }
    static void write(Integer number, std::string& out) { append_number(number, out); }
    static void from_postgres(std::string_view text, Integer& out) {
        if (number_from(text, out) != std::errc()) detail::unreadable(postgres_type, text);
    }
    static void to_postgres(Integer number, std::string& text) { append_number(number, text); }
    static void from_text(std::string_view text, Integer& out, Problems& problems,
                          const Rule* rule) {
        const auto error = number_from(text, out);
        if (error == std::errc::result_out_of_range) return out_of_range(problems);
        if (error != std::errc()) return problems.add("wrong_type", "must be a whole number");
        check_limits(out, problems, rule);
    }
    static void schema(json::object& out, const Rule* rule) {
        out["type"] = "integer";
        out["format"] = is_small ? "int32" : "int64";
        number_schema(out, rule);
    }

  private:
    static void out_of_range(Problems& problems) {
        problems.add("out_of_range", "must be between " + std::to_string(Limits::min()) + " and "
                                         + std::to_string(Limits::max()));
    }
};

struct Real {
    using Value = double;
    static constexpr std::string_view postgres_type = "double precision";

    static void read(const json::value& value, double& out, Problems& problems, const Rule* rule) {
        if (!value.is_number()) return add_wrong_type("a number", value, problems);
        check_limits(out = value.to_number<double>(), problems, rule);
    }
    // JSON has no infinity and no NaN.
    static void write(double number, std::string& out) {
        if (std::isfinite(number))
            append_number(number, out);
        else
            out += "null";
    }
    static void from_postgres(std::string_view text, double& out) {
        if (number_from(text, out) != std::errc()) detail::unreadable(postgres_type, text);
    }
    static void to_postgres(double number, std::string& text) { append_number(number, text); }
    static void from_text(std::string_view text, double& out, Problems& problems,
                          const Rule* rule) {
        if (number_from(text, out) != std::errc() || !std::isfinite(out))
            return problems.add("wrong_type", "must be a number");
        check_limits(out, problems, rule);
    }
    static void schema(json::object& out, const Rule* rule) {
        out["type"] = "number";
        out["format"] = "double";
        number_schema(out, rule);
    }
};

} // namespace

template <>
const Operations& operations<bool>() {
    static const Operations all = detail::operations_of<Flag>();
    return all;
}
template <>
const Operations& operations<std::int32_t>() {
    static const Operations all = detail::operations_of<Whole<std::int32_t>>();
    return all;
}
template <>
const Operations& operations<std::int64_t>() {
    static const Operations all = detail::operations_of<Whole<std::int64_t>>();
    return all;
}
template <>
const Operations& operations<double>() {
    static const Operations all = detail::operations_of<Real>();
    return all;
}

} // namespace meta
