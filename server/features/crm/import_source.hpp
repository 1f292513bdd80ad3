// The rows of a file, read and checked ahead of those who store them, on a thread of its own.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "features/crm/import/row.hpp"
#include "platform/files/store.hpp"

namespace crm {

// A record as it came, kept for the file of refused rows. One text for all cells: a batch holds
// hundreds of thousands of them.
class RawRecord {
  public:
    RawRecord() = default;
    explicit RawRecord(std::span<const std::string_view> cells);
    std::vector<std::string_view> cells() const;

  private:
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
};

struct FileRow {
    ParsedRow parsed;
    RawRecord raw;
    text::CsvPosition end; // where reading goes on after it
};

struct SourceOptions {
    text::CsvFormat format;
    ImportMapping mapping;
    RowRules rules;
    text::CsvPosition start;
    std::size_t batch_rows = 0; // at least 1
};

// Reads at most two batches ahead. A batch ends early at max_batch_bytes, whatever its rows.
class RowSource {
  public:
    static constexpr std::size_t max_batch_bytes = 16 << 20;

    // `content` must outlive it.
    RowSource(const files::Content& content, SourceOptions options);
    ~RowSource();
    RowSource(const RowSource&) = delete;
    RowSource& operator=(const RowSource&) = delete;

    // Empty at the end of the file. Throws what reading threw (text::CsvError), after the rows
    // before it.
    std::vector<FileRow> next();

  private:
    void read_all();
    std::vector<FileRow> read_batch(text::CsvReader& reader, std::size_t rows,
                                    std::exception_ptr& error) const;
    bool hand_over(std::vector<FileRow> batch);

    const files::Content& content_;
    const SourceOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::vector<FileRow>> ready_;
    std::exception_ptr error_;
    bool ended_ = false;
    bool abandoned_ = false;
    std::thread thread_; // last: it uses the others
};

} // namespace crm
