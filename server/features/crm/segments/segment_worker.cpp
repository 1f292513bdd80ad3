#include "features/crm/segments/segment_worker.hpp"

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/segment_build.hpp"
#include "features/crm/segments/segment_build.sql.hpp"
#include "features/crm/segments/segment_worker.sql.hpp"
#include "features/crm/segments/segments.sql.hpp"
#include "platform/log/log.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct QueuedChange {
    Uuid contact_id;
    std::string fact;
};
BOOST_DESCRIBE_STRUCT(QueuedChange, (), (contact_id, fact))

struct FactReader {
    std::string fact;
    Uuid segment_id;
};
BOOST_DESCRIBE_STRUCT(FactReader, (), (fact, segment_id))

struct ContactState {
    Uuid id;
    bool alive = false;
};
BOOST_DESCRIBE_STRUCT(ContactState, (), (id, alive))

struct FollowedSegment {
    Uuid id;
    bool is_dynamic = true;
    Json criteria;
    SegmentStatus status = SegmentStatus::ready;
};
BOOST_DESCRIBE_STRUCT(FollowedSegment, (), (id, is_dynamic, criteria, status))

struct DueSegment {
    Uuid project_id, id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(DueSegment, (), (project_id, id, name))

namespace {

// One portion, in one transaction: what was claimed is queued again if it fails or the server dies.
class Portion {
  public:
    Portion(db::Transaction& tx, Timestamp now) : tx_(tx), now_(now) {}

    bool run() {
        if (overflows()) return rebuild_instead();
        const auto changes = claim();
        if (changes.empty()) return false;
        // In one order for all workers: they take turns at several segments.
        const auto asked = whom_to_ask(changes);
        if (asked.empty()) return true;
        for (const auto& change : changes)
            if (change.fact == "existence" || change.fact == "new")
                perhaps_gone_.insert(change.contact_id);
        rules_.emplace(project_rules(tx_));
        tx_.query(sql::plan_for_these_values);
        for (const auto& [segment_id, contacts] : asked) ask_or_give_up(segment_id, contacts);
        return true;
    }

  private:
    bool overflows() {
        return tx_.one<std::int64_t>(segments::sql::change_queue_span) > longest_change_queue
               && tx_.one<std::int64_t>(segments::sql::count_some_changes, longest_change_queue + 1)
                      > longest_change_queue;
    }

    // Whatever is forgotten here committed before the builds look.
    bool rebuild_instead() {
        tx_.query(sql::limit_time, std::string("5min"));
        tx_.query(segments::sql::forget_changes);
        for (const auto& segment : tx_.all<Segment>(segments::sql::list_segments))
            if (segment.is_dynamic)
                build_later(tx_, segment.id, segment.name, BuildCause::overflow);
        return true;
    }

    std::vector<QueuedChange> claim() {
        auto changes = tx_.all<QueuedChange>(segments::sql::claim_changes, most_contacts_at_once);
        if (changes.empty()) return changes;
        std::set<Uuid> contacts;
        for (const auto& change : changes) contacts.insert(change.contact_id);
        const std::vector<Uuid> ids(contacts.begin(), contacts.end());
        auto more = tx_.all<QueuedChange>(segments::sql::claim_changes_of_contacts, ids,
                                          10 * most_contacts_at_once);
        std::ranges::move(more, std::back_inserter(changes));
        return changes;
    }

    std::map<Uuid, std::set<Uuid>> whom_to_ask(const std::vector<QueuedChange>& changes) {
        std::set<std::string> facts;
        for (const auto& change : changes) facts.insert(change.fact);
        std::multimap<std::string, Uuid, std::less<>> readers;
        for (const auto& reader : tx_.all<FactReader>(
                 segments::sql::readers_of, std::vector<std::string>(facts.begin(), facts.end())))
            readers.emplace(reader.fact, reader.segment_id);
        std::map<Uuid, std::set<Uuid>> asked;
        for (const auto& change : changes) {
            const auto [from, to] = readers.equal_range(change.fact);
            for (auto reader = from; reader != to; ++reader)
                asked[reader->second].insert(change.contact_id);
        }
        return asked;
    }

    // A rule that the database cannot answer must not keep the others from being asked.
    void ask_or_give_up(const Uuid& segment_id, const std::set<Uuid>& contacts) {
        try {
            tx_.savepoint([&] { ask(segment_id, contacts); });
        } catch (const db::Lost&) {
            throw;
        } catch (const db::Retry&) {
            throw;
        } catch (const db::Error& error) {
            log::error("segment_broken",
                       {{"segment_id", segment_id.text()}, {"what", error.what()}});
            tx_.query(
                segments::sql::mark_broken, segment_id,
                error.timed_out() ? "it takes too long to work out" : "it cannot be worked out");
        }
    }

    // Only after taking the turn are contacts looked at.
    void ask(const Uuid& segment_id, const std::set<Uuid>& contacts) {
        take_turn(tx_, segment_id);
        const auto segment =
            tx_.maybe<FollowedSegment>(segments::sql::find_segment_to_follow, segment_id);
        if (!segment || segment->status == SegmentStatus::broken) return;
        const std::vector<Uuid> ids(contacts.begin(), contacts.end());
        const auto findings = find_out(*segment, ids);
        if (!findings) return;
        if (segment->status == SegmentStatus::building)
            tx_.later(segments::sql::note_exceptions, segment_id, ids);
        const auto change = apply_findings(tx_, segment_id, *findings, false, now_);
        tell_membership(tx_, segment_id, change, MembershipCause::change, now_);
    }

    // nullopt: the rule is broken.
    std::optional<Findings> find_out(const FollowedSegment& segment, const std::vector<Uuid>& ids) {
        std::set<Uuid> fitting;
        if (segment.is_dynamic) {
            const auto matches = whom_it_fits(segment, ids);
            if (!matches) return std::nullopt;
            fitting.insert(matches->begin(), matches->end());
        }
        const auto alive = who_is_alive(ids, fitting);
        Findings findings;
        for (const auto& id : ids) {
            const auto fits =
                segment.is_dynamic ? std::optional(fitting.contains(id)) : std::nullopt;
            if (fitting.contains(id))
                findings.add(id, fits, true);
            else if (!perhaps_gone_.contains(id))
                findings.add(id, fits, std::nullopt); // in or out of the trash as it was
            else if (const auto state = alive.find(id); state != alive.end())
                findings.add(id, fits, state->second);
            else
                findings.add(id, fits, false, true);
        }
        return findings;
    }

    // Of those who may have gone. Whom the rule fits is there.
    std::map<Uuid, bool> who_is_alive(const std::vector<Uuid>& ids, const std::set<Uuid>& fitting) {
        std::vector<Uuid> in_doubt;
        for (const auto& id : ids)
            if (perhaps_gone_.contains(id) && !fitting.contains(id)) in_doubt.push_back(id);
        std::map<Uuid, bool> alive;
        if (in_doubt.empty()) return alive;
        for (const auto& state : tx_.all<ContactState>(segments::sql::state_of_contacts, in_doubt))
            alive.emplace(state.id, state.alive);
        return alive;
    }

    std::optional<std::vector<Uuid>> whom_it_fits(const FollowedSegment& segment,
                                                  const std::vector<Uuid>& ids) {
        meta::Problems problems;
        const auto rule =
            read_rule(tx_, *rules_, now_, segment.criteria.text, "criteria", problems);
        if (!problems.empty()) {
            tx_.query(segments::sql::mark_broken, segment.id,
                      problems.list.front().field + ": " + problems.list.front().message);
            return std::nullopt;
        }
        db::Params params{db::param(tx_.project_id()), db::param(ids)};
        auto context = rules_->at(now_);
        context.candidates = 2;
        const auto condition = compile_rule(rule, context, params, problems);
        const auto found = tx_.query_text(
            "crm.whom_it_fits",
            "SELECT c.id FROM " + std::string(selection_tables)
                + " WHERE c.project_id = $1 AND c.deleted_at IS NULL AND c.id = ANY($2::uuid[])"
                  " AND "
                + condition,
            params, db::Role::finder);
        std::vector<Uuid> matches;
        for (int row = 0; row < found.rows(); ++row) matches.push_back(found.as<Uuid>(row));
        return matches;
    }

    db::Transaction& tx_;
    const Timestamp now_;
    std::set<Uuid> perhaps_gone_;
    std::optional<ProjectRules> rules_;
};

// Segments whose rule names days, when a day began in their project.
int build_due_segments(Services& services) {
    const auto now = services.clock.now();
    const auto due = services.database.in_transaction(
        {.role = db::Role::system},
        [&](db::Transaction& tx) { return tx.all<DueSegment>(segments::sql::due_segments, now); });
    for (const auto& segment : due)
        services.database.in_transaction(
            {.role = db::Role::app, .project_id = segment.project_id}, [&](db::Transaction& tx) {
                if (tx.maybe<Uuid>(segments::sql::day_began, segment.id, now))
                    build_later(tx, segment.id, segment.name, BuildCause::day);
            });
    return static_cast<int>(due.size());
}

} // namespace

bool follow_changes(Services& services, const Uuid& project_id) {
    return services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id},
        [&](db::Transaction& tx) { return Portion(tx, services.clock.now()).run(); });
}

int follow_all_changes(Services& services, const std::function<bool()>& stop) {
    int portions = 0;
    build_due_segments(services);
    for (bool more = true; more;) {
        more = false;
        const auto waiting = services.database.in_transaction(
            {.role = db::Role::system},
            [](db::Transaction& tx) { return tx.all<Uuid>(segments::sql::projects_with_changes); });
        // One portion each, so that no project waits for another's import.
        for (const auto& project : waiting)
            if (!stop() && follow_changes(services, project)) {
                more = true;
                ++portions;
            }
    }
    return portions;
}

} // namespace crm
