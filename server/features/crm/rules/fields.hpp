// Which fields rules may speak of, and how each is asked in SQL. A later module registers its own
// at the start of the program; parser, compiler, evaluator and dependency index stay as they are.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/crm/custom_fields.hpp"

namespace crm {

enum class RuleType { text, number, date, boolean, choice, tags, user, segments, count };
BOOST_DESCRIBE_ENUM(RuleType, text, number, date, boolean, choice, tags, user, segments, count)

// How the text of a column was stored, so that a typed text is brought to the same form.
enum class TextForm {
    lower,   // as typed: both sides in lower case
    folded,  // by text::fold: accents and case do not matter
    phone,   // E.164
    address, // normalised, in rows `e` that have local_part and domain beside it
};

// One property that tells events apart: "of": {"types": ["email_click"]}.
struct EventPart {
    std::string key;        // "types"
    std::string expression; // SQL of our own, of type text or uuid
    bool is_id = false;
    std::vector<std::string> suggestions;
};

// What happens to people, many rows a person: interactions, later bookings, orders, form answers.
struct EventSource {
    std::string rows; // "contact_interactions i WHERE i.project_id = $1"
    std::string contact_id = "i.contact_id";
    std::string happened_at = "i.occurred_at"; // timestamptz
    std::vector<EventPart> parts;
};

// What of a source's events is compared: how many (a count) or when (a date).
enum class EventValue { count, first, last };

struct RuleField {
    std::string key; // "lifecycle_stage", "custom.shoe_size"
    std::string label;
    RuleType type = RuleType::text;
    std::string group; // for the builder: person, company, engagement, behaviour, consent, …
    // SQL of our own, never a caller's, over contacts c, contact_stats s and `rows`. Its type: text
    // (text, choice, tags), float8 or bigint (number), timestamptz or date (date), boolean, uuid.
    std::string expression;
    // Empty: one value in c or s. Else where a contact's values lie: "contact_emails e WHERE
    // e.project_id = $1 AND e.contact_id = c.id"; {id} stands for field_id.
    std::string rows = {};
    // What people read of a value whose `expression` is folded for comparing; empty: that itself.
    std::string shown = {};
    TextForm form = TextForm::lower;
    bool is_day = false;                       // a date without time: zones do not move it
    bool whole = false;                        // a number of type bigint
    std::vector<std::string> options = {};     // of a choice: what it may be
    std::vector<std::string> suggestions = {}; // for the builder; other values are taken as well
    // Which changes may change the answer: names of facts that the triggers queue ("contacts",
    // "tags"; db/migrations/0006_segments.sql).
    std::vector<std::string> facts = {};
    bool sortable = false;
    std::shared_ptr<const EventSource> events = {};
    EventValue event_value = EventValue::count;
    Uuid field_id = {}; // of a custom field
    bool custom = false;
};

std::span<const std::string_view> operators_of(RuleType type);
// Its answer changes with the days although nothing is written.
bool depends_on_day(std::string_view op);

// For later modules, before the first request. A second one of the same key takes the place of the
// first.
void register_rule_field(RuleField field);

// The built-in fields, the registered ones, and the project's own.
std::vector<RuleField> rule_fields(const std::vector<CustomField>& custom_fields);
const RuleField* find_rule_field(const std::vector<RuleField>& fields, std::string_view key);

} // namespace crm
