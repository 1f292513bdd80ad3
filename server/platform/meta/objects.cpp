// Described structs: read from JSON and from query parameters, written as JSON.
#include <boost/json.hpp>
#include <stdexcept>

#include "platform/meta/describe.hpp"
#include "platform/meta/json_reader.hpp"
#include "platform/meta/limits.hpp"
#include "platform/meta/utf8.hpp"

namespace json = boost::json;

namespace meta::detail {
namespace {

// A name that a caller made up is repeated in answers, so it is cut.
constexpr std::size_t longest_unknown_name = 100; // code points

void* member(const Field& field, void* object) {
    return static_cast<char*>(object) + field.offset;
}

bool is_required(const Field& field) {
    return !may_be_absent(field) && !(field.rule && field.rule->read_only);
}

bool takes_null(const Field& field) {
    return field.operations->nullable || field.operations == &operations<Json>();
}

// Whether the field was taken from the body (or should have been, and has a problem now).
bool read_member(const Field& field, const json::value& value, void* object, Problems& problems) {
    const auto* rule = problems.stored ? nullptr : field.rule;
    if (rule && rule->read_only) return false;
    const PathStep step(problems, field.name);
    if (value.is_null() && !takes_null(field))
        problems.add("required", "must not be null");
    else
        field.operations->read(value, member(field, object), problems, rule);
    return true;
}

void add_unknown_field(std::string_view name, Problems& problems) {
    const PathStep step(problems, utf8::cut(name, longest_unknown_name));
    problems.add("unknown_field", "there is no such field");
}

void report_missing(const Type& type, const Mask& found, Problems& problems) {
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (found[i] || !is_required(type.fields[i])) continue;
        const PathStep step(problems, type.fields[i].name);
        problems.add("required", "is required");
    }
}

void report_unknown(const Type& type, const json::object& object, Problems& problems) {
    for (const auto& entry : object)
        if (!type.find(entry.key())) add_unknown_field(entry.key(), problems);
}

} // namespace

Mask read_object(const Type& type, const json::value& value, void* out, Problems& problems,
                 bool partial) {
    Mask present;
    const auto* object = value.if_object();
    if (!object) {
        add_wrong_type("an object", value, problems);
        return present;
    }
    Mask found;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto* given = object->if_contains(type.fields[i].name);
        if (!given) continue;
        found[i] = true;
        present[i] = read_member(type.fields[i], *given, out, problems);
    }
    if (problems.stored) return present;
    if (!partial) report_missing(type, found, problems);
    if (found.count() < object->size()) report_unknown(type, *object, problems);
    return present;
}

// A struct in a query parameter is JSON text: filter={"match":"all"}.
Mask read_object_text(const Type& type, std::string_view text, void* out, Problems& problems,
                      bool partial) {
    try {
        return read_object(type, parse_json(text), out, problems, partial);
    } catch (const Refusal& refusal) {
        problems.add("bad_format", "must be JSON: " + refusal.detail);
        return {};
    }
}

void read_parameters(const Type& type,
                     std::span<const std::pair<std::string, std::string>> parameters, void* out,
                     Problems& problems) {
    Mask found;
    for (const auto& [name, text] : parameters) {
        const auto* field = type.find(name);
        if (!field) {
            add_unknown_field(name, problems);
            continue;
        }
        const PathStep step(problems, field->name);
        const auto index = position(type, field->name);
        if (found[index]) {
            problems.add("too_many", "must be given only once");
            continue;
        }
        found[index] = true;
        field->operations->from_text(text, member(*field, out), problems, field->rule);
    }
    report_missing(type, found, problems);
}

void write_object(const Type& type, const void* object, const Mask& which, std::string& json) {
    json += '{';
    bool first = true;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (!which[i]) continue;
        const auto& field = type.fields[i];
        json += first ? "\"" : ",\"";
        json += field.name;
        json += "\":";
        field.operations->write(static_cast<const char*>(object) + field.offset, json);
        first = false;
    }
    json += '}';
}

void read_text(std::string_view text, void* out, const Operations& operations) {
    // Most bodies are small: their tree needs no heap.
    std::array<unsigned char, 8192> buffer;
    json::monotonic_resource memory(buffer.data(), buffer.size());
    Problems problems;
    operations.read(parse_json(text, &memory), out, problems, nullptr);
    if (!problems.empty()) throw Refusal::fields(std::move(problems.list));
}

void read_stored(std::string_view text, void* out, const Operations& operations) {
    Problems problems;
    problems.stored = true;
    try {
        operations.read(parse_json(text), out, problems, nullptr);
    } catch (const Refusal& refusal) {
        throw std::runtime_error("stored JSON: " + refusal.detail);
    }
    if (problems.empty()) return;
    const auto& first = problems.list.front();
    throw std::runtime_error("stored JSON: " + first.field + ' ' + first.message);
}

} // namespace meta::detail
