#include "features/crm/segments/segments.hpp"

#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/crm/segments/segment_build.hpp"
#include "features/crm/segments/segment_feed.hpp"
#include "features/crm/segments/segment_graph.hpp"
#include "features/crm/segments/segments.sql.hpp"
#include "platform/http/if_match.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/fold.hpp"

namespace crm {

struct SegmentEvent {
    Uuid id;
    std::string name;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentEvent, (), (id, name, version))

struct SegmentLink {
    Uuid segment_id, reads;
};
BOOST_DESCRIBE_STRUCT(SegmentLink, (), (segment_id, reads))

struct SegmentName {
    Uuid id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SegmentName, (), (id, name))

namespace {

using UsesOf = std::vector<SegmentUse> (*)(db::Transaction&, const Uuid&);
std::vector<UsesOf>& more_uses() {
    static std::vector<UsesOf> all;
    return all;
}

SegmentFeed& registered_feed() {
    static SegmentFeed feed{
        .entered = [](db::Transaction&, const SegmentEntry&) {},
        .check = [](http::Call&, const std::vector<Uuid>&, const std::vector<Uuid>&) {}};
    return feed;
}

// Who sends decides who is sent to; what stays as it was needs no leave.
void check_feed(http::Call& call, const SegmentInput& before, const SegmentInput& after) {
    if (before.auto_add_to_campaigns != after.auto_add_to_campaigns
        || before.default_campaigns != after.default_campaigns)
        registered_feed().check(call, before.default_campaigns, after.default_campaigns);
}

void tell(http::Call& call, std::string_view what, const Segment& segment) {
    realtime::publish(call.tx, "segments", what,
                      SegmentEvent{segment.id, segment.name, segment.version});
    accounts::audit::record(call, what, {"segment", segment.id, segment.name});
}

SegmentGraph segment_graph(db::Transaction& tx) {
    SegmentGraph graph;
    for (const auto& link : tx.all<SegmentLink>(segments::sql::segment_links))
        graph[link.segment_id].push_back(link.reads);
    return graph;
}

// "Customers → VIPs → Customers"
std::string in_words(db::Transaction& tx, const std::vector<Uuid>& path) {
    const auto names = tx.all<SegmentName>(segments::sql::segment_names, path);
    std::string words;
    for (const auto& id : path) {
        const auto at = std::ranges::find(names, id, &SegmentName::id);
        words += (words.empty() ? "" : " → ") + (at == names.end() ? id.text() : at->name);
    }
    return words;
}

void refuse_bad_nesting(db::Transaction& tx, const RuleReads& reads, const Uuid& self) {
    tx.query(segments::sql::lock_segment_graph);
    auto graph = segment_graph(tx);
    graph[self] = reads.segments;
    if (const auto cycle = cycle_through(graph, self); !cycle.empty())
        throw Refusal::field("criteria", "cycle",
                             "segments may not contain themselves: " + in_words(tx, cycle));
    for (const auto& [id, unused] : graph)
        if (chain_length(graph, id) > most_nested_segments)
            throw Refusal::field("criteria", "too_deep",
                                 "at most 10 segments may stand in each other");
}

void store_dependencies(db::Transaction& tx, const Uuid& id, bool is_dynamic,
                        const RuleReads& reads) {
    std::vector<std::string> facts{"existence"};
    if (is_dynamic) {
        facts.emplace_back("new");
        facts.insert(facts.end(), reads.facts.begin(), reads.facts.end());
    } else { // for the cycle check, and to know what it names
        for (const auto& read : reads.segments) facts.push_back(membership_fact(read));
    }
    tx.query(segments::sql::delete_dependencies, id);
    tx.query(segments::sql::insert_dependencies, id, facts);
}

bool same_json(const Json& left, const Json& right) {
    return boost::json::parse(left.text) == boost::json::parse(right.text);
}

SegmentInput input_of(const Segment& segment) {
    return {segment.name,       segment.description,           segment.criteria,
            segment.is_dynamic, segment.auto_add_to_campaigns, segment.default_campaigns};
}

} // namespace

Segment find_segment(db::Transaction& tx, const Uuid& id) {
    auto segment = tx.maybe<Segment>(segments::sql::find_segment, id);
    if (!segment) throw Refusal("not_found");
    return std::move(*segment);
}

CheckedCriteria check_criteria(db::Transaction& tx, Timestamp now, const Json& criteria,
                               const std::optional<Uuid>& self) {
    meta::Problems problems;
    const auto rules = project_rules(tx);
    CheckedCriteria checked;
    checked.rule = read_rule(tx, rules, now, criteria.text, "criteria", problems);
    http::refuse_if_any(problems);
    checked.reads = reads_of(checked.rule, rules.fields);
    if (checked.reads.segments.size() > most_segments_read)
        throw Refusal::field("criteria", "too_many", "at most 50 segments in one rule");
    if (self && !checked.reads.segments.empty()) refuse_bad_nesting(tx, checked.reads, *self);
    return checked;
}

Segment insert_segment(http::Call& call, const SegmentInput& input) {
    if (call.tx.one<std::int64_t>(segments::sql::count_segments) >= most_segments)
        throw Refusal("limit_reached", "at most 500 segments");
    check_feed(call, {}, input);
    const auto id = Uuid::make();
    const auto checked = check_criteria(call.tx, call.now, input.criteria, id);
    call.tx.query(segments::sql::insert_segment, id, input.name, text::fold(input.name),
                  input.description, input.criteria, input.is_dynamic, input.auto_add_to_campaigns,
                  input.default_campaigns, call.identity.user_id, call.now);
    store_dependencies(call.tx, id, input.is_dynamic, checked.reads);
    build_later(call.tx, id, input.name, BuildCause::first);
    auto segment = find_segment(call.tx, id);
    tell(call, "segment.created", segment);
    return segment;
}

Segment change_segment(http::Call& call, const Uuid& id, const meta::Patch<SegmentInput>& patch,
                       std::optional<std::int64_t> expected_version) {
    const auto before = find_segment(call.tx, id);
    if (expected_version && *expected_version != before.version)
        throw Refusal("version_conflict").with("current", std::to_string(before.version));
    auto after = input_of(before);
    meta::apply(patch, after);
    check_feed(call, input_of(before), after);
    const bool other_rule =
        !same_json(before.criteria, after.criteria) || (after.is_dynamic && !before.is_dynamic);
    if (other_rule || after.is_dynamic != before.is_dynamic) {
        const auto checked = check_criteria(call.tx, call.now, after.criteria, id);
        store_dependencies(call.tx, id, after.is_dynamic, checked.reads);
    }
    if (!call.tx.maybe<std::int64_t>(segments::sql::update_segment, id, after.name,
                                     text::fold(after.name), after.description, after.criteria,
                                     after.is_dynamic, after.auto_add_to_campaigns,
                                     after.default_campaigns, call.now, other_rule, before.version))
        throw Refusal("version_conflict");
    if (other_rule) build_later(call.tx, id, after.name, BuildCause::rule);
    auto segment = find_segment(call.tx, id);
    tell(call, "segment.updated", segment);
    return segment;
}

void delete_segment(http::Call& call, const Uuid& id) {
    call.tx.query(segments::sql::lock_segment_graph);
    const auto segment = find_segment(call.tx, id);
    http::expect_version(call, segment.version);
    const auto uses = uses_of_segment(call.tx, id);
    if (!uses.empty()) throw Refusal("segment_in_use").with_json("uses", meta::write(uses));
    call.tx.query(segments::sql::delete_segment, id);
    tell(call, "segment.deleted", segment);
}

std::vector<SegmentUse> uses_of_segment(db::Transaction& tx, const Uuid& id) {
    auto all = tx.all<SegmentUse>(segments::sql::uses_of_segment, id);
    for (const auto uses : more_uses()) {
        auto more = uses(tx, id);
        std::ranges::move(more, std::back_inserter(all));
    }
    return all;
}

void register_segment_feed(const SegmentFeed& feed) {
    registered_feed() = feed;
}

const SegmentFeed& segment_feed() {
    return registered_feed();
}

void register_segment_use(UsesOf uses) {
    auto& all = more_uses();
    if (std::ranges::find(all, uses) == all.end()) all.push_back(uses);
}

} // namespace crm
