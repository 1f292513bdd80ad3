// What the workers of one server share.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/engine/sending_engine.hpp"
#include "platform/db/database.hpp"

namespace campaigns {

// A campaign with something due.
struct CampaignAtWork {
    Uuid project_id{}, campaign_id{};
    std::int64_t content_version = 0;
    std::optional<std::string> over_because; // "cancelled", "ended": nothing leaves any more
    bool has_budget = false;
};
BOOST_DESCRIBE_STRUCT(CampaignAtWork, (),
                      (project_id, campaign_id, content_version, over_because, has_budget))

// A message ready to be written, with what its templates read beside the contact.
struct Manuscript {
    ChannelName channel = ChannelName::email;
    MessagePurpose purpose = MessagePurpose::marketing;
    std::shared_ptr<const PreparedMessage> message;
    boost::json::object surroundings; // {"campaign":{…},"project":{…}}
    std::string form;                 // what is kept of it, once for all; empty: nothing
    Uuid form_id{};                   // made of the form
};

// Messages are prepared once for all workers.
class Manuscripts {
  public:
    static constexpr std::size_t most = 100;
    // Throws Unprepared.
    std::shared_ptr<const Manuscript> of(Services& services, const Channels& channels,
                                         db::Transaction& tx, const Uuid& campaign_id,
                                         const Uuid& message_id,
                                         const std::optional<Uuid>& sender_id,
                                         std::int64_t content_version);
    // What it was prepared of may have been mended meanwhile: a sender was deleted, or set up anew.
    void forget(const Uuid& message_id);

  private:
    std::mutex mutex_;
    using Key = std::tuple<Uuid, std::optional<Uuid>, std::int64_t>;
    std::map<Key, std::shared_ptr<const Manuscript>> known_;
};
// As above, without a cache; for the rehearsal.
Manuscript prepare(Services& services, const Channels& channels, db::Transaction& tx,
                   const Uuid& campaign_id, const Uuid& message_id,
                   const std::optional<Uuid>& sender_id);

// The leases that this server holds, and until when at least.
class HeldLeases {
  public:
    using Deadline = LeaseClock::time_point;
    using Now = std::function<Deadline()>;
    explicit HeldLeases(Now now = LeaseClock::now) : now_(std::move(now)) {}

    Deadline now() const { return now_(); }
    void take(std::size_t worker, const ClaimedChunk& chunk, Deadline until);
    void give_back(std::size_t worker);
    // False: the lease may have run out; another server may take over any moment.
    bool holds(std::size_t worker) const;
    bool knows(const ClaimedChunk& chunk) const;
    void extend(std::size_t worker, Deadline until);
    // Tells the database that their holders live. What it knows of somebody else by now is not held
    // any more.
    void renew(db::Pool& database, const Uuid& owner, Timestamp now, std::chrono::seconds lease);

  private:
    struct Held {
        ClaimedChunk chunk;
        Deadline until;
    };
    std::map<std::size_t, Held> all() const;

    const Now now_;
    mutable std::mutex mutex_;
    std::map<std::size_t, Held> held_; // by worker
};

struct Workshop {
    Workshop(Services& all_services, const Channels& all_channels, EngineSettings engine_settings);

    Services& services;
    const Channels& channels;
    const EngineSettings settings;
    const Uuid owner;  // of the leases: this run of this server
    db::Pool database; // its own: requests do not wait for workers, nor workers for requests
    Manuscripts manuscripts;
    HeldLeases leases;
    std::atomic<bool> stopping = false;
    std::mutex claiming; // one after another: each sees what the others took

    // Those of which a worker may take a chunk now, in the order of fairness.
    std::vector<CampaignAtWork> campaigns_with_work(db::Transaction& tx) const;

    // Campaigns whose ledger changed since it was last told.
    void touched(const Uuid& project_id, const Uuid& campaign_id);
    std::set<std::pair<Uuid, Uuid>> take_touched();

    template <class F>
    auto in_project(const Uuid& project_id, F&& body) {
        return database.in_transaction({.role = db::Role::app, .project_id = project_id},
                                       std::forward<F>(body));
    }
    template <class F>
    auto in_system(F&& body) {
        return database.in_transaction({.role = db::Role::system}, std::forward<F>(body));
    }

  private:
    std::mutex mutex_;
    std::set<std::pair<Uuid, Uuid>> touched_;
};

} // namespace campaigns
