// Json: a piece of JSON that passes through.
#include <boost/json.hpp>

#include "platform/meta/limits.hpp"
#include "platform/meta/scalar.hpp"

namespace json = boost::json;

namespace meta {
namespace {

struct Tree {
    using Value = Json;
    static constexpr std::string_view postgres_type = "jsonb";

    static void read(const json::value& value, Json& out, Problems& problems, const Rule* rule) {
        if (is_format(rule, "object") && !value.is_object())
            return detail::add_wrong_type("an object", value, problems);
        if (is_format(rule, "array") && !value.is_array())
            return detail::add_wrong_type("an array", value, problems);
        std::string text;
        write_json(value, text);
        if (detail::has_max(rule) && text.size() > static_cast<std::size_t>(rule->max))
            return problems.add("too_long",
                                "must be at most " + std::to_string(rule->max) + " bytes of JSON");
        out.text = std::move(text);
    }
    static void write(const Json& value, std::string& out) { out += value.text; }
    static void from_postgres(std::string_view text, Json& out) { out.text = text; }
    static void to_postgres(const Json& value, std::string& text) { text += value.text; }
    static void from_text(std::string_view text, Json& out, Problems& problems, const Rule* rule) {
        try {
            read(parse_json(text), out, problems, rule);
        } catch (const Refusal& refusal) {
            problems.add("bad_format", "must be JSON: " + refusal.detail);
        }
    }
    static void schema(json::object& out, const Rule* rule) {
        if (rule && !rule->format.empty()) out["type"] = rule->format;
    }

  private:
    static bool is_format(const Rule* rule, std::string_view format) {
        return rule && rule->format == format;
    }
};

} // namespace

template <>
const Operations& operations<Json>() {
    static const Operations all = [] {
        auto made = detail::operations_of<Tree>();
        made.set_null = [](void* out) { static_cast<Json*>(out)->text = "null"; };
        return made;
    }();
    return all;
}

} // namespace meta
