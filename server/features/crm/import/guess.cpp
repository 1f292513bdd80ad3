#include "features/crm/import/guess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "features/crm/import/refused.hpp"
#include "features/crm/import/synonyms.hpp"
#include "features/crm/import/words.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/csv_writer.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

constexpr double sure = 1.0;
constexpr double by_header = 0.9;
constexpr double by_numbered_header = 0.8; // "phone 2"
constexpr double by_content = 0.6;
constexpr double denied_by_content = 0.3;

std::string clean(std::string_view cell) {
    return text::repaired(text::trim(text::without_apostrophe(text::trim(cell))));
}

using text::is_digit;

bool looks_like_email(std::string_view cell) {
    const auto at = cell.find('@');
    return at != cell.npos && at > 0 && cell.find('.', at) != cell.npos;
}

bool looks_like_phone(std::string_view cell) {
    const auto digits = std::ranges::count_if(cell, is_digit);
    return digits >= 7 && digits <= 15 && cell.find_first_not_of("0123456789+-(). /") == cell.npos
           && read_date(cell, DateOrder::day_first).reading == DateReading::no_date
           && read_date(cell, DateOrder::month_first).reading == DateReading::no_date;
}

// What else a column "title" may hold.
bool is_salutation(std::string_view cell) {
    constexpr std::string_view salutations[] = {"mr",   "mrs",  "ms",   "miss", "dr",
                                                "prof", "herr", "frau", "m",    "mme",
                                                "mlle", "sr",   "sra",  "sig",  "dott"};
    return std::ranges::find(salutations, words(cell)) != std::end(salutations);
}

// The filled cells of one column.
class Cells {
  public:
    Cells(const FileSample& sample, std::size_t column) {
        for (const auto& row : sample.rows)
            if (column < row.size() && !row[column].empty()) cells_.push_back(row[column]);
    }

    bool empty() const { return cells_.empty(); }

    // Whether at least so large a share of the cells passes; never without cells.
    template <class Test>
    bool mostly(Test test, double share = 0.8) const {
        const auto passing = std::ranges::count_if(cells_, test);
        return !empty()
               && static_cast<double>(passing) >= share * static_cast<double>(cells_.size());
    }

    std::vector<std::string> first(std::size_t count) const {
        return {cells_.begin(),
                cells_.begin() + static_cast<std::ptrdiff_t>(std::min(count, cells_.size()))};
    }
    auto begin() const { return cells_.begin(); }
    auto end() const { return cells_.end(); }

  private:
    std::vector<std::string> cells_;
};

// Whether the cells can be what the header says; a header like "status" or "title" has many
// meanings.
bool is_denied(const ImportTarget& target, const Cells& cells) {
    if (cells.empty()) return false;
    switch (target.field) {
        case ImportField::email:
            return !cells.mostly(looks_like_email, 0.5);
        case ImportField::phone:
            return !cells.mostly(
                [](const auto& cell) { return std::ranges::count_if(cell, is_digit) >= 5; }, 0.5);
        case ImportField::lifecycle_stage:
            return !cells.mostly(
                [](const auto& cell) { return read_lifecycle_stage(cell).has_value(); }, 0.6);
        case ImportField::first_contact_date:
            return !cells.mostly([](const auto& cell) {
                return read_date(cell, DateOrder::day_first).reading == DateReading::read
                       || read_date(cell, DateOrder::month_first).reading == DateReading::read;
            });
        case ImportField::marketing_consent:
        case ImportField::email_subscribed:
        case ImportField::sms_subscribed:
        case ImportField::do_not_contact:
            return !cells.mostly([](const auto& cell) { return read_boolean(cell).has_value(); });
        case ImportField::job_title:
            return cells.mostly(is_salutation);
        default:
            return false;
    }
}

struct Guess {
    std::optional<ImportTarget> target;
    double confidence = 0;
};

// "phone 2" is a phone.
std::string without_number(std::string header_words) {
    while (!header_words.empty() && (is_digit(header_words.back()) || header_words.back() == ' '))
        header_words.pop_back();
    return header_words;
}

Guess by_synonym(const std::string& header_words) {
    if (const auto target = target_of_header(header_words))
        return {parse_import_target(*target), by_header};
    const auto shorter = without_number(header_words);
    if (shorter == header_words) return {};
    const auto target = target_of_header(shorter);
    if (!target) return {};
    auto parsed = parse_import_target(*target);
    if (parsed->field != ImportField::email && parsed->field != ImportField::phone) return {};
    return {std::move(parsed), by_numbered_header};
}

Guess by_look(const Cells& cells) {
    if (cells.mostly(looks_like_email)) return {ImportTarget{ImportField::email, {}}, by_content};
    if (cells.mostly(looks_like_phone)) return {ImportTarget{ImportField::phone, {}}, by_content};
    return {};
}

class Guesser {
  public:
    Guesser(const FileSample& sample, std::span<const CustomField> custom_fields)
        : sample_(sample), custom_fields_(custom_fields), product_(detect_product(sample.headers)) {
        for (const auto& header : sample.headers) words_.push_back(words(header));
    }

    FileGuess run() {
        FileGuess result{product_, {}};
        for (std::size_t i = 0; i < sample_.headers.size(); ++i)
            result.columns.push_back(column(i));
        resolve_ambiguous_names(result);
        keep_the_surest(result);
        return result;
    }

  private:
    ColumnGuess column(std::size_t index) const {
        const Cells cells(sample_, index);
        ColumnGuess guess;
        guess.header = sample_.headers[index];
        guess.samples = cells.first(shown_samples);
        auto [target, confidence] = target_of(index, cells);
        guess.needs_new_field =
            target && target->field == ImportField::custom && !rule_of(target->detail);
        guess.column.target = std::move(target);
        guess.confidence = confidence;
        look_at_values(cells, guess);
        return guess;
    }

    Guess target_of(std::size_t index, const Cells& cells) const {
        const auto& header = sample_.headers[index];
        if (is_refused_column(sample_.headers, index)) return {std::nullopt, sure};
        if (auto own = parse_import_target(header)) return {std::move(own), sure};
        for (const auto& rule : custom_fields_)
            if (words_[index] == words(rule.key) || words_[index] == words(rule.label))
                return {ImportTarget{ImportField::custom, rule.key}, by_header};
        if (product_)
            if (auto known = product_column(*product_, header); known.is_known)
                return {std::move(known.target), sure};
        auto guess = by_synonym(words_[index]);
        if (!guess.target) return by_look(cells);
        if (!is_denied(*guess.target, cells)) return guess;
        const auto look = by_look(cells);
        return look.target ? look : Guess{std::move(guess.target), denied_by_content};
    }

    static void look_at_values(const Cells& cells, ColumnGuess& guess) {
        DateEvidence dates;
        DecimalEvidence decimals;
        for (const auto& cell : cells) {
            dates.add(cell);
            decimals.add(cell);
        }
        guess.column.date_order = dates.order();
        guess.column.decimal_sign = decimals.sign();
        guess.date_is_ambiguous = dates.is_date_column() && dates.is_ambiguous();
    }

    // "name" beside "first name" is the last name, beside "last name" the first, else the whole.
    void resolve_ambiguous_names(FileGuess& result) const {
        const auto has = [&](ImportField field) {
            return std::ranges::any_of(result.columns, [&](const auto& each) {
                return each.column.target && each.column.target->field == field;
            });
        };
        const bool has_first = has(ImportField::first_name);
        const bool has_last = has(ImportField::last_name);
        for (std::size_t i = 0; i < result.columns.size(); ++i) {
            auto& guess = result.columns[i];
            if (guess.column.target || guess.confidence == sure || !is_ambiguous_name(words_[i]))
                continue;
            const auto field = has_first && !has_last   ? ImportField::last_name
                               : has_last && !has_first ? ImportField::first_name
                                                        : ImportField::full_name;
            guess.column.target = ImportTarget{field, {}};
            guess.confidence = by_header;
        }
    }

    // A field that takes one column gets the surest, of equals the first.
    static void keep_the_surest(FileGuess& result) {
        std::map<std::string, ColumnGuess*> taken;
        for (auto& guess : result.columns) {
            if (!guess.column.target) continue;
            const auto& target = *guess.column.target;
            if (info(target.field).many_columns && target.field != ImportField::custom) continue;
            auto*& holder = taken[to_text(target)];
            auto* loser = holder && holder->confidence >= guess.confidence ? &guess : holder;
            if (loser != &guess) holder = &guess;
            if (!loser) continue;
            loser->column.target.reset();
            loser->needs_new_field = false;
            loser->confidence = 0;
        }
    }

    const CustomField* rule_of(std::string_view key) const {
        const auto found = std::ranges::find(custom_fields_, key, &CustomField::key);
        return found == custom_fields_.end() ? nullptr : &*found;
    }

    const FileSample& sample_;
    std::span<const CustomField> custom_fields_;
    std::optional<Product> product_;
    std::vector<std::string> words_;
};

} // namespace

FileSample read_sample(text::CsvReader& reader, bool has_header) {
    FileSample sample;
    std::size_t columns = 0;
    bool header_is_next = has_header;
    while (sample.rows.size() < max_sample_rows) {
        const auto record = reader.next();
        if (!record) break;
        if (record->fault != text::CsvFault::none && !header_is_next) continue;
        std::vector<std::string> cells;
        for (const auto field : record->fields) cells.push_back(clean(field));
        columns = std::max(columns, cells.size());
        (header_is_next ? sample.headers : sample.rows.emplace_back()) = std::move(cells);
        header_is_next = false;
    }
    if (has_header) columns = sample.headers.size();
    for (auto i = sample.headers.size(); i < columns; ++i)
        sample.headers.push_back(fmt::format("column_{}", i + 1));
    return sample;
}

FileGuess guess_columns(const FileSample& sample, std::span<const CustomField> custom_fields) {
    return Guesser(sample, custom_fields).run();
}

ImportMapping mapping_of(const FileGuess& guess) {
    ImportMapping mapping;
    for (const auto& each : guess.columns) {
        mapping.columns.push_back(each.column);
        if (each.needs_new_field) mapping.columns.back().target.reset();
    }
    return mapping;
}

} // namespace crm
