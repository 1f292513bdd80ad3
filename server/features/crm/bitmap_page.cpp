#include "features/crm/bitmap_page.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>

#include "features/crm/contact_bitmaps.sql.hpp"

namespace crm {
namespace {

// So many are looked up at once, in whatever order.
constexpr std::size_t few_candidates = 1500;
// Who is asked first: enough when every third one fits.
constexpr std::size_t first_asked_per_row = 3;
// To look one of them up took 2 µs, to ask him the rest 2 to 4 µs.
constexpr std::size_t most_asked = 12'000;

std::int32_t number(std::string_view text) {
    std::int32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// (part, block, members) of each condition.
std::string bitmaps_sql(const std::vector<SqlPart>& conditions, db::Params& params) {
    std::string ranges;
    for (std::size_t part = 0; part < conditions.size(); ++part)
        ranges += (part ? " UNION ALL SELECT " : "SELECT ") + std::to_string(part)
                  + " AS part, low_code, high_code FROM (" + numbered(conditions[part], params)
                  + ") ranges" + std::to_string(part);
    return "SELECT r.part, b.block, b.members FROM (" + ranges
           + ") r CROSS JOIN LATERAL (SELECT m.block, m.members FROM contact_bitmaps m WHERE "
             "m.project_id = $1 AND m.code BETWEEN r.low_code AND r.high_code OFFSET 0) b";
}

} // namespace

std::vector<SortedId> ask_page(db::Transaction& tx, const std::string& sql,
                               const db::Params& params) {
    const auto result = tx.query_text("crm.list_contacts", sql, params, db::Role::finder);
    std::vector<SortedId> rows;
    for (int row = 0; row < result.rows(); ++row) rows.push_back(result.as<SortedId>(row));
    return rows;
}

BitmapPage::BitmapPage(db::Transaction& tx, const PageSql& page, const SelectionSql& selection)
    : tx_(tx), page_(page), selection_(selection) {
    if (selection.bitmaps.empty() || tx.one<bool>(sql::is_filling)) return;
    // Before the bitmaps are read: who is not noted here has his in what is read after it.
    behind_ = tx.all<Uuid>(sql::contacts_behind, most_behind + 1);
    possible_ = std::ssize(behind_) <= most_behind;
}

std::optional<std::vector<SortedId>> BitmapPage::ask() const {
    if (!possible_) return std::nullopt;
    return walk(most_asked);
}

std::vector<SortedId> BitmapPage::rows() const {
    return *walk(std::numeric_limits<std::size_t>::max());
}

std::optional<std::vector<SortedId>> BitmapPage::walk(std::size_t most_asked) const {
    const auto candidates = this->candidates();
    auto left = candidates.count();
    if (left <= few_candidates) return with_those_behind(fitting(candidates.positions()));
    const auto rows = static_cast<std::size_t>(page_.rows);
    OrderWalk walk(tx_, page_.order, candidates, page_.after_row);
    std::vector<SortedId> found;
    std::size_t asked = 0, next = first_asked_per_row * rows;
    while (found.size() < rows) {
        const auto group = walk.next(next);
        const auto& members = group.members;
        if (members.empty()) break;
        auto missing = rows - found.size();
        auto more = rest_of_page(walk, group, missing);
        if (more.empty()) more = fitting(members);
        std::ranges::move(more, std::back_inserter(found));
        asked += members.size();
        left -= std::min(left, members.size());
        if (found.size() >= rows) break;
        // As far as the share of those who fit leads, with something to spare.
        missing = rows - found.size();
        const auto needed = missing * asked / std::max<std::size_t>(1, found.size());
        if (asked + std::min(needed, left) > most_asked) return std::nullopt;
        next = std::max(next, std::min(needed + needed / 2, 4 * asked));
    }
    if (found.size() > rows) found.resize(rows);
    return with_those_behind(std::move(found));
}

PositionSet BitmapPage::candidates() const {
    db::Params params{db::param(tx_.project_id())};
    const auto sql = bitmaps_sql(selection_.bitmaps, params);
    const auto result = tx_.query_text("crm.bitmaps", sql, params, db::Role::finder);
    std::vector<PositionSet> parts(selection_.bitmaps.size());
    for (int row = 0; row < result.rows(); ++row)
        parts[static_cast<std::size_t>(number(*result.value(row, 0)))].add(
            number(*result.value(row, 1)), BlockMembers(*result.value(row, 2)));
    for (std::size_t part = 1; part < parts.size(); ++part) parts.front() &= parts[part];
    return std::move(parts.front());
}

// From the beginning of a large bucket on, row by row, as long as that is less than to look up all
// of its members: so many or more who fit, or nobody.
std::vector<SortedId> BitmapPage::rest_of_page(const OrderWalk& walk, const OrderGroup& bucket,
                                               std::size_t missing) const {
    if (!bucket.first_value) return {};
    auto page = page_;
    auto params = selection_.params;
    params.push_back(db::param(*bucket.first_value));
    page.after += walk.from_bucket('$' + std::to_string(params.size()));
    params.push_back(db::param(behind_));
    page.after += " AND " + std::string(page.order.id) + " <> ALL($" + std::to_string(params.size())
                  + "::uuid[])";
    // Members may not lie evenly: a few times further than if they did, then as far as it pays.
    // Powers of two are few statements to prepare.
    const auto evenly = missing * bucket.people / bucket.members.size();
    for (auto walked = std::bit_ceil(4 * evenly); walked <= bucket.members.size(); walked *= 8) {
        auto found = ask_page(tx_, walked_page_sql(page, static_cast<int>(walked)), params);
        if (found.size() >= missing) return found;
    }
    return {};
}

// Of the group, those who fit: the first of the order, as many as a page has. Each position is
// looked up by itself, where the planner would read the table for a few thousand of them.
std::vector<SortedId> BitmapPage::fitting(const std::vector<std::int32_t>& group) const {
    if (group.empty()) return {};
    auto params = selection_.params;
    params.push_back(db::param(group));
    const auto positions = '$' + std::to_string(params.size()) + "::integer[]";
    params.push_back(db::param(behind_));
    const auto behind = '$' + std::to_string(params.size()) + "::uuid[]";
    const auto people =
        "SELECT p.contact_id FROM unnest(" + positions
        + ") asked CROSS JOIN LATERAL (SELECT contact_id FROM contact_positions WHERE project_id = "
          "$1 AND position = asked OFFSET 0) p WHERE p.contact_id <> ALL("
        + behind + ')';
    return ask_page(tx_, page_of_few_sql(page_, people), params);
}

std::vector<SortedId> BitmapPage::with_those_behind(std::vector<SortedId> found) const {
    if (behind_.empty()) return found;
    auto all = behind_;
    for (const auto& each : found) all.push_back(each.id);
    auto params = selection_.params;
    params.push_back(db::param(all));
    const auto people =
        "SELECT contact_id FROM unnest($" + std::to_string(params.size()) + "::uuid[]) contact_id";
    return ask_page(tx_, page_of_few_sql(page_, people), params);
}

} // namespace crm
