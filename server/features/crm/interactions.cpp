#include "features/crm/interactions.hpp"

#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/interactions.sql.hpp"
#include "platform/http/cursor.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/money.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct TimelineItem {
    Uuid id;
    std::string kind; // interaction, note, task
    std::string type; // of the interaction or the task
    std::optional<std::string> title, description, platform;
    Json metadata;
    std::optional<Uuid> actor_id;
    Timestamp occurred_at;
    std::optional<std::string> value; // of an interaction: "45.00"
    std::optional<std::int32_t> engagement_points;
};
BOOST_DESCRIBE_STRUCT(TimelineItem, (),
                      (id, kind, type, title, description, platform, metadata, actor_id,
                       occurred_at, value, engagement_points))

struct ListTimeline {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<std::vector<std::string>> types;
};
BOOST_DESCRIBE_STRUCT(ListTimeline, (), (limit, after, types))

struct MakeInteractionPartitions {
    static constexpr std::string_view kind = "make_interaction_partitions";
};
BOOST_DESCRIBE_STRUCT(MakeInteractionPartitions, (), ())

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListTimeline> = std::to_array<meta::Rule>(
    {{.field = "limit", .min = 1, .max = 200, .optional = true}, {.field = "types", .max = 30}});

namespace crm {
namespace {

constexpr std::chrono::days furthest_future{1}; // clocks of other systems run ahead
constexpr Timestamp earliest = std::chrono::sys_days(std::chrono::year(1970) / 1 / 1);

template <class Item>
void end_by_occurrence(http::Page<Item>& page, std::int32_t limit) {
    if (page.items.size() <= static_cast<std::size_t>(limit)) return;
    page.items.pop_back();
    page.next =
        http::make_cursor(http::TimeCursor{page.items.back().occurred_at, page.items.back().id});
}

// GET /api/crm/contacts/{id}/interactions
http::Page<Interaction> list_interactions(http::Call& call, const Uuid& contact_id,
                                          const http::Query<ListByTime>& query) {
    find_contact(call.tx, contact_id, true);
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Interaction> page;
    page.items = call.tx.all<Interaction>(
        sql::list_interactions, contact_id, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1,
        accounts::project_currency(call.tx).exponent);
    end_by_occurrence(page, query->limit);
    return page;
}

// POST /api/crm/contacts/{id}/interactions
http::Created<Interaction> create_interaction(http::Call& call, const Uuid& contact_id,
                                              const InteractionInput& input) {
    find_contact(call.tx, contact_id);
    return {record_interaction(call, contact_id, input), {}};
}

// GET /api/crm/contacts/{id}/timeline
http::Page<TimelineItem> list_timeline(http::Call& call, const Uuid& contact_id,
                                       const http::Query<ListTimeline>& query) {
    find_contact(call.tx, contact_id, true);
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<TimelineItem> page;
    page.items = call.tx.all<TimelineItem>(
        sql::timeline, contact_id, query->types, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1,
        accounts::project_currency(call.tx).exponent);
    end_by_occurrence(page, query->limit);
    return page;
}

// Columns of as many rows.
struct InteractionRows {
    std::vector<Uuid> ids, contacts, campaigns;
    std::vector<std::string> types, titles, metadata;
    std::vector<Timestamp> occurred;

    void add(const CampaignInteraction& interaction) {
        ids.push_back(Uuid::make());
        contacts.push_back(interaction.contact_id);
        campaigns.push_back(interaction.campaign_id);
        types.push_back(interaction.interaction_type);
        titles.push_back(interaction.title);
        metadata.push_back(interaction.metadata);
        occurred.push_back(interaction.occurred_at);
    }
};

// Those who are there, until the end of the transaction.
std::set<Uuid> locked_people(db::Transaction& tx,
                             std::span<const CampaignInteraction> interactions) {
    std::vector<Uuid> ids;
    for (const auto& each : interactions) ids.push_back(each.contact_id);
    const auto found = tx.all<Uuid>(sql::lock_people, ids);
    return {found.begin(), found.end()};
}

// In minor units of the project's currency.
std::optional<std::int64_t> value_of(const InteractionInput& input,
                                     const text::Currency& currency) {
    if (!input.value) return std::nullopt;
    const auto reading = text::parse_money(*input.value, currency);
    if (!reading.minor_units || *reading.minor_units < 0)
        throw Refusal::field("value", "bad_format",
                             "must be an amount such as 45.00, not below zero");
    return reading.minor_units;
}

} // namespace

Interaction record_interaction(http::Call& call, const Uuid& contact_id,
                               const InteractionInput& input) {
    const auto occurred_at = input.occurred_at.value_or(call.now);
    if (occurred_at > call.now + furthest_future || occurred_at < earliest)
        throw Refusal::field("occurred_at", "out_of_range", "must lie between 1970 and now");
    const auto& currency = accounts::project_currency(call.tx);
    const auto id = Uuid::make();
    call.tx.later(sql::insert_interaction, id, contact_id, input.interaction_type, input.platform,
                  input.title, input.description, input.metadata, input.duration_seconds,
                  value_of(input, currency), call.identity.user_id, occurred_at, call.now);
    call.tx.query(sql::count_interaction, contact_id, occurred_at, input.interaction_type,
                  call.now);
    tell_part(call, "interaction.created", contact_id, id);
    return call.tx.one<Interaction>(sql::find_interaction, id, occurred_at, currency.exponent);
}

void record_campaign_interactions(db::Transaction& tx,
                                  std::span<const CampaignInteraction> interactions,
                                  Timestamp now) {
    const auto known = locked_people(tx, interactions);
    InteractionRows rows;
    for (const auto& each : interactions)
        if (known.contains(each.contact_id)) rows.add(each);
    if (rows.ids.empty()) return;
    tx.later(sql::insert_campaign_interactions, rows.ids, rows.contacts, rows.campaigns, rows.types,
             rows.titles, rows.metadata, rows.occurred, now);
    tx.query(sql::count_campaign_interactions, rows.contacts, rows.types, rows.occurred, now);
    tell_parts(tx, "interaction.created", rows.contacts, rows.ids);
}

void record_campaign_interaction(Services& services, db::Transaction& tx,
                                 const CampaignInteraction& interaction) {
    record_campaign_interactions(tx, {&interaction, 1}, services.clock.now());
}

Uuid record_mail(http::Call& call, const Uuid& contact_id, const std::string& subject,
                 const std::string& snippet, const std::string& metadata) {
    constexpr std::size_t longest_title = 255;
    InteractionInput input;
    input.interaction_type = "email_sent";
    input.platform = "email";
    input.title = std::string(text::first_code_points(subject, longest_title));
    input.description = snippet;
    input.metadata = {metadata};
    return record_interaction(call, contact_id, input).id;
}

void add_interaction_routes(http::Router& on) {
    using namespace http;
    on.get<list_interactions>("/api/crm/contacts/{id}/interactions", viewer("contacts:read"),
                              Rate::read);
    on.post<create_interaction>("/api/crm/contacts/{id}/interactions", member("contacts:write"),
                                Rate::write);
    on.get<list_timeline>("/api/crm/contacts/{id}/timeline", viewer("contacts:read"), Rate::read);
}

void add_interaction_jobs(jobs::Registry& registry) {
    registry.every<MakeInteractionPartitions>("17 3 * * *", [](jobs::Context& job) {
        const Date today{std::chrono::floor<std::chrono::days>(job.services.clock.now())};
        job.in_system([&](db::Transaction& tx) { tx.query(sql::make_partitions, today); });
    });
}

} // namespace crm
