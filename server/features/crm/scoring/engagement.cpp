#include "features/crm/scoring/engagement.hpp"

#include <set>

#include "features/crm/scoring/engagement.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct EngagementRecounted {
    std::int64_t contacts = 0;
};
BOOST_DESCRIBE_STRUCT(EngagementRecounted, (), (contacts))

namespace {

// So few that who records an interaction of one of them hardly notices: some 10 ms.
constexpr std::int32_t contacts_at_once = 500;

struct WeightColumns {
    std::vector<std::string> types;
    std::vector<std::int64_t> points, half_lives;
};

WeightColumns columns_of(const EngagementWeightsInput& input) {
    WeightColumns columns;
    for (const auto& weight : input.weights) {
        columns.types.push_back(weight.interaction_type);
        columns.points.push_back(weight.points);
        columns.half_lives.push_back(weight.half_life_days);
    }
    return columns;
}

bool differ(const std::vector<EngagementWeight>& left, const std::vector<EngagementWeight>& right) {
    return !std::ranges::equal(left, right, [](const auto& l, const auto& r) {
        return l.interaction_type == r.interaction_type && l.points == r.points
               && l.half_life_days == r.half_life_days;
    });
}

// The last of the next contacts, or nothing at the end.
std::optional<Uuid> recount_some(db::Transaction& tx, const Uuid& after, Timestamp now,
                                 std::int64_t& counted) {
    const auto ids = tx.all<Uuid>(scoring::sql::lock_next_to_recount, after, contacts_at_once);
    if (ids.empty()) return std::nullopt;
    recount_interactions(tx, ids, now);
    counted += static_cast<std::int64_t>(ids.size());
    return ids.back();
}

// May start twice: counting again gives the same.
void recount_everybody(jobs::Context& job, const RecountEngagement&) {
    const auto total = job.in_project(
        [](db::Transaction& tx) { return tx.one<std::int64_t>(scoring::sql::count_to_recount); });
    std::int64_t counted = 0;
    for (std::optional after{Uuid{}}; after;) {
        after = job.in_project([&](db::Transaction& tx) {
            return recount_some(tx, *after, job.services.clock.now(), counted);
        });
        job.progress(counted, std::max(total, counted));
    }
    const auto done = meta::write(EngagementRecounted{counted});
    job.in_project([&](db::Transaction& tx) {
        realtime::publish(tx, "contacts", "engagement.recounted", done);
    });
    job.set_result(done);
}

} // namespace

std::vector<EngagementWeight> engagement_weights(db::Transaction& tx) {
    return tx.all<EngagementWeight>(scoring::sql::list_weights);
}

void check_engagement_weights(const EngagementWeightsInput& input) {
    meta::Problems problems;
    std::set<std::string_view> named;
    for (std::size_t i = 0; i < input.weights.size(); ++i) {
        problems.at = "weights[" + std::to_string(i) + "].interaction_type";
        if (!named.insert(input.weights[i].interaction_type).second)
            problems.add("duplicate", "is named twice");
    }
    http::refuse_if_any(problems);
}

bool replace_engagement_weights(db::Transaction& tx, const EngagementWeightsInput& input) {
    const auto columns = columns_of(input);
    tx.query(scoring::sql::lock_weights);
    const auto before = engagement_weights(tx);
    tx.query(scoring::sql::delete_weights);
    tx.query(scoring::sql::insert_weights, columns.types, columns.points, columns.half_lives);
    return differ(before, engagement_weights(tx));
}

std::vector<EngagementPreviewPerson> preview_engagement(db::Transaction& tx,
                                                        const EngagementWeightsInput& input,
                                                        Timestamp now) {
    const auto columns = columns_of(input);
    return tx.all<EngagementPreviewPerson>(scoring::sql::preview_weights, columns.types,
                                           columns.points, columns.half_lives, now);
}

void recount_interactions(db::Transaction& tx, const std::vector<Uuid>& contacts, Timestamp now) {
    tx.later(scoring::sql::recount_interactions, contacts, now);
}

void add_engagement_jobs(jobs::Registry& registry) {
    registry.add<RecountEngagement>(&recount_everybody);
}

} // namespace crm
