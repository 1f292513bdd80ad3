#include "features/crm/segments/segment_build.hpp"

#include "features/crm/contact_list.hpp"
#include "features/crm/contact_list.sql.hpp"
#include "features/crm/segments/segment_build.sql.hpp"
#include "features/crm/segments/segments.sql.hpp"
#include "platform/time/clock.hpp"

namespace crm {
namespace {

constexpr std::size_t portion = 2000; // some 25 ms of the segment's turn
constexpr int ids_a_fetch = 20'000;

MembershipCause membership_cause(BuildCause cause) {
    switch (cause) {
        case BuildCause::first:
            return MembershipCause::first_build;
        case BuildCause::rule:
            return MembershipCause::rule;
        case BuildCause::day:
            return MembershipCause::day;
        case BuildCause::asked:
            return MembershipCause::recalculation;
        case BuildCause::overflow:
            return MembershipCause::change;
    }
    return MembershipCause::change;
}

// Before those that no person waits for: a hundred of them may be due at midnight.
std::int32_t priority_of(BuildCause cause) {
    return cause == BuildCause::day || cause == BuildCause::overflow ? 0 : 1;
}

// One build, from its beginning to its end.
class Build {
  public:
    Build(jobs::Context& job, const BuildSegment& work)
        : job_(job), work_(work), now_(job.services.clock.now()) {}

    void run() {
        if (!begin()) return;
        if (!find_differences()) return;
        const auto total = static_cast<std::int64_t>(arrived_.size() + departed_.size());
        std::int64_t done = 0;
        for (const bool fits : {true, false}) {
            const auto& ids = fits ? arrived_ : departed_;
            for (std::size_t from = 0; from < ids.size(); from += portion) {
                if (!write_portion(ids, from, fits)) return say("superseded");
                done += static_cast<std::int64_t>(std::min(portion, ids.size() - from));
                job_.progress(done, total);
            }
        }
        end();
        say("built");
    }

  private:
    // From here on the worker notes whom it looks at; what is read afterwards may be older than
    // that, and leaves them alone.
    bool begin() {
        return job_.in_project([&](db::Transaction& tx) {
            take_turn(tx, work_.segment_id);
            const auto number =
                tx.maybe<std::int64_t>(segments::sql::begin_build, work_.segment_id);
            if (!number) return false;
            number_ = *number;
            tx.query(segments::sql::forget_exceptions, work_.segment_id);
            return true;
        });
    }

    // Reads only: nobody waits for it.
    bool find_differences() {
        return job_.in_project([&](db::Transaction& tx) {
            if (!is_the_latest(tx)) return false;
            const auto segment = find_segment(tx, work_.segment_id);
            meta::Problems problems;
            const auto rules = project_rules(tx);
            const auto rule =
                read_rule(tx, rules, now_, segment.criteria.text, "criteria", problems);
            if (!problems.empty()) {
                tx.query(segments::sql::mark_broken, work_.segment_id,
                         problems.list.front().field + ": " + problems.list.front().message);
                return false;
            }
            if (segment.is_dynamic && reads_of(rule, rules.fields).depends_on_day)
                next_evaluation_at_ = next_day(rules.zone, now_);
            const auto fitting = whom_it_fits(tx, rule, rules);
            const auto before = sorted_ids(tx, segments::sql::members_by_rule.sql,
                                           db::params(work_.segment_id), db::Role::app);
            std::ranges::set_difference(fitting, before, std::back_inserter(arrived_));
            std::ranges::set_difference(before, fitting, std::back_inserter(departed_));
            return true;
        });
    }

    // Sorted ids: 16 bytes each, a million of them are 16 MB.
    std::vector<Uuid> whom_it_fits(db::Transaction& tx, const RuleGroup& rule,
                                   const ProjectRules& rules) {
        db::Params params{db::param(tx.project_id())};
        meta::Problems none;
        const auto condition = compile_rule(rule, rules.at(now_), params, none);
        tx.query(sql::limit_time, std::string("10min"));
        tx.query(sql::set_work_memory, std::string("64MB"));
        return sorted_ids(tx,
                          "SELECT c.id FROM " + std::string(selection_tables)
                              + " WHERE c.project_id = $1 AND c.deleted_at IS NULL AND "
                              + condition,
                          params, db::Role::finder);
    }

    std::vector<Uuid> sorted_ids(db::Transaction& tx, std::string_view statement,
                                 const db::Params& params, db::Role role) {
        std::vector<Uuid> ids;
        const auto take = [&](const db::Result& page) {
            for (int row = 0; row < page.rows(); ++row) ids.push_back(page.as<Uuid>(row));
            job_.check();
        };
        tx.stream(statement, params, ids_a_fetch, take, role);
        std::ranges::sort(ids);
        return ids;
    }

    // false: the rule was edited or another build began, or the segment is gone.
    bool write_portion(const std::vector<Uuid>& ids, std::size_t from, bool fits) {
        Findings findings;
        for (auto i = from; i < std::min(ids.size(), from + portion); ++i)
            findings.add(ids[i], fits, fits ? std::optional(true) : std::nullopt);
        return job_.in_project([&](db::Transaction& tx) {
            tx.later(segments::sql::commit_without_waiting);
            take_turn(tx, work_.segment_id);
            if (!is_the_latest(tx)) return false;
            const auto change = apply_findings(tx, work_.segment_id, findings, true, now_);
            tell_membership(tx, work_.segment_id, change, membership_cause(work_.cause), now_);
            return true;
        });
    }

    bool is_the_latest(db::Transaction& tx) const {
        return tx.maybe<std::int64_t>(segments::sql::current_build, work_.segment_id) == number_;
    }

    void end() {
        job_.in_project([&](db::Transaction& tx) {
            take_turn(tx, work_.segment_id);
            tx.query(segments::sql::end_build, work_.segment_id, now_, next_evaluation_at_,
                     number_);
            tx.query(segments::sql::forget_exceptions, work_.segment_id);
        });
    }

    void say(const char* outcome) {
        job_.set_result(R"({"outcome":")" + std::string(outcome) + R"(","came":)"
                        + std::to_string(arrived_.size()) + R"(,"went":)"
                        + std::to_string(departed_.size()) + '}');
    }

    jobs::Context& job_;
    const BuildSegment& work_;
    const Timestamp now_;
    std::int64_t number_ = 0;
    std::optional<Timestamp> next_evaluation_at_;
    std::vector<Uuid> arrived_, departed_; // sorted
};

} // namespace

void build_later(db::Transaction& tx, const Uuid& segment_id, std::string_view name,
                 BuildCause cause) {
    jobs::enqueue(tx, BuildSegment{segment_id, cause},
                  {.title = "Segment " + std::string(name),
                   .unique_key = segment_id.text(),
                   .priority = priority_of(cause)});
}

void build_segment(jobs::Context& job, const BuildSegment& work) {
    Build(job, work).run();
}

Timestamp next_day(const zones::Zone& zone, Timestamp now) {
    return zone.day(zone.date_at(now)).end;
}

} // namespace crm
