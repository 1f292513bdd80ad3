#include "features/campaigns/engine/worker.hpp"

#include <sodium.h>

#include <boost/json.hpp>
#include <condition_variable>

#include "features/campaigns/engine/budget.hpp"
#include "features/campaigns/engine/kept_contents.hpp"
#include "features/campaigns/engine/leases.sql.hpp"
#include "features/campaigns/engine/outcomes.hpp"
#include "platform/log/log.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {
namespace {

using std::chrono::steady_clock;

// The database is away: its answer is waited for as long as the server runs, since only it can be
// told what was sent.
constexpr std::chrono::milliseconds pause_while_lost{200};
// What others declared may be all that the budget still pays: a second later that is known.
constexpr std::chrono::seconds pause_while_declared{1};

double chance() {
    return static_cast<double>(randombytes_uniform(1000)) / 1000;
}

void wait(std::chrono::milliseconds pause) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, pause);
}

Recipient recipient_of(const DueRow& row, const Manuscript& manuscript) {
    Recipient recipient{.execution_id = row.id,
                        .contact_id = row.contact_id,
                        .address = row.address,
                        .data = manuscript.surroundings};
    recipient.data["contact"] = boost::json::parse(row.data.text);
    return recipient;
}

} // namespace

Worker::Worker(Workshop& workshop, std::size_t number)
    : workshop_(workshop),
      number_(number),
      journal_(workshop.settings.journals, workshop.owner, number) {}

bool Worker::work() {
    CampaignAtWork campaign;
    const auto chunk = claim(campaign);
    if (!chunk) {
        for (auto& [name, carrier] : carriers_) carrier->rest();
        return false;
    }
    workshop_.touched(chunk->project_id, chunk->campaign_id);
    if (campaign.over_because) {
        skip_rest(*chunk, *campaign.over_because);
        return true;
    }
    Turn turn{.chunk = *chunk, .has_budget = campaign.has_budget};
    if (get_ready(turn, campaign.content_version)) send(turn);
    if (turn.wait && turn.wait->because) workshop_.manuscripts.forget(chunk->message_id);
    workshop_.leases.give_back(number_);
    workshop_.touched(chunk->project_id, chunk->campaign_id);
    return true;
}

// The first campaign, in the order of fairness, of which a chunk can be had.
std::optional<ClaimedChunk> Worker::claim(CampaignAtWork& campaign) {
    const auto now = workshop_.services.clock.now();
    const auto until = workshop_.leases.now() + workshop_.settings.lease;
    const std::lock_guard turn(workshop_.claiming);
    auto claimed = workshop_.in_system([&](db::Transaction& tx) -> std::optional<ClaimedChunk> {
        for (auto& candidate : workshop_.campaigns_with_work(tx)) {
            auto chunk = tx.maybe<ClaimedChunk>(engine::sql::claim_chunk, candidate.project_id,
                                                candidate.campaign_id, workshop_.owner,
                                                now + workshop_.settings.lease,
                                                candidate.over_because.has_value(), now);
            if (!chunk) continue; // others were quicker
            campaign = std::move(candidate);
            return chunk;
        }
        return std::nullopt;
    });
    if (claimed) workshop_.leases.take(number_, *claimed, until);
    return claimed;
}

void Worker::skip_rest(const ClaimedChunk& chunk, const std::string& reason) {
    workshop_.in_project(chunk.project_id, [&](db::Transaction& tx) {
        plan_anew(tx);
        skip_pending(tx, chunk, reason);
    });
    workshop_.leases.give_back(number_);
}

// False: the campaign cannot be sent as it is, and was paused.
bool Worker::get_ready(Turn& turn, std::int64_t content_version) {
    const auto& chunk = turn.chunk;
    try {
        workshop_.in_project(chunk.project_id, [&](db::Transaction& tx) {
            turn.manuscript = workshop_.manuscripts.of(workshop_.services, workshop_.channels, tx,
                                                       chunk.campaign_id, chunk.message_id,
                                                       chunk.sender_id, content_version);
            keep_form(tx, chunk, *turn.manuscript);
        });
    } catch (const Unprepared& why) {
        const auto detail = std::string(text::first_code_points(why.what(), longest_pause_detail));
        workshop_.in_project(chunk.project_id, [&](db::Transaction& tx) {
            release(tx, chunk);
            if (tx.maybe<Uuid>(engine::sql::pause_unprepared, chunk.campaign_id, detail))
                publish_campaign(tx, "campaign.paused", find_campaign(tx, chunk.campaign_id));
        });
        return false;
    }
    turn.carrier = &carrier_of(turn.manuscript->channel);
    turn.ends = steady_clock::now() + workshop_.settings.turn;
    journal_.begin_lease(chunk);
    return true;
}

Carrier& Worker::carrier_of(ChannelName channel) {
    auto& carrier = carriers_[channel];
    if (!carrier) carrier = workshop_.channels.find(channel)->open(workshop_.services);
    return *carrier;
}

void Worker::send(Turn& turn) {
    while (!turn.over) {
        const auto rows = settle(turn);
        journal_.settled();
        hand_over(turn, rows);
    }
    journal_.end_lease();
}

bool Worker::wants_more(const Turn& turn) const {
    return !workshop_.stopping && !turn.wait && turn.position < turn.chunk.size
           && steady_clock::now() < turn.ends && workshop_.leases.holds(number_);
}

// Until the database has heard it. When the server stops before that, the journal keeps it.
std::vector<DueRow> Worker::settle(Turn& turn) {
    for (;;) {
        try {
            return try_to_settle(turn);
        } catch (const db::Lost& lost) {
            if (workshop_.stopping) throw;
            log::warn("campaign_results_wait", {{"what", lost.what()}});
        }
        wait(pause_while_lost);
    }
}

std::vector<DueRow> Worker::try_to_settle(Turn& turn) {
    const auto now = workshop_.services.clock.now();
    const auto until = workshop_.leases.now() + workshop_.settings.lease;
    Window window{};
    std::vector<DueRow> rows;
    bool held = false;
    workshop_.in_project(turn.chunk.project_id, [&](db::Transaction& tx) {
        rows.clear(); // the transaction may be run again
        window = {turn.position,
                  std::min(turn.position + workshop_.settings.window, turn.chunk.size)};
        plan_anew(tx);
        write_findings(tx, turn.chunk, turn.findings);
        keep_contents(tx, turn.chunk, *turn.manuscript, turn.findings);
        held = wants_more(turn) && is_paid_for(tx, turn, window)
               && hold_window(tx, turn.chunk, window, now + workshop_.settings.lease, now);
        if (held)
            rows = take_window(tx, turn.chunk, window, now);
        else
            release(tx, turn.chunk, turn.wait);
    });
    turn.findings.clear();
    turn.over = !held;
    if (held) {
        workshop_.leases.extend(number_, until);
        if (rows.empty()) turn.position = window.to;
    }
    return rows;
}

// Makes the window as small as the budget is. False: it pays for nothing more, and the campaign
// stops, unless others have declared what may not leave after all.
bool Worker::is_paid_for(db::Transaction& tx, Turn& turn, Window& window) {
    if (!turn.has_budget) return true;
    const auto room = budget_room(tx, turn.chunk);
    if (!room) return true;
    window.to =
        static_cast<std::int32_t>(std::min<std::int64_t>(window.to, window.from + room->messages));
    if (room->messages > 0 || room->pending == 0) return room->messages > 0;
    const auto now = workshop_.services.clock.now();
    if (room->is_all_known)
        stop_at_budget(tx, turn.chunk.campaign_id, now);
    else
        turn.wait = Wait{.until = now + pause_while_declared};
    return false;
}

void Worker::hand_over(Turn& turn, const std::vector<DueRow>& rows) {
    const auto window_ends = steady_clock::now() + workshop_.settings.longest_window;
    for (const auto& row : rows) {
        if (workshop_.stopping || !workshop_.leases.holds(number_)) return;
        turn.findings.push_back(hand_over(turn, row));
        turn.position = row.position;
        if (turn.wait || steady_clock::now() > window_ends) return;
    }
}

Finding Worker::hand_over(Turn& turn, const DueRow& row) {
    const auto recipient = recipient_of(row, *turn.manuscript);
    const auto& clock = workshop_.services.clock;
    Rendered rendered;
    try {
        rendered = turn.manuscript->message->render(recipient);
    } catch (const Unwritable& why) {
        return unwritable(row, why.what(), clock.now());
    }
    journal_.begun(row.id);
    const auto outcome = turn.carrier->hand_over(*turn.manuscript->message, recipient, rendered);
    ++handed_over_;
    auto finding = finding_of(row, outcome, clock.now(), chance());
    if (turn.manuscript->purpose == MessagePurpose::transactional)
        send_again_in_doubt(finding, row, chance());
    journal_.ended(finding);
    if (!turn.manuscript->form.empty())
        finding.personal_values = turn.manuscript->message->personal_values(recipient);
    if (outcome.kind == Outcome::Kind::deferred && outcome.reply_code == 0)
        turn.wait = Wait{clock.now() + workshop_.settings.no_connection,
                         outcome.waits_because.value_or(WaitReason::unreachable), finding.detail};
    if (outcome.kind == Outcome::Kind::held && outcome.waits_because)
        turn.wait = Wait{*finding.retry_at, outcome.waits_because, finding.detail};
    return finding;
}

} // namespace campaigns
