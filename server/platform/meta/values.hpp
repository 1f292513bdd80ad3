// Small operations on described values.
#pragma once
#include "platform/meta/describe.hpp"

namespace meta {

// The enumerator's name, as JSON and SQL have it: LifecycleStage::lead is "lead".
template <class Enum>
std::string enum_name(Enum value) {
    std::string text;
    operations<Enum>().to_postgres(&value, text);
    return text;
}

// Copies what the patch holds over `target`.
template <class T>
void apply(const Patch<T>& patch, T& target) {
    std::size_t position = 0;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
        if (patch.present[position++]) target.*member.pointer = patch.value.*member.pointer;
    });
}

} // namespace meta
