#include "features/campaigns/entries.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/sender_shares.hpp"
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

// The next free places of a message in the ledger of its campaign: for each sender in chunks of its
// own.
class Places {
  public:
    struct Place {
        std::int32_t chunk = 0, position = 0;
    };
    Places(db::Transaction& tx, const Uuid& campaign_id, const Uuid& message_id)
        : tx_(tx),
          campaign_id_(campaign_id),
          message_id_(message_id),
          last_chunk_(tx.one<std::int32_t>(engine::sql::last_chunk, campaign_id)) {}

    Place take(const SenderShare* share) {
        const auto found = here_.find(share);
        auto& here = found != here_.end() ? found->second : (here_[share] = begin(share));
        if (here.size == most_rows_of_chunk) here = new_chunk(share);
        return {here.chunk, ++here.size};
    }
    void name_senders() const { senders_.store(tx_, campaign_id_); }

  private:
    ChunkWithRoom begin(const SenderShare* share) {
        const auto room = tx_.maybe<ChunkWithRoom>(
            sql::chunk_with_room, campaign_id_, message_id_, most_rows_of_chunk,
            share ? std::optional(share->sender_id) : std::nullopt);
        return room ? *room : new_chunk(share);
    }
    ChunkWithRoom new_chunk(const SenderShare* share) {
        ++last_chunk_;
        if (share) senders_.add(last_chunk_, *share);
        return {last_chunk_, 0};
    }

    db::Transaction& tx_;
    const Uuid campaign_id_, message_id_;
    std::int32_t last_chunk_;
    std::map<const SenderShare*, ChunkWithRoom> here_;
    ChunkSenders senders_;
};

// The rows of one message for those who have none yet.
void add_rows(const jobs::Context& job, db::Transaction& tx, const Campaign& campaign,
              const CampaignMessage& message, const std::vector<Uuid>& contact_ids, Timestamp due,
              Timestamp now) {
    const bool is_transactional = campaign.campaign_type == CampaignType::transactional;
    const auto people = tx.all<Newcomer>(sql::newcomers, contact_ids, message.id, message.channel,
                                         campaign.excluded_segments, is_transactional);
    if (people.empty()) return;
    const auto shares = shares_of(tx, message, campaign);
    Places places(tx, campaign.id, message.id);
    const auto channel = meta::enum_name(message.channel);
    std::vector<Uuid> ids;
    std::vector<std::int32_t> chunks, positions;
    std::vector<std::optional<std::string>> addresses, hashes, reasons;
    for (const auto& person : people) {
        const auto [chunk, position] = places.take(sender_of(person.id, shares));
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
             campaign.topic, is_transactional);
    places.name_senders();
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
