// One description of a struct: JSON in and out with every bad field named, SQL rows and parameters,
// OpenAPI 3.1 schema.
//
//     struct Tag { Uuid id; std::string name; std::optional<std::string> colour; };
//     BOOST_DESCRIBE_STRUCT(Tag, (), (id, name, colour))
//     template <> inline constexpr auto meta::rules<Tag> = std::to_array<meta::Rule>({
//         {.field = "name", .min = 1, .max = 60, .text = "Shown on the contact"}});
//
// Names are the same in C++, JSON and SQL: snake_case. A name that is a C++ keyword gets one
// underscore at its end (`operator_`, `delete_`), which JSON and SQL do not see. Templates only
// choose operations per type; the algorithms are plain functions in the .cpp files.
//
// Types: std::string, bool, std::int32_t, std::int64_t, double, Uuid, Timestamp, Date, Json,
// described enums (the names are the text), described structs (nested; jsonb in SQL),
// std::optional, std::vector (an array in SQL; jsonb when its items are structs, Json or vectors),
// meta::Patch.
//
// Which field may be absent from JSON: an optional, a vector that may be empty (no `.min` of 1 or
// more), one whose rule says `.optional`: the default stands. null is for optionals and Json.
#pragma once
#include <array>
#include <bitset>
#include <boost/describe.hpp>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/base/refusal.hpp"
#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"

// A piece of JSON passed through untouched (a jsonb column, a free-form member). Always valid JSON.
struct Json {
    std::string text = "null";
    bool operator==(const Json&) const = default;
};

namespace meta {

inline constexpr std::int64_t unlimited = INT64_MIN;

// A limit or a remark on one field. Strings count code points; numbers compare; vectors count
// items; Json counts bytes. Formats of strings: platform/meta/formats.hpp. Formats of Json:
// "object" and "array".
struct Rule {
    std::string_view field;
    std::int64_t min = unlimited;
    std::int64_t max = unlimited;
    std::string_view format = {}; // "email", "uri", "time-zone", "color": checked on input
    bool read_only = false;       // given in answers; ignored on input, so that it may be sent back
    bool optional = false;        // may be absent on input: the member's default stands
    std::string_view text = {};   // description in the API document
    const Rule* item = nullptr;   // limits of each item of a vector
};

// Specialise for a described struct with a std::array of Rule. A rule that names no member stops
// the program at the first use of the type.
template <class T>
inline constexpr std::array<Rule, 0> rules = {};

// Collects the bad fields of one body; never throws. `at` is the path of the value being read. The
// codes: required, wrong_type, unknown_field, too_short, too_long, too_small, too_large, too_few,
// too_many, bad_format, not_allowed, out_of_range.
struct Problems {
    std::vector<Problem> list;
    std::string at;
    // Reading our own database: limits, read-only and unknown fields are not looked at.
    bool stored = false;
    void add(std::string code, std::string message);
    bool empty() const { return list.empty(); }
};
inline constexpr std::size_t most_problems = 100; // more are not reported

// Reads, writes and describes values of one type. `out` of the readers is a fresh value; the
// writers append.
struct Operations {
    std::string postgres_type; // "uuid", "text[]", "jsonb"
    bool nullable = false;
    bool absent_allowed = false;
    void (*read)(const boost::json::value&, void* out, Problems&, const Rule*) = nullptr;
    void (*write)(const void* value, std::string& json) = nullptr;
    // Text format, not null. std::runtime_error for what PostgreSQL would not have written.
    void (*from_postgres)(std::string_view text, void* out) = nullptr;
    bool (*to_postgres)(const void* value, std::string& text) = nullptr; // false: null
    // NULL read from the database: an empty optional, an empty vector, the JSON null;
    // std::logic_error for the others.
    void (*set_null)(void* out) = nullptr;
    // Reads a value as it stands in a query string or a path ("10", "true", "a,b" for vectors).
    void (*from_text)(std::string_view text, void* out, Problems&, const Rule*) = nullptr;
    void (*schema)(boost::json::object& out, boost::json::object& components,
                   const Rule*) = nullptr;
};

struct Field {
    std::string_view name;
    std::size_t offset;
    const Operations* operations;
    const Rule* rule; // null: no rule
};

struct Type {
    std::string_view name; // "Contact"
    std::vector<Field> fields;
    const Field* find(std::string_view field_name) const;
};

using Mask = std::bitset<128>; // which fields a body held, by position in Type::fields

template <class T>
const Type& type();
template <class T>
const Operations& operations();

// A body of which any field may be absent: PATCH. `has("name")` tells absent from null.
template <class T>
struct Patch {
    T value{};
    Mask present;
    bool has(std::string_view field_name) const;
};

// JSON text to a value. Throws Refusal("invalid_json") for what is not JSON (also NUL characters,
// numbers beyond double, depth over 32, a key given twice), Refusal::fields for wrong fields, all
// of them in one answer.
template <class T>
T parse(std::string_view json);

// A parsed value to a struct, collecting problems.
template <class T>
T read(const boost::json::value&, Problems&);
template <class T>
Patch<T> read_patch(const boost::json::value&, Problems&);

// Decoded query parameters to a struct; unknown names and repeated names are problems.
template <class T>
T read_query(std::span<const std::pair<std::string, std::string>> parameters, Problems&);

template <class T>
std::string write(const T&); // JSON text

// The same strictness as parse<T>, for callers that need the tree. Integers beyond 64 bits become
// the nearest double.
boost::json::value parse_json(std::string_view json);
inline constexpr std::size_t most_json_bytes = 16 << 20; // whatever a route's own limit
inline constexpr std::size_t most_json_depth = 32;       // arrays and objects inside each other

// Appends a value as JSON text, numbers in their shortest form.
void write_json(const boost::json::value& value, std::string& json);

// Appends a JSON string literal. Always valid JSON: a byte that is not UTF-8 becomes U+FFFD.
void write_string(std::string_view text, std::string& json);

// OpenAPI 3.1: puts the schema of T (a $ref for described structs) into `out`, definitions into
// `components`. Two structs of one name that differ: std::logic_error.
template <class T>
void schema(boost::json::object& out, boost::json::object& components);

} // namespace meta

#include "platform/meta/describe_detail.hpp"

#include "platform/meta/describe_composites.hpp"
