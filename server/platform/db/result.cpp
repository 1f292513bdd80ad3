#include <libpq-fe.h>

#include <charconv>
#include <cstring>

#include "platform/db/connection.hpp"

namespace db {

void Result::Clear::operator()(pg_result* result) const {
    PQclear(result);
}

Result::Result(pg_result* result) : result_(result) {}

int Result::rows() const {
    return PQntuples(result_.get());
}

int Result::columns() const {
    return PQnfields(result_.get());
}

std::optional<std::string_view> Result::value(int row, int column) const {
    if (row < 0 || row >= rows() || column < 0 || column >= columns())
        throw std::logic_error("no such value in the result");
    if (PQgetisnull(result_.get(), row, column)) return std::nullopt;
    return std::string_view(PQgetvalue(result_.get(), row, column),
                            static_cast<std::size_t>(PQgetlength(result_.get(), row, column)));
}

std::string_view Result::column_name(int column) const {
    const auto* name = PQfname(result_.get(), column);
    if (!name) throw std::logic_error("no such column in the result");
    return name;
}

int Result::column(std::string_view name) const {
    for (int i = 0; i < columns(); ++i)
        if (name == PQfname(result_.get(), i)) return i;
    return -1;
}

std::int64_t Result::affected() const {
    const auto* text = result_ ? PQcmdTuples(result_.get()) : "";
    std::int64_t count = 0;
    std::from_chars(text, text + std::strlen(text), count);
    return count;
}

void Result::fill(int row, void* out, const meta::Type& type) const {
    if (mapped_ != &type) {
        columns_of_fields_.clear();
        for (const auto& field : type.fields) columns_of_fields_.push_back(column(field.name));
        mapped_ = &type;
    }
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto& field = type.fields[i];
        if (columns_of_fields_[i] < 0)
            throw std::logic_error("the result has no column " + std::string(field.name) + " for "
                                   + std::string(type.name));
        fill(row, columns_of_fields_[i], static_cast<std::byte*>(out) + field.offset,
             *field.operations);
    }
}

void Result::fill(int row, int column, void* out, const meta::Operations& operations) const {
    if (column < 0)
        throw std::logic_error("one column expected, the result has " + std::to_string(columns()));
    const auto text = value(row, column);
    if (text)
        operations.from_postgres(*text, out);
    else if (operations.nullable)
        operations.set_null(out);
    else
        throw std::logic_error("column " + std::string(column_name(column))
                               + " is null but its type is not optional");
}

} // namespace db
