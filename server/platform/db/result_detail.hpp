// The template part of connection.hpp, which includes it.
#pragma once

namespace db {

template <class T>
T Result::as(int row) const {
    T value{};
    if constexpr (std::is_class_v<T> && boost::describe::has_describe_members<T>::value)
        fill(row, &value, meta::type<T>());
    else
        fill(row, columns() == 1 ? 0 : -1, &value, meta::operations<T>());
    return value;
}

} // namespace db
