#include "features/campaigns/engine/ledger.hpp"

#include "features/campaigns/engine/ledger.sql.hpp"
#include "features/campaigns/engine/retries.hpp"

namespace campaigns {
namespace {

void doubt_handed(db::Transaction& tx, const ClaimedChunk& chunk) {
    tx.later(engine::sql::handed_becomes_unknown, chunk.campaign_id, chunk.chunk, chunk.lease_owner,
             chunk.lease_number, most_attempts_in_doubt);
}

} // namespace

void plan_anew(db::Transaction& tx) {
    tx.later(engine::sql::plan_for_these_values);
}

void write_findings(db::Transaction& tx, const ClaimedChunk& chunk,
                    const std::vector<Finding>& findings) {
    if (findings.empty()) return;
    std::vector<Uuid> ids;
    std::vector<DeliveryStatus> statuses;
    std::vector<std::optional<std::int32_t>> attempts;
    std::vector<std::int32_t> codes;
    std::vector<Timestamp> at;
    std::vector<std::optional<Timestamp>> retries;
    std::vector<std::string> details, providers;
    for (const auto& finding : findings) {
        ids.push_back(finding.execution_id);
        statuses.push_back(finding.status);
        attempts.push_back(finding.attempts);
        at.push_back(finding.at);
        retries.push_back(finding.retry_at);
        codes.push_back(finding.reply_code);
        details.push_back(finding.detail);
        providers.push_back(finding.provider_id);
    }
    tx.later(engine::sql::write_findings, ids, statuses, attempts, at, retries, codes, details,
             providers, chunk.campaign_id, chunk.chunk, chunk.lease_owner, chunk.lease_number);
}

bool hold_window(db::Transaction& tx, const ClaimedChunk& chunk, const Window& window,
                 Timestamp lease_until, Timestamp now) {
    return tx
        .maybe<std::int32_t>(engine::sql::hold_window, chunk.campaign_id, chunk.chunk,
                             chunk.lease_owner, chunk.lease_number, window.from, window.to,
                             lease_until, now)
        .has_value();
}

std::vector<DueRow> take_window(db::Transaction& tx, const ClaimedChunk& chunk,
                                const Window& window, Timestamp now) {
    return tx.all<DueRow>(engine::sql::take_window, chunk.campaign_id, chunk.chunk, window.from,
                          window.to, now);
}

bool release(db::Transaction& tx, const ClaimedChunk& chunk, const std::optional<Wait>& wait) {
    return tx
        .maybe<std::int32_t>(engine::sql::release_chunk, chunk.campaign_id, chunk.chunk,
                             chunk.lease_owner, chunk.lease_number,
                             wait ? std::optional(wait->until) : std::nullopt,
                             wait ? wait->because : std::nullopt, wait ? wait->detail : "")
        .has_value();
}

bool release_untouched(db::Transaction& tx, const ClaimedChunk& chunk) {
    return tx
        .maybe<std::int32_t>(engine::sql::release_untouched_chunk, chunk.campaign_id, chunk.chunk,
                             chunk.lease_owner, chunk.lease_number)
        .has_value();
}

void write_doubts(db::Transaction& tx, const ClaimedChunk& chunk, const std::vector<Uuid>& begun,
                  bool only_begun) {
    tx.later(engine::sql::begun_becomes_unknown, chunk.campaign_id, begun, most_attempts_in_doubt);
    if (!only_begun) doubt_handed(tx, chunk);
}

bool revoke(db::Transaction& tx, const ClaimedChunk& chunk, Timestamp before) {
    auto mine = chunk;
    const auto number =
        tx.maybe<std::int64_t>(engine::sql::fence_chunk, chunk.campaign_id, chunk.chunk,
                               chunk.lease_owner, chunk.lease_number, before);
    if (!number) return false;
    mine.lease_number = *number;
    doubt_handed(tx, mine);
    return release(tx, mine);
}

// The lease first: its row is locked until the end, and nobody declares anything meanwhile.
bool skip_pending(db::Transaction& tx, const ClaimedChunk& chunk, std::string_view reason) {
    if (!release(tx, chunk)) return false;
    tx.later(engine::sql::skip_pending, chunk.campaign_id, chunk.chunk, reason);
    return true;
}

Ledger recount(db::Transaction& tx, const Uuid& campaign_id) {
    return tx.one<Ledger>(engine::sql::recount, campaign_id);
}

} // namespace campaigns
