// Statement parameters in PostgreSQL's text format.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/meta/describe.hpp"

namespace db {

using Param = std::optional<std::string>; // nullopt: NULL

// Any type that meta knows: strings, numbers, bool, Uuid, Timestamp, Date, Json, enums, optionals,
// vectors of those.
template <class T>
Param param(const T& value) {
    std::string text;
    if (!meta::operations<T>().to_postgres(&value, text)) return std::nullopt;
    return text;
}
inline Param param(std::string_view value) {
    return std::string(value);
}
inline Param param(const char* value) {
    return std::string(value);
}
inline Param param(std::nullopt_t) {
    return std::nullopt;
}
inline Param param(std::nullptr_t) {
    return std::nullopt;
}

using Params = std::vector<Param>;

template <class... Args>
Params params(const Args&... args) {
    Params all;
    all.reserve(sizeof...(args));
    (all.push_back(param(args)), ...);
    return all;
}

} // namespace db
