#include "features/crm/segments/membership.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/segments/membership.sql.hpp"
#include "features/crm/segments/segment_feed.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/zones.hpp"

namespace crm {

struct MembershipMove {
    Uuid contact_id;
    bool entered = false;
};
BOOST_DESCRIBE_STRUCT(MembershipMove, (), (contact_id, entered))

struct HandMove {
    Uuid contact_id;
    bool entered = false;
    bool moved = false;
};
BOOST_DESCRIBE_STRUCT(HandMove, (), (contact_id, entered, moved))

struct CountedSegment {
    std::string name;
    std::int64_t contact_count = 0;
    bool feeds_campaigns = false;
    bool is_read = false; // by the rule of another segment
};
BOOST_DESCRIBE_STRUCT(CountedSegment, (), (name, contact_count, feeds_campaigns, is_read))

// What listeners, webhooks and automations are told: one event for up to 150 people.
struct MembershipEvent {
    Uuid segment_id;
    std::string segment_name;
    MembershipCause cause = MembershipCause::change;
    std::int64_t contact_count = 0;
    std::vector<Uuid> contact_ids;
};
BOOST_DESCRIBE_STRUCT(MembershipEvent, (),
                      (segment_id, segment_name, cause, contact_count, contact_ids))

namespace {

constexpr std::size_t most_in_event = 150; // an event has 8 KB

void publish_moves(db::Transaction& tx, std::string_view name, const MembershipEvent& event,
                   const std::vector<Uuid>& ids) {
    for (std::size_t from = 0; from < ids.size(); from += most_in_event) {
        auto part = event;
        const auto to = std::min(ids.size(), from + most_in_event);
        part.contact_ids.assign(ids.begin() + static_cast<std::ptrdiff_t>(from),
                                ids.begin() + static_cast<std::ptrdiff_t>(to));
        realtime::publish(tx, "segments", name, part);
    }
}

// By what they are or do, or by hand. A segment that is new or says something else is an audience,
// which somebody has to look at first.
bool came_by_themselves(MembershipCause cause) {
    return cause != MembershipCause::first_build && cause != MembershipCause::rule;
}

Date today_of_project(db::Transaction& tx, Timestamp now) {
    return accounts::project_zone(tx).date_at(now);
}

} // namespace

void Findings::add(const Uuid& id, std::optional<bool> fit, std::optional<bool> live, bool erased) {
    contact_ids.push_back(id);
    fits.push_back(fit);
    alive.push_back(live);
    gone.push_back(erased);
}

void take_turn(db::Transaction& tx, const Uuid& segment_id) {
    tx.query(segments::sql::take_turn, segment_id);
}

MembershipChange apply_findings(db::Transaction& tx, const Uuid& segment_id,
                                const Findings& findings, bool except, Timestamp now) {
    MembershipChange change;
    for (const auto& move :
         tx.all<MembershipMove>(segments::sql::apply_findings, segment_id, findings.contact_ids,
                                findings.fits, findings.alive, findings.gone, now, except))
        (move.entered ? change.entered : change.left).push_back(move.contact_id);
    return change;
}

void tell_membership(db::Transaction& tx, const Uuid& segment_id, const MembershipChange& change,
                     MembershipCause cause, Timestamp now) {
    if (change.empty()) return;
    const auto entered = static_cast<std::int64_t>(change.entered.size());
    const auto left = static_cast<std::int64_t>(change.left.size());
    const auto fact = membership_fact(segment_id);
    const auto counted =
        tx.one<CountedSegment>(segments::sql::count_membership, segment_id, entered - left, fact);
    tx.later(segments::sql::note_day, segment_id, today_of_project(tx, now), counted.contact_count,
             entered, left);
    const MembershipEvent event{segment_id, counted.name, cause, counted.contact_count, {}};
    publish_moves(tx, "segment.entered", event, change.entered);
    publish_moves(tx, "segment.left", event, change.left);
    if (counted.feeds_campaigns && entered > 0 && came_by_themselves(cause))
        segment_feed().entered(tx, {segment_id, counted.name, change.entered});
    if (!counted.is_read) return;
    auto moved = change.entered;
    moved.insert(moved.end(), change.left.begin(), change.left.end());
    tx.later(segments::sql::queue_readers, fact, moved);
    tx.later(segments::sql::wake_worker);
}

std::optional<StoredMember> find_member(db::Transaction& tx, const Uuid& segment_id,
                                        const Uuid& contact_id) {
    return tx.maybe<StoredMember>(segments::sql::find_member, segment_id, contact_id);
}

std::int64_t set_by_hand(db::Transaction& tx, const Uuid& segment_id, const std::vector<Uuid>& ids,
                         std::optional<ByHand> by_hand, Timestamp now) {
    take_turn(tx, segment_id);
    MembershipChange change;
    const auto moves = tx.all<HandMove>(segments::sql::set_by_hand, segment_id, ids, by_hand, now);
    for (const auto& move : moves)
        if (move.moved) (move.entered ? change.entered : change.left).push_back(move.contact_id);
    tell_membership(tx, segment_id, change, MembershipCause::hand, now);
    return static_cast<std::int64_t>(moves.size());
}

} // namespace crm
