#include "platform/text/csv_writer.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"

namespace text {
namespace {

// -5, -12.50: what a spreadsheet shows and saves as the same number. Beyond 15 digits it would
// round.
bool is_plain_negative_number(std::string_view cell) {
    if (!cell.starts_with('-')) return false;
    cell.remove_prefix(1);
    const auto point = cell.find('.');
    const auto whole = cell.substr(0, point);
    const auto fraction = point == cell.npos ? std::string_view{} : cell.substr(point + 1);
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
    if (point != cell.npos && fraction.empty()) return false;
    return std::ranges::all_of(whole, is_digit) && std::ranges::all_of(fraction, is_digit)
           && whole.size() + fraction.size() <= 15;
}

// Also what another reader could take for a delimiter.
constexpr auto needs_quotes = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {'"', ',', ';', '\t', '|', '\r', '\n'}) table[c] = true;
    return table;
}();

bool starts_a_formula(std::string_view cell) {
    using namespace std::string_view_literals;
    constexpr std::string_view full_width[] = {"\uFF1D"sv, "\uFF0B"sv, "\uFF0D"sv, "\uFF20"sv};
    if (cell.empty()) return false;
    if ("=+-@\t\r\n"sv.find(cell.front()) != std::string_view::npos) return true;
    return std::ranges::any_of(full_width, [&](auto sign) { return cell.starts_with(sign); });
}

// Behind any apostrophes. Most cells start with a letter, which the first comparison settles.
bool starts_a_formula_behind_apostrophes(std::string_view cell) {
    if (cell.empty() || cell.front() != '\'') return starts_a_formula(cell);
    const auto first = cell.find_first_not_of('\'');
    return first != cell.npos && starts_a_formula(cell.substr(first));
}

} // namespace

bool needs_apostrophe(std::string_view cell) {
    return starts_a_formula_behind_apostrophes(cell) && !is_plain_negative_number(cell);
}

std::string_view without_apostrophe(std::string_view cell) {
    if (cell.starts_with('\'') && starts_a_formula_behind_apostrophes(cell)) cell.remove_prefix(1);
    return cell;
}

void CsvWriter::field(std::string_view value) {
    if (fields_++ > 0) out_ += delimiter_;
    is_blank_ = is_blank_ && value.empty();
    const bool apostrophe = needs_apostrophe(value);
    const bool quotes = std::ranges::any_of(value,
                                            [this](char c) {
                                                return needs_quotes[static_cast<unsigned char>(c)]
                                                       || c == delimiter_;
                                            })
                        || value.starts_with(' ') || value.ends_with(' ')
                        || value.starts_with("\uFEFF");
    if (quotes) out_ += '"';
    if (apostrophe) out_ += '\'';
    if (!quotes) {
        out_ += value;
        return;
    }
    for (const char c : value) {
        if (c == '"') out_ += '"';
        out_ += c;
    }
    out_ += '"';
}

void CsvWriter::end_record() {
    // An empty line would be read as no record.
    if (fields_ == 1 && is_blank_) out_ += "\"\"";
    out_ += "\r\n";
    fields_ = 0;
    is_blank_ = true;
}

} // namespace text
