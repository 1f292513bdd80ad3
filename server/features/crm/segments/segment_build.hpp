// Asking a segment's whole rule of everybody: when it is made, edited, recalculated, and at
// midnight when it names days.
#pragma once
#include "features/crm/segments/membership.hpp"
#include "platform/jobs/jobs.hpp"

namespace crm {

// In the transaction of the change. Several wishes before it starts are one build.
void build_later(db::Transaction& tx, const Uuid& segment_id, std::string_view name,
                 BuildCause cause);

struct BuildSegment {
    static constexpr std::string_view kind = "build_segment";
    static constexpr auto lane = jobs::Lane::prompt;
    Uuid segment_id;
    BuildCause cause = BuildCause::rule;
};
BOOST_DESCRIBE_STRUCT(BuildSegment, (), (segment_id, cause))

// By difference: whom the rule fits now against whom it fitted, written in portions, each in a
// short transaction of its own. Stops when the rule is edited meanwhile; starts over after a kill.
void build_segment(jobs::Context& job, const BuildSegment& work);

// The next midnight of the zone.
Timestamp next_day(const zones::Zone& zone, Timestamp now);

} // namespace crm
