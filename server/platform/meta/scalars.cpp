// Uuid, Timestamp, Date: text in JSON and SQL alike.
#include <boost/json.hpp>

#include "platform/meta/limits.hpp"
#include "platform/meta/scalar.hpp"

namespace json = boost::json;

namespace meta {
namespace {

// `Kind` gives the type, its names, `parse` and `text`.
template <class Kind>
struct Quoted : Kind {
    using Value = typename Kind::Value;

    static void read(const json::value& value, Value& out, Problems& problems, const Rule* rule) {
        if (const auto* text = value.if_string())
            from_text(*text, out, problems, rule);
        else
            detail::add_wrong_type("text", value, problems);
    }
    static void from_text(std::string_view text, Value& out, Problems& problems, const Rule*) {
        if (const auto parsed = Kind::parse(text))
            out = *parsed;
        else
            problems.add("bad_format", std::string(Kind::message));
    }
    static void write(const Value& value, std::string& out) {
        out += '"';
        out += Kind::text(value);
        out += '"';
    }
    static void from_postgres(std::string_view text, Value& out) {
        const auto parsed = Kind::parse(text);
        if (!parsed) detail::unreadable(Kind::postgres_type, text);
        out = *parsed;
    }
    static void to_postgres(const Value& value, std::string& text) { text += Kind::text(value); }
    static void schema(json::object& out, const Rule*) {
        out["type"] = "string";
        out["format"] = Kind::format;
    }
};

struct UuidKind {
    using Value = Uuid;
    static constexpr std::string_view postgres_type = "uuid";
    static constexpr std::string_view format = "uuid";
    static constexpr std::string_view message =
        "must be a UUID, such as 62f3f236-dff0-4be3-9b44-47c50dd69916";
    static std::optional<Uuid> parse(std::string_view text) { return Uuid::parse(text); }
    static std::string text(const Uuid& id) { return id.text(); }
};

struct TimestampKind {
    using Value = Timestamp;
    static constexpr std::string_view postgres_type = "timestamptz";
    static constexpr std::string_view format = "date-time";
    static constexpr std::string_view message =
        "must be a date and time with its offset, such as 2026-01-31T09:00:00Z";
    static std::optional<Timestamp> parse(std::string_view text) { return parse_timestamp(text); }
    static std::string text(Timestamp instant) { return to_text(instant); }
};

struct DateKind {
    using Value = Date;
    static constexpr std::string_view postgres_type = "date";
    static constexpr std::string_view format = "date";
    static constexpr std::string_view message = "must be a date, such as 2026-01-31";
    static std::optional<Date> parse(std::string_view text) { return parse_date(text); }
    static std::string text(Date date) { return to_text(date); }
};

} // namespace

template <>
const Operations& operations<Uuid>() {
    static const Operations all = detail::operations_of<Quoted<UuidKind>>();
    return all;
}
template <>
const Operations& operations<Timestamp>() {
    static const Operations all = detail::operations_of<Quoted<TimestampKind>>();
    return all;
}
template <>
const Operations& operations<Date>() {
    static const Operations all = detail::operations_of<Quoted<DateKind>>();
    return all;
}

} // namespace meta
