// Who moves by himself: soon after something was recorded, and every night by time.
#include <algorithm>
#include <map>

#include "features/crm/crm.hpp"
#include "features/crm/journeys.hpp"
#include "features/crm/journeys.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

// Enqueued by the trigger on contact_interactions (0007_journeys.sql), which knows it by this name.
struct AdvanceJourneys {
    static constexpr std::string_view kind = "advance_journeys";
};
BOOST_DESCRIBE_STRUCT(AdvanceJourneys, (), ())

struct AdvanceJourneysByTime {
    static constexpr std::string_view kind = "advance_journeys_by_time";
};
BOOST_DESCRIBE_STRUCT(AdvanceJourneysByTime, (), ())

struct FindTimeRules {
    static constexpr std::string_view kind = "find_time_rules";
};
BOOST_DESCRIBE_STRUCT(FindTimeRules, (), ())

struct RuleDetails {
    Uuid rule_id;
    std::string rule;
};
BOOST_DESCRIBE_STRUCT(RuleDetails, (), (rule_id, rule))

struct ContactStage {
    Uuid contact_id;
    JourneyStage stage = JourneyStage::awareness;
};
BOOST_DESCRIBE_STRUCT(ContactStage, (), (contact_id, stage))

namespace {

JourneyMove move_by(const JourneyRule& rule) {
    return {.to = rule.to_stage,
            .triggered_by = rule.kind == JourneyRuleKind::time ? JourneyTrigger::time
                                                               : JourneyTrigger::interaction,
            .details = {meta::write(RuleDetails{rule.id, rule.name})}};
}

std::vector<JourneyRule> enabled_rules(db::Transaction& tx, JourneyRuleKind kind) {
    auto rules = tx.all<JourneyRule>(sql::list_journey_rules, std::optional<Uuid>());
    std::erase_if(rules,
                  [&](const JourneyRule& rule) { return !rule.enabled || rule.kind != kind; });
    return rules;
}

// Of these contacts, by where they stand.
class Standing {
  public:
    Standing(db::Transaction& tx, const std::vector<Uuid>& contacts) {
        for (const auto& each : tx.all<ContactStage>(sql::journey_stages, contacts))
            stages_[each.contact_id] = each.stage;
    }
    std::vector<Uuid> in(const std::vector<JourneyStage>& stages) const {
        std::vector<Uuid> there;
        for (const auto& [contact, stage] : stages_)
            if (std::ranges::find(stages, stage) != stages.end()) there.push_back(contact);
        return there;
    }
    void moved(const std::vector<Uuid>& contacts, JourneyStage to) {
        for (const auto& contact : contacts) stages_[contact] = to;
    }

  private:
    std::map<Uuid, JourneyStage> stages_;
};

// In one transaction with taking them from the queue: what is not done stays there. False: the
// queue is empty.
bool advance_some(db::Transaction& tx, Timestamp now) {
    const auto queued = tx.all<Uuid>(sql::take_from_journey_queue);
    if (queued.empty()) return false;
    Standing standing(tx, queued);
    // In their order, so that one who did several things goes through several stages.
    for (const auto& rule : enabled_rules(tx, JourneyRuleKind::interaction)) {
        const auto there = standing.in(rule.from_stages);
        if (there.empty()) continue;
        const auto since = now - std::chrono::days(rule.within_days);
        const auto ready = tx.all<Uuid>(sql::who_did_often_enough, there, *rule.interaction_type,
                                        since, rule.at_least);
        if (ready.empty()) continue;
        const auto moved = move_journeys(tx, ready, move_by(rule), now);
        if (!moved.empty()) tx.later(sql::fill_conversions, moved, *rule.interaction_type, since);
        standing.moved(moved, rule.to_stage);
    }
    return true;
}

void advance(jobs::Context& job, const AdvanceJourneys&) {
    const auto now = job.services.clock.now();
    while (job.in_project([&](db::Transaction& tx) { return advance_some(tx, now); })) job.check();
}

void advance_by_time(jobs::Context& job, const AdvanceJourneysByTime&) {
    const auto now = job.services.clock.now();
    const auto rules = job.in_project(
        [&](db::Transaction& tx) { return enabled_rules(tx, JourneyRuleKind::time); });
    for (const auto& rule : rules) {
        const auto entered_before = now - std::chrono::days(*rule.days_in_stage);
        const auto move_some = [&](db::Transaction& tx) {
            const auto due = tx.all<Uuid>(sql::journeys_by_time, rule.from_stages, entered_before);
            return move_journeys(tx, due, move_by(rule), now).size();
        };
        while (job.in_project(move_some) > 0) job.check();
    }
}

void find_time_rules(jobs::Context& job) {
    const auto projects = job.in_system(
        [](db::Transaction& tx) { return tx.all<Uuid>(sql::projects_with_time_rules); });
    for (const auto& project : projects)
        job.services.database.in_transaction(
            {.role = db::Role::app, .project_id = project}, [](db::Transaction& tx) {
                jobs::enqueue(tx, AdvanceJourneysByTime{}, {.unique_key = "nightly"});
            });
}

} // namespace

void add_journey_jobs(jobs::Registry& registry) {
    registry.add<AdvanceJourneys>(advance);
    registry.add<AdvanceJourneysByTime>(advance_by_time);
    registry.every<FindTimeRules>("23 1 * * *", find_time_rules);
}

} // namespace crm
