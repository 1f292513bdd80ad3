// Makes Operations from a struct of typed functions: the readers and writers of one scalar.
//
//     struct Flag {
//         using Value = bool;
//         static constexpr std::string_view postgres_type = "boolean";
//         static void read(const json::value&, bool& out, Problems&, const Rule*);
//         static void write(const bool&, std::string& json);
//         static void from_postgres(std::string_view, bool& out);
//         static void to_postgres(const bool&, std::string& text);
//         static void from_text(std::string_view, bool& out, Problems&, const Rule*);
//         static void schema(json::object& out, const Rule*);
//     };
#pragma once
#include <stdexcept>

#include "platform/meta/describe.hpp"

namespace meta::detail {

template <class Scalar>
Operations operations_of() {
    using Value = typename Scalar::Value;
    return {
        .postgres_type = std::string(Scalar::postgres_type),
        .read =
            [](const value& json, void* out, Problems& problems, const Rule* rule) {
                Scalar::read(json, *static_cast<Value*>(out), problems, rule);
            },
        .write = [](const void* in,
                    std::string& json) { Scalar::write(*static_cast<const Value*>(in), json); },
        .from_postgres = [](std::string_view text,
                            void* out) { Scalar::from_postgres(text, *static_cast<Value*>(out)); },
        .to_postgres =
            [](const void* in, std::string& text) {
                Scalar::to_postgres(*static_cast<const Value*>(in), text);
                return true;
            },
        .set_null = [](void*) { refuse_null(); },
        .from_text =
            [](std::string_view text, void* out, Problems& problems, const Rule* rule) {
                Scalar::from_text(text, *static_cast<Value*>(out), problems, rule);
            },
        .schema = [](object& out, object&, const Rule* rule) { Scalar::schema(out, rule); },
    };
}

[[noreturn]] inline void unreadable(std::string_view postgres_type, std::string_view text) {
    throw std::runtime_error("the database gave a " + std::string(postgres_type)
                             + " that cannot be read: " + std::string(text));
}

} // namespace meta::detail
