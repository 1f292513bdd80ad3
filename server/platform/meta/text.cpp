// std::string.
#include <boost/json.hpp>

#include "platform/meta/formats.hpp"
#include "platform/meta/limits.hpp"
#include "platform/meta/scalar.hpp"
#include "platform/meta/utf8.hpp"

namespace json = boost::json;

namespace meta {
namespace {

struct Text {
    using Value = std::string;
    static constexpr std::string_view postgres_type = "text";

    static void read(const json::value& value, std::string& out, Problems& problems,
                     const Rule* rule) {
        const auto* text = value.if_string();
        if (!text) return detail::add_wrong_type("text", value, problems);
        take(*text, out, problems, rule);
    }
    static void write(const std::string& text, std::string& out) { write_string(text, out); }
    static void from_postgres(std::string_view text, std::string& out) { out = text; }
    static void to_postgres(const std::string& text, std::string& out) { out += text; }
    // A query string may hold any byte; JSON was checked by its parser.
    static void from_text(std::string_view text, std::string& out, Problems& problems,
                          const Rule* rule) {
        if (text.find('\0') != text.npos)
            return problems.add("bad_format", "must not hold the NUL character");
        if (!utf8::valid(text)) return problems.add("bad_format", "must be valid UTF-8");
        take(text, out, problems, rule);
    }
    static void schema(json::object& out, const Rule* rule) {
        out["type"] = "string";
        if (detail::has_min(rule)) out["minLength"] = rule->min;
        if (detail::has_max(rule)) out["maxLength"] = rule->max;
        if (rule && !rule->format.empty()) describe_format(out, format_named(rule->format));
    }

  private:
    static void describe_format(json::object& out, const Format& format) {
        out["format"] = format.name;
        if (!format.pattern.empty()) out["pattern"] = format.pattern;
        if (!format.example.empty()) out["examples"] = json::array{format.example};
    }
    static void take(std::string_view text, std::string& out, Problems& problems,
                     const Rule* rule) {
        if (rule && !detail::check_length(utf8::count(text), problems, rule)) return;
        if (rule && !rule->format.empty()) {
            const auto& format = format_named(rule->format);
            if (!format.valid(text)) return problems.add("bad_format", std::string(format.message));
        }
        out = text;
    }
};

} // namespace

template <>
const Operations& operations<std::string>() {
    static const Operations all = detail::operations_of<Text>();
    return all;
}

} // namespace meta
