#include "features/campaigns/email/hits.hpp"

#include <boost/json.hpp>

#include "features/campaigns/email/hits.sql.hpp"
#include "features/campaigns/email/mail_client.hpp"
#include "features/campaigns/reports.hpp"
#include "features/crm/crm.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct HitExecution {
    Uuid id, campaign_id;
    std::string campaign_name;
    std::optional<Uuid> contact_id;
    Timestamp sent_at;
    bool is_opened = false;
};
BOOST_DESCRIBE_STRUCT(HitExecution, (),
                      (id, campaign_id, campaign_name, contact_id, sent_at, is_opened))

struct EngagedCampaign {
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(EngagedCampaign, (), (id, name))

struct FollowedLink {
    Uuid execution_id;
    std::string url;
    auto operator<=>(const FollowedLink&) const = default;
};
BOOST_DESCRIBE_STRUCT(FollowedLink, (), (execution_id, url))

namespace {

// Of one project, in its transaction.
class HitBatch {
  public:
    HitBatch(Services& services, db::Transaction& tx, const std::vector<Hit>& hits)
        : services_(services), tx_(tx) {
        std::vector<Uuid> ids;
        for (const auto& hit : hits) {
            by_execution_[hit.execution_id].push_back(&hit);
            ids.push_back(hit.execution_id);
        }
        executions_ = tx.all<HitExecution>(email::sql::executions_of_hits, ids);
        for (auto& link : tx.all<FollowedLink>(email::sql::followed_links, ids))
            followed_.insert(std::move(link));
    }

    void store() {
        for (auto& execution : executions_)
            for (const auto* hit : by_execution_[execution.id]) judge(execution, *hit);
        report(tx_, reports_);
        tx_.query(email::sql::insert_hits, campaigns_, ids_, kinds_, urls_, agents_, evidence_,
                  devices_, programs_, at_);
        crm::record_campaign_interactions(tx_, done_, services_.clock.now());
        for (const auto& [id, name] : engaged_)
            realtime::publish(tx_, "campaigns", "campaign.engaged", EngagedCampaign{id, name});
    }

  private:
    void judge(HitExecution& execution, const Hit& hit) {
        const auto evidence = machine_evidence(hit, by_execution_[execution.id], execution.sent_at);
        campaigns_.push_back(execution.campaign_id);
        ids_.push_back(execution.id);
        kinds_.push_back(hit.kind);
        urls_.push_back(hit.url);
        const auto client = mail_client_of(hit.user_agent);
        agents_.push_back(evidence.empty() ? "" : hit.user_agent); // of people no more than needed
        evidence_.push_back(evidence);
        devices_.push_back(client.device);
        programs_.push_back(client.program);
        at_.push_back(hit.at);
        if (hit.kind == HitKind::trap) return;
        reports_.push_back(
            {.execution_id = execution.id,
             .kind = hit.kind == HitKind::open ? ReportKind::opened : ReportKind::clicked,
             .at = hit.at,
             .detail = {},
             .by_machine = !evidence.empty()});
        if (!evidence.empty()) return;
        engaged_.try_emplace(execution.campaign_id, execution.campaign_name);
        if (execution.contact_id) put_on_timeline(execution, hit);
    }

    // The first opening, and the first click on each link.
    void put_on_timeline(HitExecution& execution, const Hit& hit) {
        const bool is_click = hit.kind == HitKind::click;
        const bool is_new = is_click ? followed_.insert({execution.id, hit.url}).second
                                     : !std::exchange(execution.is_opened, true);
        if (!is_new) return;
        boost::json::object metadata;
        if (is_click) metadata["url"] = hit.url;
        done_.push_back({.contact_id = *execution.contact_id,
                         .campaign_id = execution.campaign_id,
                         .interaction_type = is_click ? "email_click" : "email_open",
                         .title = execution.campaign_name,
                         .metadata = boost::json::serialize(metadata),
                         .occurred_at = hit.at});
    }

    Services& services_;
    db::Transaction& tx_;
    std::map<Uuid, std::vector<const Hit*>> by_execution_;
    std::vector<HitExecution> executions_;
    std::set<FollowedLink> followed_;
    std::vector<Report> reports_;
    std::vector<crm::CampaignInteraction> done_;
    std::vector<Uuid> campaigns_, ids_;
    std::vector<HitKind> kinds_;
    std::vector<std::string> urls_, agents_, evidence_;
    std::vector<DeviceKind> devices_;
    std::vector<MailProgram> programs_;
    std::vector<Timestamp> at_;
    std::map<Uuid, std::string> engaged_; // campaigns in which people did something, by name
};

} // namespace

bool HitQueue::add(Hit hit) {
    const std::lock_guard lock(mutex_);
    if (hits_.size() >= most_waiting_hits) return false;
    hits_.push_back(std::move(hit));
    return true;
}

std::vector<Hit> HitQueue::take(Timestamp until) {
    const std::lock_guard lock(mutex_);
    std::vector<Hit> taken;
    while (!hits_.empty() && hits_.front().at < until && taken.size() < most_hits_at_once) {
        taken.push_back(std::move(hits_.front()));
        hits_.pop_front();
    }
    return taken;
}

void HitQueue::put_back(std::vector<Hit> hits) {
    const std::lock_guard lock(mutex_);
    hits_.insert(hits_.begin(), std::make_move_iterator(hits.begin()),
                 std::make_move_iterator(hits.end()));
}

HitQueue& hit_queue() {
    static HitQueue queue;
    return queue;
}

void store_hits(Services& services, const Uuid& project_id, const std::vector<Hit>& hits) {
    services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id},
        [&](db::Transaction& tx) { HitBatch(services, tx, hits).store(); });
}

void store_waiting_hits(Services& services, Timestamp until) {
    for (auto hits = hit_queue().take(until); !hits.empty(); hits = hit_queue().take(until)) {
        std::map<Uuid, std::vector<Hit>> by_project;
        for (auto& hit : hits) by_project[hit.project_id].push_back(std::move(hit));
        std::exception_ptr failure;
        for (auto& [project_id, of_project] : by_project) {
            try {
                if (!failure) store_hits(services, project_id, of_project);
            } catch (...) { // the database is away: they wait on, and the caller hears of it
                failure = std::current_exception();
            }
            if (failure) hit_queue().put_back(std::move(of_project));
        }
        if (failure) std::rethrow_exception(failure);
    }
}

HitWriter::HitWriter(Services& services) : services_(services), thread_([this] { run(); }) {}

HitWriter::~HitWriter() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void HitWriter::run() {
    constexpr std::chrono::milliseconds pause{250};
    for (bool is_last = false; !is_last;) {
        {
            std::unique_lock lock(mutex_);
            is_last = wake_.wait_for(lock, pause, [this] { return ends_; });
        }
        const auto now = services_.clock.now();
        try {
            store_waiting_hits(services_, is_last ? Timestamp::max() : now - burst_time);
        } catch (const std::exception& error) {
            log::error("hits on tracking links were not stored", {{"error", error.what()}});
        }
    }
}

} // namespace campaigns
