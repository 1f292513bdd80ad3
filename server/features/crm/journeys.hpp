// How people go from strangers to friends of the house: stages, who moves them, and how many get
// through.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

enum class JourneyStage { awareness, consideration, decision, retention, advocacy };
BOOST_DESCRIBE_ENUM(JourneyStage, awareness, consideration, decision, retention, advocacy)

inline constexpr JourneyStage journey_stages[] = {
    JourneyStage::awareness, JourneyStage::consideration, JourneyStage::decision,
    JourneyStage::retention, JourneyStage::advocacy};

enum class JourneyTrigger { interaction, time, manual, automation };
BOOST_DESCRIBE_ENUM(JourneyTrigger, interaction, time, manual, automation)

// A stay in one stage; the last one is open.
struct JourneyStay {
    Uuid id;
    JourneyStage journey_stage = JourneyStage::awareness;
    Timestamp stage_entered_at;
    std::optional<Timestamp> stage_left_at;
    std::optional<std::int32_t> stage_duration_days;
    std::optional<JourneyStage> next_stage;
    JourneyTrigger triggered_by = JourneyTrigger::manual;
    Json trigger_details;
    std::optional<std::string> conversion_event;
    std::optional<std::int64_t> conversion_value; // minor units of the project's currency
    std::optional<Uuid> created_by;
};
BOOST_DESCRIBE_STRUCT(JourneyStay, (),
                      (id, journey_stage, stage_entered_at, stage_left_at, stage_duration_days,
                       next_stage, triggered_by, trigger_details, conversion_event,
                       conversion_value, created_by))

// A move of many at once, for one reason.
struct JourneyMove {
    JourneyStage to = JourneyStage::awareness;
    JourneyTrigger triggered_by = JourneyTrigger::automation;
    Json details{"{}"};
    std::optional<std::string> conversion_event;
    std::optional<std::int64_t> conversion_value; // minor units
    std::optional<Uuid> by;
};

// In the transaction's project; at most 1,000 contacts. Who is there already, or gone, stays as he
// is. Returns who moved. Their contacts are locked until the end of the transaction, in the order
// of their ids, so that two who move the same people take turns.
std::vector<Uuid> move_journeys(db::Transaction& tx, const std::vector<Uuid>& contact_ids,
                                const JourneyMove& move, Timestamp now);

inline constexpr std::int64_t most_journey_rules = 50; // of a project

enum class JourneyRuleKind { interaction, time };
BOOST_DESCRIBE_ENUM(JourneyRuleKind, interaction, time)

// Who moves by himself: after so many interactions of a type, or after so many days in a stage.
struct JourneyRule {
    Uuid id;
    std::string name;
    JourneyRuleKind kind = JourneyRuleKind::interaction;
    std::vector<JourneyStage> from_stages;
    JourneyStage to_stage = JourneyStage::awareness;
    std::optional<std::string> interaction_type;
    std::int32_t at_least = 1;
    std::int32_t within_days = 90;
    std::optional<std::int32_t> days_in_stage;
    bool enabled = true;
    std::int32_t position = 0;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(JourneyRule, (),
                      (id, name, kind, from_stages, to_stage, interaction_type, at_least,
                       within_days, days_in_stage, enabled, position, version))

struct JourneyRuleInput {
    std::string name;
    JourneyRuleKind kind = JourneyRuleKind::interaction;
    std::vector<JourneyStage> from_stages;
    JourneyStage to_stage = JourneyStage::awareness;
    std::optional<std::string> interaction_type; // of an interaction rule
    std::int32_t at_least = 1;
    std::int32_t within_days = 90;
    std::optional<std::int32_t> days_in_stage; // of a time rule
    bool enabled = true;
    std::int32_t position = 0;
};
BOOST_DESCRIBE_STRUCT(JourneyRuleInput, (),
                      (name, kind, from_stages, to_stage, interaction_type, at_least, within_days,
                       days_in_stage, enabled, position))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::JourneyRuleInput> = std::to_array<meta::Rule>({
    {.field = "name", .min = 1, .max = 100},
    {.field = "from_stages", .min = 1, .max = 5},
    {.field = "interaction_type", .min = 1, .max = 100},
    {.field = "at_least", .min = 1, .max = 1000, .optional = true},
    {.field = "within_days", .min = 1, .max = 3650, .optional = true},
    {.field = "days_in_stage", .min = 1, .max = 3650},
    {.field = "enabled", .optional = true},
    {.field = "position", .min = 0, .max = 10000, .optional = true},
});
