#include "features/campaigns/engine/snapshot.hpp"

#include <algorithm>

#include "features/campaigns/engine/due_times.hpp"
#include "features/campaigns/engine/sender_shares.hpp"
#include "features/campaigns/engine/snapshot.sql.hpp"
#include "features/campaigns/message.hpp"
#include "features/crm/crm.hpp"
#include "platform/db/database.hpp"
#include "platform/meta/values.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct AudienceRow {
    Uuid id;
    std::optional<std::string> address, normalised, time_zone, reason;
};
BOOST_DESCRIBE_STRUCT(AudienceRow, (), (id, address, normalised, time_zone, reason))

namespace {

constexpr int rows_of_page = 5000;
constexpr std::int32_t chunks_forgotten_at_once = 20;

// One person in the ledger to be.
struct PlannedRow {
    AudienceRow person;
    Timestamp due_at;
    const SenderShare* share = nullptr; // whose he is
};

class Snapshot {
  public:
    Snapshot(Services& services, const Uuid& project_id, const Uuid& campaign_id,
             const SnapshotWatch& watch)
        : services_(services),
          watch_(watch),
          scope_{.role = db::Role::app, .project_id = project_id},
          now_(services.clock.now()) {
        services.database.in_transaction(scope_, [&](db::Transaction& tx) {
            campaign_ = find_campaign(tx, campaign_id);
            messages_ = messages_of(tx, campaign_id);
            is_transactional_ = campaign_.campaign_type == CampaignType::transactional;
            chunk_rows_ = rows_of_chunk(tx.one<std::int64_t>(
                engine::sql::audience_size, campaign_.target_segments, campaign_.resend_of));
        });
    }

    void make(Timestamp start) {
        DuePlan plan{.start = campaign_.start_date.value_or(start),
                     .zone = zones::Zone::find(campaign_.timezone).value_or(zones::Zone::utc())};
        for (const auto& message : messages_) {
            if (!message.is_active) continue;
            plan.delay += std::chrono::hours(message.send_delay_hours);
            plan.in_own_zone = message.timezone_optimization;
            services_.database.in_transaction(
                scope_, [&](db::Transaction& tx) { shares_ = shares_of(tx, message, campaign_); });
            write(message, plan);
        }
    }

  private:
    // Read through a cursor: one state of the audience, however long it takes.
    void write(const CampaignMessage& message, const DuePlan& plan) {
        auto scope = scope_;
        scope.read_only = true;
        const auto connection = services_.database.borrow();
        db::Transaction reading(*connection, scope);
        reading.stream(
            engine::sql::audience_rows.sql,
            db::params(campaign_.target_segments, campaign_.excluded_segments, message.channel,
                       campaign_.resend_of, campaign_.resend_to, is_transactional_),
            rows_of_page, [&](const db::Result& page) {
                write_page(message, planned(page, plan));
                rows_ += page.rows();
                watch_.progress(rows_);
            });
        reading.commit();
    }

    // Who is due together stands together, and before that who gets it from one sender.
    std::vector<PlannedRow> planned(const db::Result& page, const DuePlan& plan) const {
        std::vector<PlannedRow> rows;
        for (int i = 0; i < page.rows(); ++i) {
            auto person = page.as<AudienceRow>(i);
            const auto zone = plan.in_own_zone && person.time_zone
                                  ? zones::Zone::find(*person.time_zone)
                                  : std::nullopt;
            const auto due = due_at(plan, zone, now_);
            const auto* share = sender_of(person.id, shares_);
            rows.push_back({std::move(person), due, share});
        }
        if (plan.in_own_zone) std::ranges::stable_sort(rows, {}, &PlannedRow::due_at);
        if (shares_.size() > 1) std::ranges::stable_sort(rows, {}, &PlannedRow::share);
        return rows;
    }

    void write_page(const CampaignMessage& message, const std::vector<PlannedRow>& rows) {
        const auto channel = meta::enum_name(message.channel);
        std::vector<Uuid> ids;
        std::vector<std::int32_t> chunks, positions;
        std::vector<std::optional<std::string>> addresses, hashes, reasons;
        std::vector<Timestamp> due;
        const SenderShare* share_before = nullptr;
        ChunkSenders senders;
        auto position = chunk_rows_; // of the row before: the first one begins a chunk
        for (const auto& [person, due_at, share] : rows) {
            if (position == chunk_rows_ || share != share_before) {
                position = 0;
                if (share)
                    senders.add(++last_chunk_, *share);
                else
                    ++last_chunk_;
            }
            share_before = share;
            ids.push_back(person.id);
            chunks.push_back(last_chunk_);
            positions.push_back(++position);
            addresses.push_back(person.address);
            hashes.push_back(person.normalised ? std::optional(crm::suppression_hash(
                                                     services_.secrets, *scope_.project_id, channel,
                                                     *person.normalised))
                                               : std::nullopt);
            reasons.push_back(person.reason);
            due.push_back(due_at);
        }
        services_.database.in_transaction(scope_, [&](db::Transaction& tx) {
            watch_.guard(tx);
            plan_anew(tx);
            tx.query(engine::sql::insert_executions, campaign_.id, message.id, message.channel, ids,
                     chunks, positions, addresses, hashes, reasons, due, now_,
                     campaign_.cap_messages,
                     now_ - std::chrono::days(campaign_.cap_days.value_or(0)), campaign_.topic,
                     is_transactional_);
            senders.store(tx, campaign_.id);
        });
    }

    Services& services_;
    const SnapshotWatch& watch_;
    const db::Scope scope_;
    const Timestamp now_;
    Campaign campaign_;
    std::vector<CampaignMessage> messages_;
    std::vector<SenderShare> shares_; // of the message that is just written
    bool is_transactional_ = false;
    std::int32_t chunk_rows_ = most_rows_of_chunk;
    std::int32_t last_chunk_ = 0;
    std::int64_t rows_ = 0;
};

} // namespace

std::int32_t rows_of_chunk(std::int64_t audience) {
    constexpr std::int64_t wanted_chunks = 64;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(
        audience / wanted_chunks, least_rows_of_chunk, most_rows_of_chunk));
}

void make_snapshot(Services& services, const Uuid& project_id, const Uuid& campaign_id,
                   Timestamp start, const SnapshotWatch& watch) {
    forget_snapshot(services, project_id, campaign_id, watch.guard);
    Snapshot(services, project_id, campaign_id, watch).make(start);
    services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id},
        [](db::Transaction& tx) { tx.query(engine::sql::analyze_ledger); });
}

void forget_snapshot(Services& services, const Uuid& project_id, const Uuid& campaign_id,
                     const std::function<void(db::Transaction&)>& guard) {
    const db::Scope scope{.role = db::Role::app, .project_id = project_id};
    const auto in_transaction = [&](auto&& body) {
        return services.database.in_transaction(scope, body);
    };
    const auto last = in_transaction([&](db::Transaction& tx) {
        return tx.one<std::int32_t>(engine::sql::last_chunk, campaign_id);
    });
    for (std::int32_t from = 0; from < last; from += chunks_forgotten_at_once)
        in_transaction([&](db::Transaction& tx) {
            guard(tx);
            plan_anew(tx);
            tx.query(engine::sql::forget_executions, campaign_id, from,
                     from + chunks_forgotten_at_once);
        });
    in_transaction([&](db::Transaction& tx) {
        guard(tx);
        tx.query(engine::sql::forget_chunks, campaign_id);
    });
}

} // namespace campaigns
