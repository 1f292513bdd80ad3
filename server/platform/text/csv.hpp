// Reads CSV as people have it: RFC 4180, and what spreadsheets and scripts make of it.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/refusal.hpp"
#include "platform/text/byte_source.hpp"
#include "platform/text/encoding.hpp"

namespace text {

// The bounds of a file. A record beyond the first two is given with its fault and reading goes on;
// the last two end it.
inline constexpr std::size_t max_csv_field_bytes = 64 * 1024;
inline constexpr std::size_t max_csv_columns = 512;
inline constexpr std::size_t max_csv_record_bytes = 1024 * 1024; // in UTF-8, with its line end
inline constexpr std::uint64_t max_csv_file_bytes = 2ull * 1024 * 1024 * 1024;

// What may stand between fields, the likeliest first.
inline constexpr std::string_view csv_delimiters = ",;\t|";

// How a file is written; csv_format.hpp finds it out.
struct CsvFormat {
    Encoding encoding = Encoding::utf8;
    char delimiter = ',';
    bool has_header = true;
    bool operator==(const CsvFormat&) const = default;
};

// A place between two records, to go on from later: bytes of the file (in its own encoding), and
// the line there, from 1.
struct CsvPosition {
    std::uint64_t offset_bytes = 0;
    std::uint64_t line = 1;
    bool operator==(const CsvPosition&) const = default;
};

// What keeps one record from being used, while the rest of the file can be.
enum class CsvFault {
    none,
    not_text,        // malformed in the file's encoding; `fields` hold the bytes as they are
    field_too_long,  // one field is longer than max_csv_field_bytes
    too_many_columns // `fields` hold the first max_csv_columns
};

// Why a record cannot be used, in plain words; empty for CsvFault::none.
std::string_view describe(CsvFault fault);

struct CsvRecord {
    std::span<const std::string_view>
        fields;             // UTF-8, unquoted; valid until the next call of next()
    std::uint64_t line = 1; // where the record starts; a quoted field may go over several
    CsvFault fault = CsvFault::none;
    CsvPosition end; // a reader started here gives the record after this one
};

// The whole file cannot be read on from `line`. Codes: csv_unterminated_quote, csv_record_too_long,
// csv_file_too_large.
struct CsvError : Refusal {
    CsvError(std::string_view error_code, std::uint64_t at_line, const std::string& message);
    std::uint64_t line;
};

// Gives one record after the other, in memory that does not grow with the file.
// - A line ends with LF, CR LF or CR, each where it stands. Empty lines are no records. The last
// line may lack its end.
// - A quoted field may hold delimiters, line ends and doubled quotes. Blanks around the quotes are
// dropped.
// - A quote inside an unquoted field is an ordinary character. If text follows a closing quote, the
// field ends at the
//   next delimiter all the same: `"say "hi" now"` is read as `say "hi" now`, `"Bob" Smith` as it
//   stands.
// - A byte order mark and Excel's line `sep=;` at the start of the file are passed over.
class CsvReader {
  public:
    // `source` stands at `start.offset_bytes` of the file. `chunk_bytes`, at least 1, is
    // how much is read at a time.
    CsvReader(std::unique_ptr<ByteSource> source, CsvFormat format, CsvPosition start = {},
              std::size_t chunk_bytes = 256 * 1024);

    // The next record, or nothing at the end. Throws CsvError, and what the source throws.
    std::optional<CsvRecord> next();

    // Where the next record starts.
    CsvPosition position() const { return position_; }

  private:
    // A field of the record under way, in the buffer. Fields move only once the record is complete.
    struct Piece {
        std::size_t begin, end;
        bool doubled_quotes;
    };
    enum class Scan { complete, needs_more };

    void skip_preamble();
    void skip_byte_order_mark();
    void skip_separator_hint();
    bool skip_empty_lines();
    Scan scan_record();
    Scan scan_field(std::size_t& at);
    Scan scan_quoted_field(std::size_t& at, std::size_t begin, std::size_t quote);
    void add_rest_of_quoted_field(std::size_t begin, std::size_t end);
    void add_piece(Piece piece);
    Scan scan_line_end(std::size_t& at);
    CsvRecord take_record();
    std::string_view unquoted(const Piece& piece);
    void pass(std::size_t end, std::uint64_t lines);
    bool refill();

    std::unique_ptr<ByteSource> source_;
    CsvFormat format_;
    CsvPosition position_;
    std::array<bool, 256> ends_plain_text_{}; // the delimiter and both line ends

    // [cursor_, size_) is read and not yet given. A line feed stands at buffer_[size_], so that
    // scans need no bound.
    std::vector<char> buffer_;
    std::size_t cursor_ = 0;
    std::size_t size_ = 0;
    bool ended_ = false;
    bool started_ = false;

    std::vector<Piece> pieces_;
    std::vector<std::string_view> fields_;
    std::size_t record_end_ = 0;
    bool has_quotes_ = false;
    CsvFault fault_ = CsvFault::none;
};

// A file on disk, from its start or from where an earlier reader of the same format stood.
CsvReader open_csv(const std::filesystem::path& path, const CsvFormat& format,
                   CsvPosition start = {});

} // namespace text
