// Journeys over HTTP, and the rules that move people by themselves.
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/journeys.hpp"
#include "features/crm/journeys.sql.hpp"
#include "platform/http/if_match.hpp"
#include "platform/text/money.hpp"

namespace crm {

// A stay as the API shows it: money as text.
struct JourneyEntry {
    Uuid id;
    JourneyStage journey_stage = JourneyStage::awareness;
    Timestamp stage_entered_at;
    std::optional<Timestamp> stage_left_at;
    std::optional<std::int32_t> stage_duration_days;
    std::optional<JourneyStage> next_stage;
    JourneyTrigger triggered_by = JourneyTrigger::manual;
    Json trigger_details;
    std::optional<std::string> conversion_event;
    std::optional<std::string> conversion_value; // "120.00"
    std::optional<Uuid> created_by;
};
BOOST_DESCRIBE_STRUCT(JourneyEntry, (),
                      (id, journey_stage, stage_entered_at, stage_left_at, stage_duration_days,
                       next_stage, triggered_by, trigger_details, conversion_event,
                       conversion_value, created_by))

struct Journey {
    JourneyStage journey_stage = JourneyStage::awareness; // where he is now
    Timestamp stage_entered_at;
    std::string currency;
    std::vector<JourneyEntry> history; // newest first; empty: never moved
};
BOOST_DESCRIBE_STRUCT(Journey, (), (journey_stage, stage_entered_at, currency, history))

struct MoveJourney {
    JourneyStage journey_stage = JourneyStage::awareness;
    std::optional<std::string> reason;
    std::optional<std::string> conversion_event;
    std::optional<std::string> conversion_value;
};
BOOST_DESCRIBE_STRUCT(MoveJourney, (), (journey_stage, reason, conversion_event, conversion_value))

struct MoveReason {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(MoveReason, (), (reason))

struct JourneyFunnelQuery {
    std::optional<Timestamp> from, until; // default: the last 90 days
};
BOOST_DESCRIBE_STRUCT(JourneyFunnelQuery, (), (from, until))

struct JourneyFunnelRow {
    JourneyStage journey_stage = JourneyStage::awareness;
    std::int64_t entered = 0, moved_on = 0, there_now = 0;
    std::optional<double> median_days;
    std::int64_t conversion_value = 0;
};
BOOST_DESCRIBE_STRUCT(JourneyFunnelRow, (),
                      (journey_stage, entered, moved_on, there_now, median_days, conversion_value))

struct JourneyFunnelStage {
    JourneyStage journey_stage = JourneyStage::awareness;
    std::int64_t entered = 0;          // came into it within the time
    std::int64_t moved_on = 0;         // of those, have left it since
    std::optional<double> conversion;  // moved_on ⁄ entered, 0 to 1
    std::optional<double> median_days; // that those stayed
    std::int64_t there_now = 0;        // whenever they came
    std::string conversion_value;
};
BOOST_DESCRIBE_STRUCT(JourneyFunnelStage, (),
                      (journey_stage, entered, moved_on, conversion, median_days, there_now,
                       conversion_value))

struct JourneyFunnel {
    Timestamp from, until;
    std::string currency;
    std::vector<JourneyFunnelStage> stages;
};
BOOST_DESCRIBE_STRUCT(JourneyFunnel, (), (from, until, currency, stages))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::MoveJourney> = std::to_array<meta::Rule>({
    {.field = "reason", .min = 1, .max = 500},
    {.field = "conversion_event", .min = 1, .max = 100, .text = "Such as first_purchase"},
    {.field = "conversion_value", .max = 20, .text = "In the project's currency: 120.00"},
});

namespace crm {
namespace {

JourneyEntry entry_of(const JourneyStay& stay, const text::Currency& currency) {
    return {.id = stay.id,
            .journey_stage = stay.journey_stage,
            .stage_entered_at = stay.stage_entered_at,
            .stage_left_at = stay.stage_left_at,
            .stage_duration_days = stay.stage_duration_days,
            .next_stage = stay.next_stage,
            .triggered_by = stay.triggered_by,
            .trigger_details = stay.trigger_details,
            .conversion_event = stay.conversion_event,
            .conversion_value = stay.conversion_value ? std::optional(text::format_money(
                                                            *stay.conversion_value, currency))
                                                      : std::nullopt,
            .created_by = stay.created_by};
}

Journey journey_of(http::Call& call, const Contact& contact) {
    const auto& currency = accounts::project_currency(call.tx);
    Journey journey{.stage_entered_at = contact.first_contact_date,
                    .currency = std::string(currency.code)};
    for (const auto& stay : call.tx.all<JourneyStay>(sql::list_stays, contact.id)) {
        if (!stay.stage_left_at) {
            journey.journey_stage = stay.journey_stage;
            journey.stage_entered_at = stay.stage_entered_at;
        }
        journey.history.push_back(entry_of(stay, currency));
    }
    return journey;
}

std::optional<std::int64_t> value_of(http::Call& call, const MoveJourney& input) {
    if (!input.conversion_value) return std::nullopt;
    const auto reading =
        text::parse_money(*input.conversion_value, accounts::project_currency(call.tx));
    if (!reading.minor_units || *reading.minor_units < 0)
        throw Refusal::field("conversion_value", "bad_format",
                             "must be an amount such as 120.00, not below zero");
    return reading.minor_units;
}

// GET /api/crm/contacts/{id}/journey
Journey get_journey(http::Call& call, const Uuid& contact_id) {
    return journey_of(call, find_contact(call.tx, contact_id, true));
}

// POST /api/crm/contacts/{id}/journey. A person moves by hand; a program is an automation.
Journey move_journey(http::Call& call, const Uuid& contact_id, const MoveJourney& input) {
    const auto contact = find_contact(call.tx, contact_id);
    const auto moved = move_journeys(
        call.tx, {contact_id},
        {.to = input.journey_stage,
         .triggered_by = call.from_browser() ? JourneyTrigger::manual : JourneyTrigger::automation,
         .details = input.reason ? Json{meta::write(MoveReason{*input.reason})} : Json{"{}"},
         .conversion_event = input.conversion_event,
         .conversion_value = value_of(call, input),
         .by = call.identity.user_id},
        call.now);
    if (moved.empty()) throw Refusal("already_in_stage");
    return journey_of(call, contact);
}

// GET /api/crm/journey/funnel
JourneyFunnel get_funnel(http::Call& call, const http::Query<JourneyFunnelQuery>& query) {
    const auto& currency = accounts::project_currency(call.tx);
    JourneyFunnel funnel{.from = query->from.value_or(call.now - std::chrono::days(90)),
                         .until = query->until.value_or(call.now),
                         .currency = std::string(currency.code)};
    if (funnel.from >= funnel.until)
        throw Refusal::field("from", "out_of_range", "must lie before `until`");
    const std::vector<JourneyStage> stages(std::begin(journey_stages), std::end(journey_stages));
    for (const auto& row :
         call.tx.all<JourneyFunnelRow>(sql::journey_funnel, stages, funnel.from, funnel.until))
        funnel.stages.push_back(
            {.journey_stage = row.journey_stage,
             .entered = row.entered,
             .moved_on = row.moved_on,
             .conversion = row.entered ? std::optional(static_cast<double>(row.moved_on)
                                                       / static_cast<double>(row.entered))
                                       : std::nullopt,
             .median_days = row.median_days,
             .there_now = row.there_now,
             .conversion_value = text::format_money(row.conversion_value, currency)});
    return funnel;
}

void check(const JourneyRuleInput& input) {
    std::vector<Problem> problems;
    const bool by_interaction = input.kind == JourneyRuleKind::interaction;
    if (by_interaction != input.interaction_type.has_value())
        problems.push_back({"interaction_type", by_interaction ? "required" : "not_allowed",
                            "an interaction rule has one, a time rule none"});
    if (by_interaction == input.days_in_stage.has_value())
        problems.push_back({"days_in_stage", by_interaction ? "not_allowed" : "required",
                            "a time rule has them, an interaction rule none"});
    if (std::ranges::find(input.from_stages, input.to_stage) != input.from_stages.end())
        problems.push_back({"to_stage", "not_allowed", "must not be among from_stages"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

JourneyRule find_rule(http::Call& call, const Uuid& id) {
    auto rule = call.tx.maybe<JourneyRule>(sql::list_journey_rules, std::optional(id));
    if (!rule) throw Refusal("not_found");
    return std::move(*rule);
}

// GET /api/crm/journey/rules
http::Items<JourneyRule> list_rules(http::Call& call) {
    return {call.tx.all<JourneyRule>(sql::list_journey_rules, std::optional<Uuid>())};
}

// POST /api/crm/journey/rules
http::Created<JourneyRule> create_rule(http::Call& call, const JourneyRuleInput& input) {
    check(input);
    if (call.tx.one<std::int64_t>(sql::count_journey_rules) >= most_journey_rules)
        throw Refusal("limit_reached", "at most 50 rules");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_journey_rule, id, input.name, input.kind, input.from_stages,
                  input.to_stage, input.interaction_type, input.at_least, input.within_days,
                  input.days_in_stage, input.enabled, input.position);
    accounts::record(call, "journey_rule.created", "journey_rule", id, input.name);
    publish_to_all(call.tx, "journey_rule.created", id);
    return {find_rule(call, id), "/api/crm/journey/rules/" + id.text()};
}

// PATCH /api/crm/journey/rules/{id}
JourneyRule update_rule(http::Call& call, const Uuid& id,
                        const meta::Patch<JourneyRuleInput>& patch) {
    const auto before = find_rule(call, id);
    http::expect_version(call, before.version);
    JourneyRuleInput after{before.name,
                           before.kind,
                           before.from_stages,
                           before.to_stage,
                           before.interaction_type,
                           before.at_least,
                           before.within_days,
                           before.days_in_stage,
                           before.enabled,
                           before.position};
    meta::apply(patch, after);
    check(after);
    if (!call.tx.maybe<std::int64_t>(sql::update_journey_rule, id, after.name, after.kind,
                                     after.from_stages, after.to_stage, after.interaction_type,
                                     after.at_least, after.within_days, after.days_in_stage,
                                     after.enabled, after.position, before.version))
        throw Refusal("version_conflict");
    accounts::record(call, "journey_rule.updated", "journey_rule", id, after.name);
    publish_to_all(call.tx, "journey_rule.updated", id);
    return find_rule(call, id);
}

// DELETE /api/crm/journey/rules/{id}
http::NoContent delete_rule(http::Call& call, const Uuid& id) {
    const auto name = http::name_of_deleted(
        call, call.tx.maybe<http::DeletedRecord>(sql::delete_journey_rule, id));
    accounts::record(call, "journey_rule.deleted", "journey_rule", id, name);
    publish_to_all(call.tx, "journey_rule.deleted", id);
    return {};
}

constexpr http::ProblemType problem_types[] = {
    {"already_in_stage", 409, "This person is in that stage already"},
};

} // namespace

void add_journey_routes(http::Router& on) {
    using namespace http;
    on.problems().add(problem_types);
    on.get<get_journey>("/api/crm/contacts/{id}/journey", viewer("contacts:read"), Rate::read);
    on.post<move_journey>("/api/crm/contacts/{id}/journey", member("contacts:write"), Rate::write);
    on.get<get_funnel>("/api/crm/journey/funnel", viewer("contacts:read"), Rate::read);
    on.get<list_rules>("/api/crm/journey/rules", viewer("contacts:read"), Rate::read);
    on.post<create_rule>("/api/crm/journey/rules", manager("contacts:write"), Rate::write);
    on.patch<update_rule>("/api/crm/journey/rules/{id}", manager("contacts:write"), Rate::write);
    on.del<delete_rule>("/api/crm/journey/rules/{id}", manager("contacts:write"), Rate::write);
}

} // namespace crm
