// The engagement score: what each kind of interaction counts and how fast that fades, as the
// project has set it. The formula stands in 0019_engagement_weights.sql.
#pragma once
#include "platform/http/handler.hpp"

namespace crm {

inline constexpr std::int64_t most_engagement_weights = 50;
inline constexpr std::int64_t most_engagement_points = 100;
inline constexpr std::int64_t longest_half_life_days = 3650;

// The kind `other` stands for all that have no weight of their own.
struct EngagementWeight {
    std::string interaction_type;
    std::int64_t points = 0;
    std::int64_t half_life_days = 30; // until half of the points are gone
    std::int64_t default_points = 0, default_half_life_days = 30;
};
BOOST_DESCRIBE_STRUCT(EngagementWeight, (),
                      (interaction_type, points, half_life_days, default_points,
                       default_half_life_days))

struct EngagementWeightInput {
    std::string interaction_type;
    std::int64_t points = 0;
    std::int64_t half_life_days = 30;
};
BOOST_DESCRIBE_STRUCT(EngagementWeightInput, (), (interaction_type, points, half_life_days))

// All that shall differ from the defaults; none: the defaults.
struct EngagementWeightsInput {
    std::vector<EngagementWeightInput> weights;
};
BOOST_DESCRIBE_STRUCT(EngagementWeightsInput, (), (weights))

// Of the transaction's project, in the order that a screen shows them.
std::vector<EngagementWeight> engagement_weights(db::Transaction& tx);

// Refuses a kind that is named twice ("weights[3].interaction_type" duplicate).
void check_engagement_weights(const EngagementWeightsInput& input);

// Whether anything is different now. Interactions that are being recorded are waited for, those
// that come later count by the new weights; what is stored counts anew by recount_everybody.
bool replace_engagement_weights(db::Transaction& tx, const EngagementWeightsInput& input);

struct EngagementPreviewPerson {
    Uuid contact_id;
    std::string display_name;
    std::int64_t score_now = 0, score = 0; // 0 to 100; by the weights there are, and by those asked
};
BOOST_DESCRIBE_STRUCT(EngagementPreviewPerson, (), (contact_id, display_name, score_now, score))

// What other weights would make of the eight most engaged people; nothing is stored.
std::vector<EngagementPreviewPerson> preview_engagement(db::Transaction& tx,
                                                        const EngagementWeightsInput& input,
                                                        Timestamp now);

// Counters and score of these contacts from the interactions there are.
void recount_interactions(db::Transaction& tx, const std::vector<Uuid>& contacts, Timestamp now);

// The job that counts everybody of a project anew.
struct RecountEngagement {
    static constexpr std::string_view kind = "recount_engagement";
};
BOOST_DESCRIBE_STRUCT(RecountEngagement, (), ())

void add_engagement_routes(http::Router& on);
void add_engagement_jobs(jobs::Registry& registry);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::EngagementWeightInput> = std::to_array<meta::Rule>({
    {.field = "interaction_type",
     .min = 1,
     .max = 100,
     .text = "Such as call; `other` stands for all kinds that are not named"},
    {.field = "points", .min = 0, .max = crm::most_engagement_points},
    {.field = "half_life_days",
     .min = 1,
     .max = crm::longest_half_life_days,
     .text = "Days until half of the points are gone"},
});
template <>
inline constexpr auto meta::rules<crm::EngagementWeightsInput> = std::to_array<meta::Rule>({
    {.field = "weights",
     .max = crm::most_engagement_weights,
     .text = "What differs from the defaults; none: the defaults"},
});
