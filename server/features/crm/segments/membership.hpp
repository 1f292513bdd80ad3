// Who is in a segment, and how that is changed: by one writer a segment at a time, who looks at the
// contacts after he has the turn. Whatever committed before is seen; whatever commits later has
// queued itself and is looked at again.
#pragma once
#include "features/crm/segments/segments.hpp"

namespace crm {

// Why people came or went, for those who listen.
enum class BuildCause { first, rule, day, asked, overflow };
BOOST_DESCRIBE_ENUM(BuildCause, first, rule, day, asked, overflow)
enum class MembershipCause { change, first_build, rule, day, recalculation, hand };
BOOST_DESCRIBE_ENUM(MembershipCause, change, first_build, rule, day, recalculation, hand)

// What was found out about contacts; lists of equal length.
struct Findings {
    std::vector<Uuid> contact_ids;
    std::vector<std::optional<bool>> fits;  // the rule; nullopt: as it is
    std::vector<std::optional<bool>> alive; // not in the trash; nullopt: as it is
    std::vector<bool> gone;                 // erased

    void add(const Uuid& id, std::optional<bool> fit, std::optional<bool> live,
             bool erased = false);
};

struct MembershipChange {
    std::vector<Uuid> entered, left;
    bool empty() const { return entered.empty() && left.empty(); }
};

// Waits for the turn; it lasts as long as the transaction. Give it up within 50 ms: who adds
// somebody by hand waits as well.
void take_turn(db::Transaction& tx, const Uuid& segment_id);

// Only who has the turn may call these. `except`: leaves alone who changed since the build began.
MembershipChange apply_findings(db::Transaction& tx, const Uuid& segment_id,
                                const Findings& findings, bool except, Timestamp now);
// Counts, history, events and the segments that read this one.
void tell_membership(db::Transaction& tx, const Uuid& segment_id, const MembershipChange& change,
                     MembershipCause cause, Timestamp now);

enum class ByHand { manual, excluded };
BOOST_DESCRIBE_ENUM(ByHand, manual, excluded)

// What is stored of one person; nullopt: neither rule nor hand speaks of him.
struct StoredMember {
    bool by_rule = false;
    std::optional<ByHand> by_hand;
    bool is_member = false;
    Timestamp since;
};
BOOST_DESCRIBE_STRUCT(StoredMember, (), (by_rule, by_hand, is_member, since))
std::optional<StoredMember> find_member(db::Transaction& tx, const Uuid& segment_id,
                                        const Uuid& contact_id);

inline constexpr std::size_t most_by_hand = 1000; // in one call

// Takes the turn. nullopt: as the rule says again. Ids of nobody are left out; says how many there
// were.
std::int64_t set_by_hand(db::Transaction& tx, const Uuid& segment_id, const std::vector<Uuid>& ids,
                         std::optional<ByHand> by_hand, Timestamp now);

} // namespace crm
