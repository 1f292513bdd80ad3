#include "features/campaigns/engine/workshop.hpp"

#include <boost/json.hpp>

#include "features/campaigns/engine/kept_contents.hpp"
#include "features/campaigns/engine/leases.sql.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/messages.sql.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct LeaseName {
    Uuid campaign_id;
    std::int32_t chunk = 0;
    std::int64_t lease_number = 0;
    auto operator<=>(const LeaseName&) const = default;
};
BOOST_DESCRIBE_STRUCT(LeaseName, (), (campaign_id, chunk, lease_number))

namespace {

// Workers ask for milliseconds every few hundred; a handful of connections serves them all.
constexpr std::size_t most_connections = 6;

LeaseName name_of(const ClaimedChunk& chunk) {
    return {chunk.campaign_id, chunk.chunk, chunk.lease_number};
}

} // namespace

Manuscript prepare(Services& services, const Channels& channels, db::Transaction& tx,
                   const Uuid& campaign_id, const Uuid& message_id,
                   const std::optional<Uuid>& sender_id) {
    const auto campaign = find_campaign(tx, campaign_id);
    const auto message = tx.maybe<CampaignMessage>(sql::find_message, campaign_id, message_id);
    if (!message) throw Unprepared("the message is gone");
    const auto* channel = channels.find(message->channel);
    if (!channel) throw Unprepared("this server has no such channel");
    const auto content = content_of(*message, campaign);
    auto prepared = channel->prepare(services, tx, content, sender_id);
    meta::Problems missing;
    channel->require_complete(tx, content, missing);
    if (!missing.empty())
        throw Unprepared(missing.list.front().field + ": " + missing.list.front().message);
    Manuscript manuscript{.channel = message->channel,
                          .purpose = content.purpose,
                          .message = std::move(prepared),
                          .surroundings = {{"campaign", {{"name", campaign.name}}},
                                           {"project",
                                            {{"name", tx.one<std::string>(engine::sql::project_name,
                                                                          tx.project_id())}}}},
                          .form = {},
                          .form_id = {}};
    name_form(manuscript);
    return manuscript;
}

std::shared_ptr<const Manuscript> Manuscripts::of(Services& services, const Channels& channels,
                                                  db::Transaction& tx, const Uuid& campaign_id,
                                                  const Uuid& message_id,
                                                  const std::optional<Uuid>& sender_id,
                                                  std::int64_t content_version) {
    const Key key(message_id, sender_id, content_version);
    const std::lock_guard lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (known_.size() >= most) known_.clear();
    auto made = std::make_shared<const Manuscript>(
        prepare(services, channels, tx, campaign_id, message_id, sender_id));
    known_.emplace(key, made);
    return made;
}

void Manuscripts::forget(const Uuid& message_id) {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_,
                  [&](const auto& known) { return std::get<0>(known.first) == message_id; });
}

void HeldLeases::take(std::size_t worker, const ClaimedChunk& chunk, Deadline until) {
    const std::lock_guard lock(mutex_);
    held_.insert_or_assign(worker, Held{chunk, until});
}

void HeldLeases::give_back(std::size_t worker) {
    const std::lock_guard lock(mutex_);
    held_.erase(worker);
}

bool HeldLeases::holds(std::size_t worker) const {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(worker);
    return found != held_.end() && now_() < found->second.until;
}

bool HeldLeases::knows(const ClaimedChunk& chunk) const {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(
        held_, [&](const auto& held) { return name_of(held.second.chunk) == name_of(chunk); });
}

void HeldLeases::extend(std::size_t worker, Deadline until) {
    const std::lock_guard lock(mutex_);
    if (const auto found = held_.find(worker); found != held_.end()) found->second.until = until;
}

void HeldLeases::renew(db::Pool& database, const Uuid& owner, Timestamp now,
                       std::chrono::seconds lease) {
    // Counted from before the statement: never longer than the database grants.
    const auto until = now_() + lease;
    const auto before = all();
    if (before.empty()) return;
    std::vector<Uuid> projects, campaigns;
    std::vector<std::int32_t> chunks;
    std::vector<std::int64_t> numbers;
    for (const auto& [worker, held] : before) {
        projects.push_back(held.chunk.project_id);
        campaigns.push_back(held.chunk.campaign_id);
        chunks.push_back(held.chunk.chunk);
        numbers.push_back(held.chunk.lease_number);
    }
    const auto renewed =
        database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
            return tx.all<LeaseName>(engine::sql::renew_leases, projects, campaigns, chunks,
                                     numbers, now + lease, owner);
        });
    const std::set<LeaseName> ours(renewed.begin(), renewed.end());
    const std::lock_guard lock(mutex_);
    for (const auto& [worker, held] : before) {
        const auto found = held_.find(worker);
        if (found == held_.end() || name_of(found->second.chunk) != name_of(held.chunk)) continue;
        auto& mine = found->second.until;
        mine = ours.contains(name_of(held.chunk)) ? std::max(mine, until) : Deadline{};
    }
}

std::map<std::size_t, HeldLeases::Held> HeldLeases::all() const {
    const std::lock_guard lock(mutex_);
    return held_;
}

Workshop::Workshop(Services& all_services, const Channels& all_channels,
                   EngineSettings engine_settings)
    : services(all_services),
      channels(all_channels),
      settings(std::move(engine_settings)),
      owner(Uuid::make()),
      database(all_services.database.conninfo(), most_connections),
      leases(settings.lease_clock) {}

std::vector<CampaignAtWork> Workshop::campaigns_with_work(db::Transaction& tx) const {
    const auto threads = static_cast<std::int64_t>(settings.threads);
    const auto most_of_project =
        std::max<std::int64_t>(1, threads - std::max<std::int64_t>(1, threads / 8));
    return tx.all<CampaignAtWork>(engine::sql::campaigns_with_work, services.clock.now(), owner,
                                  most_of_project);
}

void Workshop::touched(const Uuid& project_id, const Uuid& campaign_id) {
    const std::lock_guard lock(mutex_);
    touched_.emplace(project_id, campaign_id);
}

std::set<std::pair<Uuid, Uuid>> Workshop::take_touched() {
    const std::lock_guard lock(mutex_);
    return std::exchange(touched_, {});
}

} // namespace campaigns
