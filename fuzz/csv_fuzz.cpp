// Any bytes, in any encoding and cut anywhere: no crash, the same records, and positions that can
// be resumed from.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz.hpp"
#include "platform/text/csv.hpp"
#include "platform/text/csv_format.hpp"
#include "platform/text/csv_writer.hpp"

namespace {

struct Outcome {
    std::vector<std::vector<std::string>> records;
    std::vector<text::CsvPosition> ends;
    std::string error;
    bool operator==(const Outcome&) const = default;
};

Outcome read(std::string_view bytes, text::CsvFormat format, text::CsvPosition start,
             std::size_t chunk_bytes) {
    Outcome outcome;
    auto source = std::make_unique<text::MemorySource>(bytes.substr(start.offset_bytes));
    text::CsvReader reader(std::move(source), format, start, chunk_bytes);
    try {
        while (const auto record = reader.next()) {
            outcome.records.emplace_back(record->fields.begin(), record->fields.end());
            outcome.ends.push_back(record->end);
        }
    } catch (const text::CsvError& error) {
        outcome.error = error.code;
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto bytes = fuzz::text_of(data + 2, size - 2);
    const text::CsvFormat format{.encoding = static_cast<text::Encoding>(data[0] % 4),
                                 .delimiter = text::csv_delimiters[(data[0] >> 2) % 4]};
    const auto whole = read(bytes, format, {}, 4096);
    fuzz::require(whole == read(bytes, format, {}, 1 + data[1] % 64));

    // From the middle on, the rest is the same. (Half a UTF-16 unit at the very end counts as a
    // whole one.)
    if (!whole.records.empty()) {
        const auto middle = whole.records.size() / 2;
        const auto position = whole.ends[middle];
        if (position.offset_bytes <= bytes.size() && position.offset_bytes > 0) {
            const auto rest = read(bytes, format, position, 4096);
            fuzz::require(rest.error == whole.error);
            fuzz::require(rest.records.size() == whole.records.size() - middle - 1);
            for (std::size_t i = 0; i < rest.records.size(); ++i)
                fuzz::require(rest.records[i] == whole.records[middle + 1 + i]);
        }
    }

    // What is written is read back.
    std::string written;
    text::CsvWriter writer(written, format.delimiter);
    for (const auto& record : whole.records) {
        for (const auto& field : record) writer.field(field);
        writer.end_record();
    }
    auto again = read(written, {.delimiter = format.delimiter}, {}, 4096);
    fuzz::require(again.records.size() == whole.records.size());
    for (auto& record : again.records)
        for (auto& field : record) field = text::without_apostrophe(field);
    fuzz::require(again.records == whole.records);

    text::EncodingDetector detector;
    detector.feed(bytes);
    text::detect_csv_format(bytes, detector.encoding());
    return 0;
}
