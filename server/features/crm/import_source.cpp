#include "features/crm/import_source.hpp"

#include "features/crm/contact_values.hpp"
#include "features/crm/import_format.hpp"
#include "platform/text/fold.hpp"

namespace crm {
namespace {

constexpr std::size_t batches_ahead = 2;
constexpr std::size_t first_batch_rows = 1000; // so that somebody who looks sees it move at once

// Somebody without a name is known by what lists show of him.
ParsedRow parsed(const text::CsvRecord& record, const SourceOptions& options) {
    auto row = parse_row(record, options.mapping, options.rules);
    if (row.is_refused() || row.is_blank || !row.folded_name.empty()) return row;
    const auto& contact = row.contact;
    row.folded_name = text::fold(display_name_of(
        contact.first_name, contact.last_name,
        contact.emails.empty() ? std::string_view{} : contact.emails.front().address,
        contact.phones.empty() ? std::string_view{} : contact.phones.front().number,
        contact.company));
    return row;
}

} // namespace

RawRecord::RawRecord(std::span<const std::string_view> cells) {
    std::size_t size = 0;
    for (const auto cell : cells) size += cell.size();
    bytes_.reserve(size);
    ends_.reserve(cells.size());
    for (const auto cell : cells) {
        bytes_ += cell;
        ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    }
}

std::vector<std::string_view> RawRecord::cells() const {
    std::vector<std::string_view> all;
    std::uint32_t begin = 0;
    for (const auto end : ends_) {
        all.push_back(std::string_view(bytes_).substr(begin, end - begin));
        begin = end;
    }
    return all;
}

RowSource::RowSource(const files::Content& content, SourceOptions options)
    : content_(content), options_(std::move(options)), thread_([this] { read_all(); }) {}

RowSource::~RowSource() {
    {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::vector<FileRow> RowSource::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || !ready_.empty(); });
    if (ready_.empty()) {
        if (error_) std::rethrow_exception(error_);
        return {};
    }
    auto batch = std::move(ready_.front());
    ready_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return batch;
}

void RowSource::read_all() {
    std::exception_ptr error;
    try {
        text::CsvReader reader(source_of(content_, options_.start.offset_bytes), options_.format,
                               options_.start);
        if (options_.format.has_header && options_.start.offset_bytes == 0) reader.next();
        for (auto rows = std::min(first_batch_rows, options_.batch_rows);;
             rows = options_.batch_rows) {
            auto batch = read_batch(reader, rows, error);
            if (batch.empty() || !hand_over(std::move(batch)) || error) break;
        }
    } catch (...) {
        error = std::current_exception(); // told by next()
    }
    {
        const std::lock_guard lock(mutex_);
        error_ = error;
        ended_ = true;
    }
    changed_.notify_all();
}

// What was read before an error is a batch like another.
std::vector<FileRow> RowSource::read_batch(text::CsvReader& reader, std::size_t rows,
                                           std::exception_ptr& error) const {
    std::vector<FileRow> batch;
    batch.reserve(rows);
    std::size_t bytes = 0;
    try {
        while (batch.size() < rows && bytes < max_batch_bytes) {
            const auto record = reader.next();
            if (!record) break;
            for (const auto field : record->fields) bytes += field.size();
            batch.push_back({parsed(*record, options_), RawRecord(record->fields), record->end});
        }
    } catch (const text::CsvError&) {
        error = std::current_exception();
    }
    return batch;
}

// False: nobody wants it any more.
bool RowSource::hand_over(std::vector<FileRow> batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return abandoned_ || ready_.size() < batches_ahead; });
    if (abandoned_) return false;
    ready_.push_back(std::move(batch));
    lock.unlock();
    changed_.notify_all();
    return true;
}

} // namespace crm
