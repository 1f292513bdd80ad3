#include "features/campaigns/entries.hpp"

#include <fmt/format.h>

#include <set>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/snapshot.hpp"
#include "features/campaigns/engine/snapshot.sql.hpp"
#include "features/campaigns/entries.sql.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "features/crm/crm.hpp"
#include "platform/http/guards.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/meta/values.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct Newcomer {
    Uuid id;
    std::optional<std::string> address, normalised, reason;
};
BOOST_DESCRIBE_STRUCT(Newcomer, (), (id, address, normalised, reason))

struct ChunkWithRoom {
    std::int32_t chunk = 0, size = 0;
};
BOOST_DESCRIBE_STRUCT(ChunkWithRoom, (), (chunk, size))

namespace {

// The next free place of a message in the ledger of its campaign.
class Places {
  public:
    Places(db::Transaction& tx, const Uuid& campaign_id, const Uuid& message_id) {
        const auto last = tx.one<std::int32_t>(engine::sql::last_chunk, campaign_id);
        const auto room = tx.maybe<ChunkWithRoom>(sql::chunk_with_room, campaign_id, message_id,
                                                  most_rows_of_chunk);
        next_chunk_ = last + 1;
        here_ = room ? *room : ChunkWithRoom{next_chunk_++, 0};
    }
    std::pair<std::int32_t, std::int32_t> take() {
        if (here_.size == most_rows_of_chunk) here_ = {next_chunk_++, 0};
        return {here_.chunk, ++here_.size};
    }

  private:
    ChunkWithRoom here_;
    std::int32_t next_chunk_ = 1;
};

// The rows of one message for those who have none yet.
void add_rows(const jobs::Context& job, db::Transaction& tx, const Campaign& campaign,
              const CampaignMessage& message, const std::vector<Uuid>& contact_ids, Timestamp due,
              Timestamp now) {
    const auto people = tx.all<Newcomer>(sql::newcomers, contact_ids, message.id, message.channel,
                                         campaign.excluded_segments);
    if (people.empty()) return;
    Places places(tx, campaign.id, message.id);
    const auto channel = meta::enum_name(message.channel);
    std::vector<Uuid> ids;
    std::vector<std::int32_t> chunks, positions;
    std::vector<std::optional<std::string>> addresses, hashes, reasons;
    for (const auto& person : people) {
        const auto [chunk, position] = places.take();
        ids.push_back(person.id);
        chunks.push_back(chunk);
        positions.push_back(position);
        addresses.push_back(person.address);
        hashes.push_back(person.normalised ? std::optional(crm::suppression_hash(
                                                 job.services.secrets, *job.project_id, channel,
                                                 *person.normalised))
                                           : std::nullopt);
        reasons.push_back(person.reason);
    }
    tx.query(engine::sql::insert_executions, campaign.id, message.id, message.channel, ids, chunks,
             positions, addresses, hashes, reasons, std::vector<Timestamp>(ids.size(), due), now,
             campaign.cap_messages, now - std::chrono::days(campaign.cap_days.value_or(0)),
             campaign.topic);
}

// The campaign's row is ours until the end: one entry at a time looks for places in its ledger.
void add_to_campaign(const jobs::Context& job, db::Transaction& tx, const AddToCampaigns& work,
                     const Uuid& campaign_id) {
    const auto now = job.services.clock.now();
    if (!tx.maybe<Uuid>(sql::lock_fed_campaign, work.segment_id, campaign_id, now)) return;
    plan_anew(tx);
    const auto campaign = find_campaign(tx, campaign_id);
    auto due = now;
    for (const auto& message : messages_of(tx, campaign_id)) {
        if (!message.is_active) continue;
        due += std::chrono::hours(message.send_delay_hours);
        add_rows(job, tx, campaign, message, work.contact_ids, due, now);
    }
    tx.later(sql::notify_campaigns);
}

} // namespace

void people_entered(db::Transaction& tx, const Uuid& segment_id, const std::string& segment_name,
                    const std::vector<Uuid>& contact_ids) {
    for (std::size_t from = 0; from < contact_ids.size(); from += most_entries_of_job) {
        const auto to = std::min(contact_ids.size(), from + most_entries_of_job);
        AddToCampaigns work{.segment_id = segment_id, .contact_ids = {}};
        work.contact_ids.assign(contact_ids.begin() + static_cast<std::ptrdiff_t>(from),
                                contact_ids.begin() + static_cast<std::ptrdiff_t>(to));
        jobs::enqueue(tx, work, {.title = "Campaigns of " + segment_name});
    }
}

void add_to_campaigns(jobs::Context& job, const AddToCampaigns& work) {
    const auto campaigns = job.in_project(
        [&](db::Transaction& tx) { return tx.all<Uuid>(sql::campaigns_fed_by, work.segment_id); });
    for (const auto& campaign : campaigns) {
        job.check();
        job.in_project([&](db::Transaction& tx) { add_to_campaign(job, tx, work, campaign); });
    }
}

void check_fed_campaigns(http::Call& call, const std::vector<Uuid>& before,
                         const std::vector<Uuid>& campaigns) {
    if (auto why = http::why_refused(http::manager("campaigns:send"), call.identity)) throw *why;
    const auto found = call.tx.all<Uuid>(sql::campaigns_that_may_be_fed, campaigns);
    std::set<Uuid> known(found.begin(), found.end());
    known.insert(before.begin(), before.end());
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < campaigns.size(); ++i)
        if (!known.contains(campaigns[i]))
            problems.push_back({fmt::format("default_campaigns[{}]", i), "reference_not_found",
                                "there is no such campaign, or it is over"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

} // namespace campaigns
