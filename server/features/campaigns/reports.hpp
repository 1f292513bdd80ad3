// What becomes known after a message was handed over: by a tracking link, a bounce in a mailbox, a
// provider's receipt. Channels tell the ledger here.
#pragma once
#include "features/campaigns/engine/ledger.hpp"

namespace campaigns {

enum class ReportKind {
    delivered,
    bounced, // also later than accepted, and even than delivered
    opened,  // opens, clicks and unsubscribing prove that it arrived
    clicked, // counts as opened too
    unsubscribed,
};
BOOST_DESCRIBE_ENUM(ReportKind, delivered, bounced, opened, clicked, unsubscribed)

struct Report {
    Uuid execution_id{};
    ReportKind kind = ReportKind::delivered;
    Timestamp at{};
    std::string detail;          // of a bounce, for people, without the address
    std::int32_t reply_code = 0; // of a bounce
    bool by_machine = false; // opened or clicked by a prefetching proxy or a scanner: not counted
};

// In the project of the transaction, many at once. Only the first of each kind counts for a row; in
// whichever order they come, the row ends the same. Rows that are unknown to the project are passed
// by, and so are those that were never sent.
void report(db::Transaction& tx, const std::vector<Report>& reports);

} // namespace campaigns
