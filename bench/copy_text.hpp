// Rows in the text format of COPY (PostgreSQL's manual, "COPY", File Formats).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/connection.hpp"

namespace bench {

class CopyText {
  public:
    explicit CopyText(std::string& out) : out_(out) {}

    // Anything that can be a statement's parameter; nullopt is NULL.
    template <class T>
    CopyText& operator<<(const T& value) {
        field(db::param(value));
        return *this;
    }
    void end_row() { out_.back() = '\n'; }

  private:
    void field(const db::Param& value) {
        if (value)
            escape(*value);
        else
            out_ += "\\N";
        out_ += '\t';
    }
    void escape(std::string_view value) {
        for (const char c : value) {
            if (c == '\\' || c == '\t' || c == '\n' || c == '\r') out_ += '\\';
            if (c == '\t' || c == '\n' || c == '\r')
                out_ += c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
            else
                out_ += c;
        }
    }
    std::string& out_;
};

// COPY of what `write` gives for 0 to count - 1: none, one or several rows each. The rows copied.
std::int64_t copy_rows(db::Connection& connection, std::string_view table_and_columns,
                       std::uint64_t count,
                       const std::function<void(CopyText& row, std::uint64_t number)>& write);

} // namespace bench
