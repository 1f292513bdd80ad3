// The rows of campaign_executions as the engine reads and writes them.
#pragma once
#include "features/campaigns/campaign.hpp"

namespace campaigns {

enum class DeliveryStatus {
    pending,
    skipped,   // gets nothing; skip_reason says why
    sent,      // accepted by the other side
    delivered, // known to have arrived
    bounced,
    failed,
    unknown, // may have been sent: never sent again by itself
};
BOOST_DESCRIBE_ENUM(DeliveryStatus, pending, skipped, sent, delivered, bounced, failed, unknown)

// Rows of the ledger under a lease. The number fences: what an earlier holder still writes about
// the chunk finds nothing.
struct ClaimedChunk {
    Uuid project_id{}, campaign_id{}, message_id{};
    std::int32_t chunk = 0;
    std::int32_t size = 0;
    Uuid lease_owner{};
    std::int64_t lease_number = 0;
    std::optional<Uuid> sender_id; // by which its messages leave; absent: as the message says
};
BOOST_DESCRIBE_STRUCT(ClaimedChunk, (),
                      (project_id, campaign_id, message_id, chunk, size, lease_owner, lease_number,
                       sender_id))

// Until when nobody takes a chunk, and why.
struct Wait {
    Timestamp until{};
    std::optional<WaitReason> because; // absent: a moment, nothing to be told
    std::string detail;                // what the other side said, for people
};

// What became of a row.
struct Finding {
    Uuid execution_id{};
    DeliveryStatus status = DeliveryStatus::unknown;
    std::optional<std::int32_t> attempts; // made with this one; absent: one more than it had
    Timestamp at{};
    std::optional<Timestamp> retry_at; // of one that is pending again
    std::int32_t reply_code = 0;       // 0: none
    std::string detail, provider_id;
    std::int32_t position = 0;   // in the chunk, when `personal_values` are kept
    std::string personal_values; // of what left (kept_contents.hpp)
};

// Rows (from, to] of a chunk by position.
struct Window {
    std::int32_t from = 0, to = 0;
};

// A row that may be handed over now.
struct DueRow {
    Uuid id{}, contact_id{};
    std::int32_t position = 0;
    std::int32_t delivery_attempt = 0;
    std::string address;
    Json data;
};
BOOST_DESCRIBE_STRUCT(DueRow, (), (id, contact_id, position, delivery_attempt, address, data))

// All of these in a transaction of role app in the chunk's project.

// Statements of this transaction are planned for the tables as they are now. Where rows of the
// ledger are looked for, begin with it.
void plan_anew(db::Transaction& tx);

// Of rows that are pending or unknown; what is known for sure of others is not written over. That
// something was sent is believed of anybody; else a row that is pending is changed by the holder of
// the lease only: whoever lost it may be late by hours, and somebody else sends meanwhile. Written
// twice it is as if it was written once.
void write_findings(db::Transaction& tx, const ClaimedChunk& chunk,
                    const std::vector<Finding>& findings);

// Declares that the holder may hand over these rows. False: the lease went to somebody else, the
// campaign does not run, or its end came; then nothing may be handed over.
bool hold_window(db::Transaction& tx, const ClaimedChunk& chunk, const Window& window,
                 Timestamp lease_until, Timestamp now);

// The rows of the window that are due, in their order. Who may not be written to any more since the
// snapshot becomes `skipped` in the same statement.
std::vector<DueRow> take_window(db::Transaction& tx, const ClaimedChunk& chunk,
                                const Window& window, Timestamp now);

// Gives the lease back; nobody takes it again before the wait is over. False: it was somebody
// else's already.
bool release(db::Transaction& tx, const ClaimedChunk& chunk, const std::optional<Wait>& wait = {});

// Of a worker that died: what it handed over without an end is in doubt, and only that, if
// `only_begun`; else whatever it had declared, as long as the lease is still its own.
void write_doubts(db::Transaction& tx, const ClaimedChunk& chunk, const std::vector<Uuid>& begun,
                  bool only_begun);

// Gives back a lease under which nothing was declared. False: something is declared by now, and its
// holder is sending.
bool release_untouched(db::Transaction& tx, const ClaimedChunk& chunk);

// Takes a lease that ran out before `before` away from its holder for good: whatever he may have
// handed over becomes unknown. False: he has renewed or released it meanwhile.
bool revoke(db::Transaction& tx, const ClaimedChunk& chunk, Timestamp before);

// Gives the lease back; what is pending in the chunk gets nothing any more ("cancelled", "ended").
// False: the lease was somebody else's already, and nothing changes.
bool skip_pending(db::Transaction& tx, const ClaimedChunk& chunk, std::string_view reason);

// The ledger counted row by row, to compare with the rollups of the chunks.
Ledger recount(db::Transaction& tx, const Uuid& campaign_id);

} // namespace campaigns
