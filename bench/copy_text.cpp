#include "copy_text.hpp"

namespace bench {

std::int64_t copy_rows(db::Connection& connection, std::string_view table_and_columns,
                       std::uint64_t count,
                       const std::function<void(CopyText& row, std::uint64_t number)>& write) {
    constexpr std::size_t piece_bytes = 256 * 1024;
    std::string piece;
    CopyText rows(piece);
    std::uint64_t number = 0;
    return connection.copy_in("COPY " + std::string(table_and_columns) + " FROM STDIN", [&] {
        piece.clear();
        while (number < count && piece.size() < piece_bytes) write(rows, number++);
        return std::string_view(piece);
    });
}

} // namespace bench
