// Groups of contacts by rule and by hand. Effective members are those by rule or by hand, without
// the excluded and those in the trash. Whom nobody may write to is not the segment's business:
// suppression is looked at when something is sent.
#pragma once
#include "features/crm/crm.hpp"
#include "features/crm/rules/project_rules.hpp"
#include "platform/http/handler.hpp"

namespace crm {

inline constexpr std::int64_t most_segments = 500;      // of a project
inline constexpr std::size_t most_segments_read = 50;   // by one rule
inline constexpr std::size_t most_nested_segments = 10; // a chain of segments in segments
inline constexpr std::size_t most_default_campaigns = 20;

enum class SegmentStatus {
    waiting, // for its first build, or for one after its rule was edited
    building,
    ready,
    broken, // the rule names what is gone; membership stays as it was
};
BOOST_DESCRIBE_ENUM(SegmentStatus, waiting, building, ready, broken)

struct Segment {
    Uuid id;
    std::string name, description;
    Json criteria;          // a rule: docs/RULES.md
    bool is_dynamic = true; // people come and go by themselves
    std::int64_t contact_count = 0;
    std::optional<Timestamp> last_calculated_at; // when everybody was last asked
    bool auto_add_to_campaigns = false;
    std::vector<Uuid> default_campaigns;
    SegmentStatus status = SegmentStatus::waiting;
    std::optional<std::string> error;
    std::optional<Timestamp> next_evaluation_at; // of rules that name days
    std::int64_t rule_version = 1;
    std::optional<Uuid> created_by;
    Timestamp created_at, updated_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Segment, (),
                      (id, name, description, criteria, is_dynamic, contact_count,
                       last_calculated_at, auto_add_to_campaigns, default_campaigns, status, error,
                       next_evaluation_at, rule_version, created_by, created_at, updated_at,
                       version))

struct SegmentInput {
    std::string name, description;
    // Absent: nobody by rule, for a segment that is filled by hand.
    Json criteria{R"({"match":"any","conditions":[]})"};
    bool is_dynamic = true;
    bool auto_add_to_campaigns = false;
    std::vector<Uuid> default_campaigns;
};
BOOST_DESCRIBE_STRUCT(SegmentInput, (),
                      (name, description, criteria, is_dynamic, auto_add_to_campaigns,
                       default_campaigns))

// Throws Refusal("not_found").
Segment find_segment(db::Transaction& tx, const Uuid& id);
// Refusals: invalid_input with the path in the criteria, segment_exists, limit_reached.
Segment insert_segment(http::Call& call, const SegmentInput& input);
Segment change_segment(http::Call& call, const Uuid& id, const meta::Patch<SegmentInput>& patch,
                       std::optional<std::int64_t> expected_version);
// Refusal("segment_in_use") with `uses`.
void delete_segment(http::Call& call, const Uuid& id);

std::vector<SegmentUse> uses_of_segment(db::Transaction& tx, const Uuid& id);

// Criteria that were checked, with what their answer hangs on. Throws invalid_input ("criteria.…"),
// also for a cycle, which it names. `self`: the segment whose criteria these shall become.
struct CheckedCriteria {
    RuleGroup rule;
    RuleReads reads;
};
CheckedCriteria check_criteria(db::Transaction& tx, Timestamp now, const Json& criteria,
                               const std::optional<Uuid>& self);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::SegmentInput> = std::to_array<meta::Rule>({
    {.field = "name", .min = 1, .max = 255},
    {.field = "description", .max = 2000, .optional = true},
    {.field = "criteria",
     .max = crm::longest_rule,
     .format = "object",
     .optional = true,
     .text = "A rule: match and conditions"},
    {.field = "is_dynamic",
     .optional = true,
     .text = "false: membership is worked out once, then changed by hand only"},
    {.field = "auto_add_to_campaigns", .optional = true},
    {.field = "default_campaigns", .max = crm::most_default_campaigns},
});
