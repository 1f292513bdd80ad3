#include "features/crm/rules/contact_fields.hpp"

#include "features/crm/journeys.hpp"

namespace crm {
namespace {

constexpr const char* emails = "contact_emails e WHERE e.project_id = $1 AND e.contact_id = c.id";
constexpr const char* phones = "contact_phones p WHERE p.project_id = $1 AND p.contact_id = c.id";
constexpr const char* tags =
    "contact_tags ct JOIN tags t ON t.project_id = ct.project_id AND t.id = ct.tag_id "
    "WHERE ct.project_id = $1 AND ct.contact_id = c.id";
constexpr const char* own_values =
    "contact_field_values v WHERE v.project_id = $1 AND v.contact_id = c.id AND v.field_id = {id}";
constexpr const char* memberships =
    "segment_members m WHERE m.project_id = $1 AND m.contact_id = c.id AND m.is_member";
// As it was written, of a text or of one item of a list.
constexpr const char* own_value_shown =
    "(SELECT CASE jsonb_typeof(o.value) WHEN 'array' THEN o.value ->> v.item ELSE o.value #>> '{}' "
    "END FROM custom_field_definitions d, LATERAL (SELECT c.custom_fields -> d.key AS value) o "
    "WHERE d.project_id = $1 AND d.id = v.field_id)";
// Who never moved has no row and is where everybody begins.
constexpr const char* journey_stage =
    "COALESCE((SELECT j.journey_stage FROM customer_journeys j WHERE j.project_id = $1 "
    "AND j.contact_id = c.id AND j.stage_left_at IS NULL), 'awareness')";
// The last word of a person on each purpose, where it is yes.
constexpr const char* consents =
    "consents k WHERE k.project_id = $1 AND k.contact_id = c.id AND k.given AND NOT EXISTS "
    "(SELECT 1 FROM consents l WHERE l.project_id = $1 AND l.contact_id = c.id "
    "AND l.purpose = k.purpose AND (l.created_at, l.id) > (k.created_at, k.id))";

RuleField of_contact(std::string key, std::string label, RuleType type, std::string group,
                     std::string expression) {
    return {.key = std::move(key),
            .label = std::move(label),
            .type = type,
            .group = std::move(group),
            .expression = std::move(expression),
            .facts = {"contacts"}};
}

RuleField of_stats(std::string key, std::string label, RuleType type, std::string expression) {
    auto made =
        of_contact(std::move(key), std::move(label), type, "engagement", std::move(expression));
    made.facts = {"stats"};
    return made;
}

RuleField of_rows(RuleField field, const char* rows, std::vector<std::string> facts,
                  TextForm form = TextForm::folded) {
    field.rows = rows;
    field.facts = std::move(facts);
    field.form = form;
    return field;
}

RuleField folded(RuleField field, std::string shown) {
    field.form = TextForm::folded;
    field.shown = std::move(shown);
    return field;
}

RuleField whole(RuleField field) {
    field.whole = true;
    return field;
}

RuleField sortable(RuleField field) {
    field.sortable = true;
    return field;
}

void add_person(std::vector<RuleField>& all) {
    using enum RuleType;
    all.push_back(sortable(folded(
        of_contact("display_name", "Name", text, "person", "c.name_folded"), "c.display_name")));
    all.push_back(of_contact("first_name", "First name", text, "person", "c.first_name"));
    all.push_back(of_contact("last_name", "Last name", text, "person", "c.last_name"));
    all.push_back(of_rows(of_contact("email", "E-mail", text, "person", "e.normalised"), emails,
                          {"emails"}, TextForm::address));
    all.push_back(of_rows(of_contact("email_domain", "E-mail domain", text, "person", "e.domain"),
                          emails, {"emails"}));
    all.push_back(of_rows(of_contact("phone", "Phone", text, "person", "p.e164"), phones,
                          {"phones"}, TextForm::phone));
    all.push_back(sortable(
        folded(of_contact("company", "Company", text, "person", "c.company_folded"), "c.company")));
    all.push_back(of_contact("job_title", "Job title", text, "person", "c.job_title"));
    auto source = of_contact("source", "Source", text, "person", "c.source");
    source.suggestions = {"website", "social_media", "referral", "import", "manual"};
    all.push_back(std::move(source));
    all.push_back(of_contact("language", "Language", text, "person", "c.language"));
    all.push_back(of_contact("time_zone", "Time zone", text, "person", "c.time_zone"));
    auto stage =
        of_contact("lifecycle_stage", "Lifecycle stage", choice, "person", "c.lifecycle_stage");
    stage.options = {"lead", "prospect", "customer", "evangelist"};
    all.push_back(std::move(stage));
    auto journey =
        of_contact("journey_stage", "Journey stage", choice, "person", crm::journey_stage);
    for (const auto each : journey_stages) journey.options.emplace_back(meta::enum_name(each));
    journey.facts = {"journeys"};
    all.push_back(std::move(journey));
    all.push_back(
        folded(of_rows(of_contact("tags", "Tags", RuleType::tags, "person", "t.name_folded"),
                       crm::tags, {"tags"}),
               "t.name"));
    all.push_back(of_contact("assigned_to", "Owner", user, "person", "c.assigned_to"));
    all.push_back(
        of_contact("first_contact_date", "First contact", date, "person", "c.first_contact_date"));
    all.push_back(sortable(of_contact("created_at", "Created", date, "person", "c.created_at")));
    all.push_back(sortable(of_contact("updated_at", "Changed", date, "person", "c.updated_at")));
}

void add_engagement(std::vector<RuleField>& all) {
    using enum RuleType;
    all.push_back(sortable(
        whole(of_stats("engagement_score", "Engagement score", number, "s.engagement_score"))));
    all.push_back(whole(of_stats("qualification_score", "Chance of becoming a customer", number,
                                 "s.qualification_score")));
    all.push_back(
        whole(of_stats("total_interactions", "Interactions ever", number, "s.total_interactions")));
    all.push_back(sortable(of_stats("last_interaction_date", "Last interaction ever", date,
                                    "s.last_interaction_date")));
}

void add_behaviour(std::vector<RuleField>& all) {
    static const auto interactions = std::make_shared<const EventSource>(EventSource{
        .rows = "contact_interactions i WHERE i.project_id = $1",
        .parts = {{.key = "types",
                   .expression = "i.interaction_type",
                   .suggestions = {"email_sent", "email_open", "email_click", "email_received",
                                   "website_visit", "social_engagement", "form_submission",
                                   "booking", "purchase", "call", "meeting", "sms"}},
                  {.key = "platforms",
                   .expression = "i.platform",
                   .suggestions = {"email", "sms", "website", "facebook", "instagram", "linkedin"}},
                  {.key = "campaign_ids", .expression = "i.campaign_id", .is_id = true},
                  {.key = "content_ids", .expression = "i.content_id", .is_id = true}}});
    const auto add = [&](const char* key, const char* label, RuleType type, EventValue value) {
        auto field = of_contact(key, label, type, "behaviour", "i.occurred_at");
        field.facts = {"interactions"};
        field.events = interactions;
        field.event_value = value;
        all.push_back(std::move(field));
    };
    add("interactions", "Number of interactions", RuleType::count, EventValue::count);
    add("first_interaction", "First interaction", RuleType::date, EventValue::first);
    add("last_interaction", "Last interaction", RuleType::date, EventValue::last);
}

void add_consent(std::vector<RuleField>& all) {
    using enum RuleType;
    const auto add = [&](const char* key, const char* label, const char* expression) {
        all.push_back(of_contact(key, label, boolean, "consent", expression));
    };
    add("email_subscribed", "Subscribed to e-mail", "c.email_subscribed");
    add("sms_subscribed", "Subscribed to SMS", "c.sms_subscribed");
    add("marketing_consent", "Marketing consent", "c.marketing_consent");
    add("do_not_contact", "Do not contact", "c.do_not_contact");
    all.push_back(of_rows(of_contact("consents", "Consent given for", text, "consent", "k.purpose"),
                          crm::consents, {"consents"}, TextForm::lower));
    all.push_back(
        of_rows(of_contact("consented_at", "Consent given on", date, "consent", "k.created_at"),
                crm::consents, {"consents"}));
}

std::string value_column(FieldType type) {
    switch (type) {
        case FieldType::number:
            return "v.number_value";
        case FieldType::date:
            return "v.date_value";
        case FieldType::boolean:
            return "v.boolean_value";
        default:
            return "v.text_value";
    }
}

RuleType rule_type(FieldType type) {
    switch (type) {
        case FieldType::number:
            return RuleType::number;
        case FieldType::date:
            return RuleType::date;
        case FieldType::boolean:
            return RuleType::boolean;
        case FieldType::select:
        case FieldType::multi_select:
            return RuleType::choice;
        case FieldType::text:
        case FieldType::url:
            return RuleType::text;
    }
    return RuleType::text;
}

} // namespace

std::vector<RuleField> contact_rule_fields() {
    std::vector<RuleField> all;
    add_person(all);
    add_engagement(all);
    add_behaviour(all);
    add_consent(all);
    // Which segments are read is in the condition: the facts are named segment:<id>.
    auto segment =
        of_contact("segment", "Segment", RuleType::segments, "membership", "m.segment_id");
    all.push_back(of_rows(std::move(segment), memberships, {}));
    return all;
}

RuleField custom_rule_field(const CustomField& custom) {
    return {.key = "custom." + custom.key,
            .label = custom.label,
            .type = rule_type(custom.type),
            .group = "custom",
            .expression = value_column(custom.type),
            .rows = own_values,
            .shown = rule_type(custom.type) == RuleType::text
                             || rule_type(custom.type) == RuleType::choice
                         ? own_value_shown
                         : "",
            .form = TextForm::folded,
            .is_day = custom.type == FieldType::date,
            .options = custom.options,
            .facts = {"field_values"},
            .field_id = custom.id,
            .custom = true};
}

} // namespace crm
