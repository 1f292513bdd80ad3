#include "platform/meta/describe.hpp"

#include <algorithm>
#include <stdexcept>

namespace meta {

void Problems::add(std::string code, std::string message) {
    if (list.size() < most_problems) list.push_back({at, std::move(code), std::move(message)});
}

const Field* Type::find(std::string_view field_name) const {
    const auto found = std::ranges::find(fields, field_name, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

namespace detail {

PathStep::PathStep(Problems& problems, std::string_view member)
    : at_(problems.at), length_(at_.size()) {
    if (!at_.empty()) at_ += '.';
    at_ += member;
}

PathStep::PathStep(Problems& problems, std::size_t index) : at_(problems.at), length_(at_.size()) {
    at_ += '[' + std::to_string(index) + ']';
}

std::string_view without_underscore(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

void add_field(Type& type, std::span<const Rule> rules, std::string_view name, std::size_t offset,
               const Operations& operations) {
    name = without_underscore(name);
    const auto rule = std::ranges::find(rules, name, &Rule::field);
    type.fields.push_back({name, offset, &operations, rule == rules.end() ? nullptr : &*rule});
}

void check_rules(const Type& type, std::span<const Rule> rules) {
    const auto fail = [&](const Rule& rule, const char* what) {
        throw std::logic_error("rule of " + std::string(type.name) + "." + std::string(rule.field)
                               + ": " + what);
    };
    for (const auto& rule : rules) {
        const auto* field = type.find(rule.field);
        if (!field) fail(rule, "there is no such field");
        if (field->rule != &rule) fail(rule, "the field has another rule already");
        if (rule.max != unlimited && rule.max < rule.min) fail(rule, "max is below min");
    }
}

std::size_t position(const Type& type, std::string_view field_name) {
    const auto* field = type.find(field_name);
    if (!field)
        throw std::logic_error(std::string(type.name) + " has no field " + std::string(field_name));
    return static_cast<std::size_t>(field - type.fields.data());
}

void refuse_null() {
    throw std::logic_error("the database gave NULL for a value that is not optional");
}

} // namespace detail
} // namespace meta
