#include "features/crm/journeys.hpp"

#include "features/crm/journeys.sql.hpp"
#include "platform/realtime/outbox.hpp"

namespace crm {

struct JourneyMoved {
    std::vector<Uuid> contact_ids;
    JourneyStage journey_stage = JourneyStage::awareness;
    JourneyTrigger triggered_by = JourneyTrigger::manual;
};
BOOST_DESCRIBE_STRUCT(JourneyMoved, (), (contact_ids, journey_stage, triggered_by))

namespace {

constexpr std::size_t most_ids_of_an_event = 150; // an event holds at most 8 KB

void tell(db::Transaction& tx, const std::vector<Uuid>& moved, const JourneyMove& move) {
    for (std::size_t i = 0; i < moved.size(); i += most_ids_of_an_event) {
        const auto end = std::min(i + most_ids_of_an_event, moved.size());
        const std::vector<Uuid> some(moved.begin() + static_cast<std::ptrdiff_t>(i),
                                     moved.begin() + static_cast<std::ptrdiff_t>(end));
        realtime::publish(tx, "contacts", "journey.moved",
                          JourneyMoved{some, move.to, move.triggered_by});
    }
}

} // namespace

std::vector<Uuid> move_journeys(db::Transaction& tx, const std::vector<Uuid>& contact_ids,
                                const JourneyMove& move, Timestamp now) {
    const auto present = tx.all<Uuid>(sql::lock_for_journey, contact_ids, move.to);
    if (present.empty()) return {};
    auto moved = tx.all<Uuid>(sql::leave_first_stage, present, move.to, now);
    if (moved.size() < present.size()) {
        // Between looking and locking somebody else may have moved one of them here.
        const auto later = tx.all<Uuid>(sql::leave_stages, present, move.to, now);
        moved.insert(moved.end(), later.begin(), later.end());
    }
    if (moved.empty()) return {};
    tx.later(sql::enter_stage, moved, move.to, now, move.triggered_by, move.details,
             move.conversion_event, move.conversion_value, move.by);
    tell(tx, moved, move);
    return moved;
}

} // namespace crm
