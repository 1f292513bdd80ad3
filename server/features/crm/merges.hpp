// Contacts that become one, and back again for 90 days.
//
// The winner keeps his id. Everything that says something of the losers goes over to him
// (contact_links.hpp), the losers go, and their ids lead to him. What the merge did stands in
// merge_log; undoing it makes the losers' rows again as they were and sends each moved row back.
//
// What happens to changes between a merge and its undo:
//   - a moved row goes back as it is now; one that was deleted stays deleted; what was added since
//     (a note, an address, a tag) stays with the winner;
//   - a field of the winner that the merge had changed and that somebody changed again since is a
//     conflict: the undo is refused and names the fields, unless it is told to keep the changes;
//   - an address of a loser that another contact has now is a conflict;
//   - a winner who was merged on, or is in the trash: first undo that; merges of one winner are
//     undone newest first.
#pragma once
#include "features/crm/merge_rules.hpp"

namespace crm {

inline constexpr std::chrono::days merge_undo_days{90};
// Rows that one merge moves: what is kept of each to take it back has to be bounded.
inline constexpr std::int64_t most_moved_rows = 100'000;

struct MovedCount {
    std::string what; // "interactions", "notes", …
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(MovedCount, (), (what, count))

struct MergePreview {
    Contact result; // the winner as he will be
    std::vector<MergeField> fields;
    std::vector<MovedCount> moves; // from the losers; without what they have none of
};
BOOST_DESCRIBE_STRUCT(MergePreview, (), (result, fields, moves))

struct Merge {
    Uuid id, winner_id;
    std::optional<std::string> winner_name; // as it is now; null: merged on since, or gone
    std::vector<Uuid> loser_ids;
    std::vector<std::string> loser_names; // as they were; empty when the log is gone
    std::optional<Uuid> merged_by;
    Timestamp merged_at;
    Timestamp undo_until;
    std::optional<Uuid> undone_by;
    std::optional<Timestamp> undone_at;
};
BOOST_DESCRIBE_STRUCT(Merge, (),
                      (id, winner_id, winner_name, loser_ids, loser_names, merged_by, merged_at,
                       undo_until, undone_by, undone_at))

// What both would become. Changes nothing; the same refusals as merge_contacts.
MergePreview preview_merge(http::Call& call, const MergeInput& input);

// Refusals: invalid_input with "winner" or "losers[n]" (the same contact twice, not_found,
// in_trash, contact_merged), with "choices…", or with "losers" when too much would move.
Merge merge_contacts(http::Call& call, const MergeInput& input);

// Refusals: not_found, merge_undone, merge_too_old, merge_conflict with the fields and
// `contact_id` or `merge_id` where another contact or merge stands in the way.
Merge undo_merge(http::Call& call, const Uuid& id, bool keep_changes);

Merge find_merge(db::Transaction& tx, const Uuid& id);

// Where a contact that was merged went, through all merges since; nullopt for any other id.
std::optional<Uuid> merged_into(db::Transaction& tx, const Uuid& id);

// For the merge and its undo: the rows of a contact in all tables that a merge rewrites.
void log_rewritten(db::Transaction& tx, const Uuid& merge_id, std::string_view change,
                   const std::vector<Uuid>& contacts);
// The primary address and number into the contact's own columns.
void follow_primaries(db::Transaction& tx, const Uuid& contact);

} // namespace crm
