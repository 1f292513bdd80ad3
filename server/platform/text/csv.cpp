#include "platform/text/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "platform/text/utf8.hpp"

namespace text {
namespace {

std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> source, Encoding encoding) {
    if (encoding == Encoding::utf8) return source;
    return std::make_unique<Utf8Source>(std::move(source), encoding);
}

// Line feeds, and carriage returns that no line feed follows.
std::uint64_t count_line_ends(std::string_view bytes) {
    auto count = static_cast<std::uint64_t>(std::ranges::count(bytes, '\n'));
    for (auto at = bytes.find('\r'); at != bytes.npos; at = bytes.find('\r', at + 1))
        if (at + 1 == bytes.size() || bytes[at + 1] != '\n') ++count;
    return count;
}

CsvError unterminated_quote(std::uint64_t line) {
    return {
        "csv_unterminated_quote", line,
        fmt::format("A quoted field in the record that starts on line {} is never closed.", line)};
}

CsvError record_too_long(std::uint64_t line) {
    return {"csv_record_too_long", line,
            fmt::format("The record that starts on line {} is longer than 1 MiB: "
                        "a closing quote may be missing.",
                        line)};
}

} // namespace

std::string_view describe(CsvFault fault) {
    switch (fault) {
        case CsvFault::none:
            return "";
        case CsvFault::not_text:
            return "holds characters that do not exist in the file's encoding";
        case CsvFault::field_too_long:
            return "holds a field of more than 64 KiB";
        case CsvFault::too_many_columns:
            return "has more than 512 columns";
    }
    return "";
}

CsvError::CsvError(std::string_view error_code, std::uint64_t at_line, const std::string& message)
    : Refusal(error_code, message), line(at_line) {}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvFormat format, CsvPosition start,
                     std::size_t chunk_bytes)
    : source_(as_utf8(std::move(source), format.encoding)),
      format_(format),
      position_(start),
      buffer_(chunk_bytes + 1) {
    for (const char stop : {format.delimiter, '\r', '\n'})
        ends_plain_text_[static_cast<unsigned char>(stop)] = true;
    buffer_[0] = '\n';
}

std::optional<CsvRecord> CsvReader::next() {
    if (!started_) skip_preamble();
    if (!skip_empty_lines()) return std::nullopt;
    while (scan_record() == Scan::needs_more) refill();
    return take_record();
}

void CsvReader::skip_preamble() {
    started_ = true;
    if (position_.offset_bytes != 0) return;
    skip_byte_order_mark();
    skip_separator_hint();
}

void CsvReader::skip_byte_order_mark() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    while (size_ - cursor_ < mark.size() && refill()) {
    }
    const std::string_view front(buffer_.data() + cursor_, size_ - cursor_);
    if (front.starts_with(mark)) pass(cursor_ + mark.size(), 0);
}

void CsvReader::skip_separator_hint() {
    constexpr std::string_view hint = "sep=";
    while (size_ - cursor_ < hint.size() + 3 && refill()) {
    }
    const std::string_view front(buffer_.data() + cursor_, size_ - cursor_);
    if (front.size() <= hint.size() || !front.starts_with(hint)) return;
    if (csv_delimiters.find(front[hint.size()]) == csv_delimiters.npos) return;
    auto end = cursor_ + hint.size() + 1;
    if (scan_line_end(end) == Scan::complete && end > cursor_ + hint.size() + 1) pass(end, 1);
}

// False at the end of the file.
bool CsvReader::skip_empty_lines() {
    for (;;) {
        if (cursor_ == size_ && !refill()) return false;
        auto end = cursor_;
        if (scan_line_end(end) == Scan::needs_more) {
            refill();
            continue;
        }
        if (end == cursor_) return true;
        pass(end, 1);
    }
}

// Finds the pieces of the record at the cursor. Nothing in the buffer is changed, so that a record
// that goes on beyond its end is simply scanned again once there is more.
CsvReader::Scan CsvReader::scan_record() {
    pieces_.clear();
    has_quotes_ = false;
    fault_ = CsvFault::none;
    auto at = cursor_;
    for (;;) {
        if (scan_field(at) == Scan::needs_more) return Scan::needs_more;
        if (at == size_ || buffer_[at] != format_.delimiter) break;
        ++at;
    }
    if (scan_line_end(at) == Scan::needs_more) return Scan::needs_more;
    record_end_ = at;
    return Scan::complete;
}

// Moves `at` from the first byte of a field to the delimiter or line end behind it.
CsvReader::Scan CsvReader::scan_field(std::size_t& at) {
    const auto begin = at;
    auto quote = begin;
    while (buffer_[quote] == ' ') ++quote;
    if (buffer_[quote] == '"') return scan_quoted_field(at, begin, quote);
    const char* byte = buffer_.data() + begin;
    while (!ends_plain_text_[static_cast<unsigned char>(*byte)]) ++byte;
    at = static_cast<std::size_t>(byte - buffer_.data());
    if (at == size_ && !ended_) return Scan::needs_more;
    add_piece({begin, at, false});
    return Scan::complete;
}

CsvReader::Scan CsvReader::scan_quoted_field(std::size_t& at, std::size_t begin,
                                             std::size_t quote) {
    has_quotes_ = true;
    bool doubled_quotes = false;
    auto close = quote + 1;
    for (;; close += 2) {
        const void* found = std::memchr(buffer_.data() + close, '"', size_ - close);
        if (!found) {
            if (!ended_) return Scan::needs_more;
            throw unterminated_quote(position_.line);
        }
        close = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
        if (close + 1 == size_ && !ended_) return Scan::needs_more;
        if (buffer_[close + 1] != '"') break;
        doubled_quotes = true;
    }
    const auto after = close + 1;
    at = after;
    while (!ends_plain_text_[static_cast<unsigned char>(buffer_[at])]) ++at;
    if (at == size_ && !ended_) return Scan::needs_more;
    const std::string_view rest(buffer_.data() + after, at - after);
    if (rest.find_first_not_of(' ') == rest.npos)
        add_piece({quote + 1, close, doubled_quotes});
    else
        add_rest_of_quoted_field(begin, at);
    return Scan::complete;
}

// Text follows the closing quote: whoever wrote the field forgot to double its quotes, or never
// meant to quote it.
void CsvReader::add_rest_of_quoted_field(std::size_t begin, std::size_t end) {
    auto first = begin;
    auto last = end;
    while (buffer_[first] == ' ') ++first;
    while (buffer_[last - 1] == ' ') --last;
    if (buffer_[last - 1] == '"')
        add_piece({first + 1, last - 1, true});
    else
        add_piece({begin, end, false});
}

void CsvReader::add_piece(Piece piece) {
    if (pieces_.size() == max_csv_columns) {
        fault_ = CsvFault::too_many_columns;
        return;
    }
    if (piece.end - piece.begin > max_csv_field_bytes && fault_ == CsvFault::none)
        fault_ = CsvFault::field_too_long;
    pieces_.push_back(piece);
}

// Moves `at` over LF, CR LF or CR, if one is there.
CsvReader::Scan CsvReader::scan_line_end(std::size_t& at) {
    if (at == size_) return Scan::complete;
    if (buffer_[at] == '\n') {
        ++at;
    } else if (buffer_[at] == '\r') {
        if (at + 1 == size_ && !ended_) return Scan::needs_more;
        ++at;
        if (at != size_ && buffer_[at] == '\n') ++at;
    }
    return Scan::complete;
}

CsvRecord CsvReader::take_record() {
    const std::string_view whole(buffer_.data() + cursor_, record_end_ - cursor_);
    if (whole.size() > max_csv_record_bytes) throw record_too_long(position_.line);
    if (fault_ == CsvFault::none && !is_valid_utf8(whole)) fault_ = CsvFault::not_text;
    CsvRecord record;
    record.line = position_.line;
    record.fault = fault_;
    pass(record_end_, has_quotes_ ? count_line_ends(whole) : 1);
    record.end = position_;
    fields_.clear();
    for (const auto& piece : pieces_) fields_.push_back(unquoted(piece));
    record.fields = fields_;
    return record;
}

std::string_view CsvReader::unquoted(const Piece& piece) {
    char* const begin = buffer_.data() + piece.begin;
    char* const end = buffer_.data() + piece.end;
    if (!piece.doubled_quotes) return {begin, end};
    char* to = begin;
    for (const char* from = begin; from != end; ++from) {
        *to++ = *from;
        if (*from == '"' && from + 1 != end && from[1] == '"') ++from;
    }
    return {begin, to};
}

// Everything up to `end` has been given.
void CsvReader::pass(std::size_t end, std::uint64_t lines) {
    const std::string_view passed(buffer_.data() + cursor_, end - cursor_);
    position_.offset_bytes += encoded_size_bytes(format_.encoding, passed);
    position_.line += lines;
    cursor_ = end;
    if (position_.offset_bytes > max_csv_file_bytes)
        throw CsvError("csv_file_too_large", position_.line, "The file is larger than 2 GiB.");
}

// Reads another chunk behind what is not yet given. False at the end of the source.
bool CsvReader::refill() {
    if (ended_) return false;
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(cursor_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(size_), buffer_.begin());
    size_ -= cursor_;
    cursor_ = 0;
    if (size_ > max_csv_record_bytes) throw record_too_long(position_.line);
    // Doubling keeps the cost of scanning a long record again within twice its length.
    if (2 * size_ >= buffer_.size()) buffer_.resize(2 * buffer_.size());
    while (size_ + 1 < buffer_.size() && !ended_) {
        const auto count =
            source_->read(std::span(buffer_).subspan(size_, buffer_.size() - 1 - size_));
        size_ += count;
        ended_ = count == 0;
    }
    buffer_[size_] = '\n';
    return cursor_ < size_;
}

CsvReader open_csv(const std::filesystem::path& path, const CsvFormat& format, CsvPosition start) {
    return CsvReader(std::make_unique<FileSource>(path, start.offset_bytes), format, start);
}

} // namespace text
