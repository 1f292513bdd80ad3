// Candidates of a list in the list's order, by the bitmaps of what it sorts by.
#pragma once
#include <deque>
#include <memory>
#include <optional>

#include "features/crm/contact_order.hpp"
#include "features/crm/position_set.hpp"
#include "platform/db/transaction.hpp"

namespace crm {

// People who stand together in the order: within a bucket anybody may be first.
struct OrderBucket {
    std::int64_t code = 0;
    std::size_t people = 0; // candidates or not
    std::vector<std::int32_t> members;
};

// The buckets of a field, those members alone that are among the candidates.
class OrderBuckets {
  public:
    // Codes from `first` to `last`, which is the lower one when they go down.
    OrderBuckets(db::Transaction& tx, const PositionSet& candidates, std::int64_t first,
                 std::int64_t last);
    std::optional<OrderBucket> next();

  private:
    void fetch();

    db::Transaction& tx_;
    const PositionSet& candidates_;
    std::int64_t first_, last_;
    bool descending_;
    int rows_at_once_ = 128;
    bool at_end_ = false;
    std::deque<OrderBucket> fetched_;
};

// Candidates that stand behind those of the groups before. Empty: there are no more.
struct OrderGroup {
    std::vector<std::int32_t> members;
    // Of one large bucket alone, where the key at which it begins is known: for from_bucket().
    std::optional<std::int32_t> first_value;
    std::size_t people = 0; // in that bucket, candidates or not
};

class OrderWalk {
  public:
    // Refers to the candidates. `after`: sort key and id of the row that the page stands behind.
    OrderWalk(db::Transaction& tx, const ContactOrder& order, const PositionSet& candidates,
              const std::optional<std::pair<std::string, Uuid>>& after);

    // The next ones, at least so many as long as there are, or those of one large bucket.
    OrderGroup next(std::size_t at_least);
    // " AND …": who stands in the bucket of a group's `first_value`, which is that parameter
    // ("$7"), or behind it.
    std::string from_bucket(const std::string& parameter) const;

  private:
    std::optional<std::int32_t> first_value(std::int64_t code) const;
    // Of a bucket whose members all have the same key: the order goes on by their ids.
    struct SameKey {
        PositionSet members;
        std::unique_ptr<OrderBuckets> by_id;
    };
    bool has_one_key(std::int64_t code) const;
    void enter(const OrderBucket& bucket);

    db::Transaction& tx_;
    const ContactOrder& order_;
    std::optional<std::pair<std::string, Uuid>> after_;
    std::int64_t field_codes_;
    std::int64_t first_ = 0;
    std::optional<OrderBuckets> buckets_;
    std::optional<OrderBucket> waiting_;
    SameKey same_key_;
};

} // namespace crm
