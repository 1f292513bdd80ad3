#include "features/crm/order_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "features/crm/contact_bitmaps.sql.hpp"

namespace crm {

struct BitmapRow {
    std::int64_t code = 0;
    std::int32_t block = 0;
    std::string members;
};
BOOST_DESCRIBE_STRUCT(BitmapRow, (), (code, block, members))

namespace {

constexpr int most_rows_at_once = 8192;
// So many members are fetched and sorted as soon as their ids are walked.
constexpr std::size_t small_bucket = 500;
constexpr std::int64_t least_value = std::int64_t{1} << 31; // of codes within a field
constexpr std::int64_t never = -25'568, first_day = -25'567, last_day = 47'482;

struct OrderField {
    std::string_view expression, field, bucket; // $1 is the key
};

constexpr OrderField order_fields[] = {
    {"c.created_at", "created_at", "bitmap_day($1::timestamptz AT TIME ZONE 'UTC')"},
    {"c.updated_at", "updated_at", "bitmap_day($1::timestamptz AT TIME ZONE 'UTC')"},
    {"s.last_interaction_sort", "last_interaction_date",
     "bitmap_day($1::timestamptz AT TIME ZONE 'UTC')"},
    {"s.engagement_score", "engagement_score", "bitmap_bucket($1::float8)"},
    {"c.name_folded", "display_name", "bitmap_beginning($1::text)"},
    {"c.company_folded", "company", "bitmap_beginning($1::text)"}};
constexpr OrderField by_id{"c.id", "id", "bitmap_id($1::uuid)"};

// The least key of a bucket, {} is its value: what bitmap_day and bitmap_beginning make of keys.
constexpr std::string_view first_key_of_day =
    "((date '1970-01-01' + {})::timestamp AT TIME ZONE 'UTC')";
constexpr std::string_view first_key_of_beginning =
    "(chr({0} / 1024) || CASE WHEN {0} % 1024 > 0 THEN chr({0} % 1024) ELSE '' END)";

const OrderField& field_of(const ContactOrder& order) {
    const auto* found = std::ranges::find(order_fields, order.expression, &OrderField::expression);
    if (found == std::end(order_fields))
        throw std::logic_error("no bitmaps of " + std::string(order.expression));
    return *found;
}

// The codes of a field follow this one, which is that of its least value.
std::int64_t least_code(db::Transaction& tx, std::string_view field) {
    return tx.one<std::int64_t>(sql::codes_of_field, std::string(field));
}
std::int64_t greatest_code(std::int64_t least) {
    return least + 0xFFFF'FFFF;
}

// The code of the bucket that the key falls into.
std::int64_t code_of(db::Transaction& tx, const OrderField& field, const std::string& key) {
    const auto sql =
        "SELECT bitmap_code('" + std::string(field.field) + "', " + std::string(field.bucket) + ')';
    return tx.query_text("crm.order_bucket", sql, {db::param(key)}).as<std::int64_t>(0);
}

} // namespace

OrderBuckets::OrderBuckets(db::Transaction& tx, const PositionSet& candidates, std::int64_t first,
                           std::int64_t last)
    : tx_(tx), candidates_(candidates), first_(first), last_(last), descending_(last < first) {}

std::optional<OrderBucket> OrderBuckets::next() {
    while (fetched_.empty() && !at_end_) fetch();
    if (fetched_.empty()) return std::nullopt;
    auto bucket = std::move(fetched_.front());
    fetched_.pop_front();
    return bucket;
}

// A few rows, then more and more. Where they end within a bucket, it is fetched again as a whole.
void OrderBuckets::fetch() {
    const auto& statement = descending_ ? sql::buckets_descending : sql::buckets_ascending;
    const auto rows = tx_.all<BitmapRow>(statement, tx_.project_id(), std::min(first_, last_),
                                         std::max(first_, last_), rows_at_once_);
    at_end_ = std::ssize(rows) < rows_at_once_;
    for (const auto& row : rows) {
        if (!at_end_ && row.code == rows.back().code) break;
        if (fetched_.empty() || fetched_.back().code != row.code)
            fetched_.push_back({row.code, 0, {}});
        const BlockMembers members(row.members);
        fetched_.back().people += members.count();
        candidates_.append_common(row.block, members, fetched_.back().members);
    }
    if (!rows.empty()) first_ = rows.back().code;
    const bool nothing_whole = fetched_.empty() && !at_end_;
    if (rows_at_once_ < most_rows_at_once || nothing_whole) rows_at_once_ *= 4;
    std::erase_if(fetched_, [](const auto& bucket) { return bucket.members.empty(); });
}

OrderWalk::OrderWalk(db::Transaction& tx, const ContactOrder& order, const PositionSet& candidates,
                     const std::optional<std::pair<std::string, Uuid>>& after)
    : tx_(tx), order_(order), after_(after) {
    const auto& field = field_of(order);
    field_codes_ = least_code(tx, field.field);
    const auto last = order.descending ? field_codes_ : greatest_code(field_codes_);
    first_ = after              ? code_of(tx, field, after->first)
             : order.descending ? greatest_code(field_codes_)
                                : field_codes_;
    buckets_.emplace(tx, candidates, first_, last);
}

OrderGroup OrderWalk::next(std::size_t at_least) {
    OrderGroup group;
    auto& members = group.members;
    while (members.size() < at_least) {
        if (same_key_.by_id) {
            const auto part = same_key_.by_id->next();
            if (!part) same_key_.by_id.reset();
            if (part) members.insert(members.end(), part->members.begin(), part->members.end());
            continue;
        }
        auto bucket = waiting_ ? std::move(waiting_) : buckets_->next();
        waiting_.reset();
        if (!bucket) break;
        if (bucket->members.size() <= small_bucket) {
            members.insert(members.end(), bucket->members.begin(), bucket->members.end());
        } else if (!members.empty()) {
            waiting_ = std::move(bucket);
            break;
        } else if (has_one_key(bucket->code)) {
            enter(*bucket);
        } else {
            return {std::move(bucket->members), first_value(bucket->code), bucket->people};
        }
    }
    return group;
}

// Buckets of small whole numbers have one value each, as has that of empty texts, and that of
// people whom nobody has heard of.
bool OrderWalk::has_one_key(std::int64_t code) const {
    constexpr std::int64_t last_of_single_numbers = 110;
    const auto value = code - field_codes_ - least_value;
    if (order_.expression == "s.engagement_score") return value <= last_of_single_numbers;
    if (order_.expression == "s.last_interaction_sort") return value == never;
    return order_.type == "text" && value == 0;
}

// The value of the bucket, or of the one above it when the order goes down. None where the bucket
// at the end of a field holds what lies beyond as well, and of buckets of numbers.
std::optional<std::int32_t> OrderWalk::first_value(std::int64_t code) const {
    const auto value = code - field_codes_ - least_value;
    const auto first = static_cast<std::int32_t>(order_.descending ? value + 1 : value);
    if (order_.type == "timestamptz")
        return value > first_day && value < last_day ? std::optional(first) : std::nullopt;
    constexpr std::int32_t least_surrogate = 0xD800, most_characters = 0x10FFFF;
    const auto character = first / 1024;
    const bool has_key =
        character > 0 && character < most_characters && character != least_surrogate;
    return order_.type == "text" && has_key ? std::optional(first) : std::nullopt;
}

std::string OrderWalk::from_bucket(const std::string& parameter) const {
    const auto form = order_.type == "text" ? first_key_of_beginning : first_key_of_day;
    return fmt::format(" AND {} {} {}", order_.expression, order_.descending ? "<" : ">=",
                       fmt::format(fmt::runtime(form), parameter + "::integer"));
}

void OrderWalk::enter(const OrderBucket& bucket) {
    same_key_.members = {};
    for (const auto position : bucket.members) same_key_.members.add(position);
    const auto least = least_code(tx_, by_id.field);
    const auto last = order_.descending ? least : greatest_code(least);
    const bool begins_here = after_ && bucket.code == first_;
    const auto first = begins_here         ? code_of(tx_, by_id, after_->second.text())
                       : order_.descending ? greatest_code(least)
                                           : least;
    same_key_.by_id = std::make_unique<OrderBuckets>(tx_, same_key_.members, first, last);
}

} // namespace crm
