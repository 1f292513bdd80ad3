// Small operations on described values.
#pragma once
#include "platform/meta/describe.hpp"

namespace meta {

// The text of a described enumerator, as JSON and SQL have it: LifecycleStage::lead is "lead".
// std::logic_error for a value without a name.
template <class Enum>
std::string_view enum_name(Enum value) {
    return detail::enumerator_name(static_cast<std::int64_t>(value), detail::enumerators<Enum>());
}

// And back; nullopt for a text that is no enumerator's name.
template <class Enum>
std::optional<Enum> enum_value(std::string_view name) {
    const auto number = detail::enumerator_named(name, detail::enumerators<Enum>());
    if (!number) return std::nullopt;
    return static_cast<Enum>(*number);
}

// Copies what the patch holds over `target`.
template <class T>
void apply(const Patch<T>& patch, T& target) {
    using namespace boost::describe;
    std::size_t position = 0;
    boost::mp11::mp_for_each<describe_members<T, mod_public | mod_inherited>>([&](auto member) {
        if (patch.present[position++]) target.*member.pointer = patch.value.*member.pointer;
    });
}

} // namespace meta
