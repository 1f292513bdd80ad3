#include "features/crm/rules/bitmaps.hpp"

#include <algorithm>

#include "platform/text/fold.hpp"
#include "platform/text/phone.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

enum class BitmapKind {
    value,     // a code for each value
    text,      // one of 1,024 by chance, for each pair of neighbours and, in order, the beginning
    beginning, // as many first characters as `lengths` says
    number,    // for buckets
    day,
    month
};

// As bitmap_codes_of_contacts and bitmap_text_codes_of_contacts in
// db/migrations/0042_contact_bitmaps.sql make them.
struct Bitmap {
    std::string_view field;
    BitmapKind kind = BitmapKind::value;
    bool pairs = false; // of a text
    bool order = false; // of a text: its first two characters
    // Characters of a beginning that may be anything, and of one that few have.
    std::size_t longer = 0, shorter = 0;
};

constexpr Bitmap known_bitmaps[] = {{"lifecycle_stage"},
                                    {"source"},
                                    {"language"},
                                    {"time_zone"},
                                    {"assigned_to"},
                                    {"email_subscribed"},
                                    {"sms_subscribed"},
                                    {"marketing_consent"},
                                    {"do_not_contact"},
                                    {"tags"},
                                    {"display_name", BitmapKind::text, true, true},
                                    {"company", BitmapKind::text, true, true},
                                    {"job_title", BitmapKind::text, true},
                                    {"first_name", BitmapKind::text},
                                    {"last_name", BitmapKind::text},
                                    {"email", BitmapKind::beginning, false, true, 4},
                                    {"email_domain", BitmapKind::beginning, false, false, 8, 4},
                                    {"phone", BitmapKind::beginning, false, false, 6, 3},
                                    {"engagement_score", BitmapKind::number},
                                    {"total_interactions", BitmapKind::number},
                                    {"created_at", BitmapKind::day},
                                    {"updated_at", BitmapKind::day},
                                    {"last_interaction_date", BitmapKind::day}};

constexpr std::int64_t greatest_bucket = 1000; // of numbers, as they begin at its opposite
constexpr std::int64_t never = -25'568, first_day = -25'567, last_day = 47'482;
constexpr std::int64_t first_month = 1900 * 12, last_month = 2100 * 12;

std::optional<Bitmap> bitmap_of(const RuleField& field) {
    if (!field.custom) {
        const auto* found = std::ranges::find(known_bitmaps, field.key, &Bitmap::field);
        return found == std::end(known_bitmaps) ? std::nullopt : std::optional(*found);
    }
    switch (field.type) {
        case RuleType::number:
            return Bitmap{{}, BitmapKind::number};
        case RuleType::date:
            return Bitmap{{}, BitmapKind::month};
        case RuleType::text:
            return Bitmap{{}, BitmapKind::text, true};
        default:
            return Bitmap{};
    }
}

std::int64_t count_of(BitmapKind kind, std::chrono::sys_days day) {
    if (kind == BitmapKind::day)
        return std::clamp<std::int64_t>(day.time_since_epoch().count(), first_day, last_day);
    const std::chrono::year_month_day date(day);
    return std::clamp<std::int64_t>(
        static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned(date.month())) - 1,
        first_month, last_month);
}

SqlPart parameter(const auto& value, std::string_view type) {
    return {"?::" + std::string(type), {db::param(value)}};
}

SqlPart call(std::string_view function, const std::vector<SqlPart>& arguments) {
    auto made = joined(arguments, ", ");
    made.sql = std::string(function) + '(' + made.sql + ')';
    return made;
}

class BitmapReader {
  public:
    explicit BitmapReader(const RuleContext& context) : context_(context) {}

    std::vector<SqlPart> read(const RuleGroup& rule) {
        std::vector<SqlPart> found;
        if (rule.match == Match::any) return read_any(rule);
        if (rule.match == Match::all)
            for (const auto& item : rule.items) {
                auto more = read(item);
                std::ranges::move(more, std::back_inserter(found));
            }
        return found;
    }

  private:
    std::vector<SqlPart> read(const RuleGroup::Item& item) {
        return item.group ? read(*item.group) : read(*item.condition);
    }

    // Everybody who fits has a code of one of the alternatives, when each of them has some.
    std::vector<SqlPart> read_any(const RuleGroup& rule) {
        std::vector<SqlPart> alternatives;
        for (const auto& item : rule.items) {
            auto found = read(item);
            if (found.empty()) return {};
            alternatives.push_back(std::move(found.front()));
        }
        if (alternatives.empty()) return {};
        return {joined(alternatives, " UNION ALL ")};
    }

    std::vector<SqlPart> read(const Condition& condition) {
        const auto* field = find_rule_field(context_.fields, condition.field);
        const auto bitmap = field ? bitmap_of(*field) : std::nullopt;
        if (!bitmap) return {};
        const auto name = field->custom ? field->field_id.text() : field->key;
        const Operand operand(condition, problems_);
        switch (bitmap->kind) {
            case BitmapKind::value:
                return read_value(*field, name, operand, condition.op);
            case BitmapKind::text:
                return read_text(*bitmap, *field, name, operand, condition.op);
            case BitmapKind::beginning:
                return read_beginning(*bitmap, *field, name, operand, condition.op);
            case BitmapKind::number:
                return read_number(name, operand, condition.op);
            case BitmapKind::day:
            case BitmapKind::month:
                return read_day(bitmap->kind, *field, name, operand, condition.op);
        }
        return {};
    }

    std::vector<SqlPart> read_value(const RuleField& field, const std::string& name,
                                    const Operand& operand, std::string_view op) const {
        const auto of = [&](const std::string& text) {
            return call("bitmap_code",
                        {parameter(name, "text"), call("bitmap_value", {stored(field, text)})});
        };
        std::vector<SqlPart> codes;
        if (op == "is_empty" && field.rows.empty()) {
            codes.push_back(of(""));
        } else if (op == "is" && field.type == RuleType::boolean) {
            codes.push_back(of(operand.boolean() ? "true" : "false"));
        } else if (op == "has_all_of") {
            std::vector<SqlPart> all;
            for (const auto& each : operand.texts()) all.push_back(one_of({of(each)}));
            return all;
        } else if (op == "is" || op == "is_any_of" || op == "has_any_of") {
            for (const auto& each : values(field, operand, op)) codes.push_back(of(each));
        }
        if (codes.empty()) return {};
        return {one_of(codes)};
    }

    static std::vector<std::string> values(const RuleField& field, const Operand& operand,
                                           std::string_view op) {
        if (field.type == RuleType::user) {
            std::vector<std::string> all;
            for (const auto& id : operand.ids("member")) all.push_back(id.text());
            return all;
        }
        if (field.type == RuleType::choice) return operand.one_or_more();
        if (op == "is") return {operand.text()};
        return operand.texts();
    }

    // The text as the column has it, of type text. PostgreSQL lowers both sides.
    static SqlPart stored(const RuleField& field, const std::string& text) {
        if (field.form != TextForm::lower) return parameter(text::fold(text), "text");
        const auto value = parameter(text, "text");
        return field.type == RuleType::text ? call("lower", {value}) : value;
    }

    static std::vector<SqlPart> read_text(const Bitmap& bitmap, const RuleField& field,
                                          const std::string& name, const Operand& operand,
                                          std::string_view op) {
        const auto of = [&](const std::string& text) {
            return call("bitmap_text_code", {parameter(name, "text"), stored(field, text)});
        };
        if (op == "is_empty" && field.rows.empty()) return {one_of({of("")})};
        if (op == "is") return {one_of({of(operand.text())})};
        if (op == "is_any_of") {
            std::vector<SqlPart> codes;
            for (const auto& each : operand.texts()) codes.push_back(of(each));
            if (codes.empty()) return {};
            return {one_of(codes)};
        }
        if (!bitmap.pairs || (op != "contains" && op != "starts_with")) return {};
        auto all = pairs(field, name, operand.text());
        if (op == "starts_with" && bitmap.order)
            all.push_back(first_two(name, text::fold(operand.text())));
        return all;
    }

    // Whoever has the part has each pair of neighbours in it; a few of them say enough. What
    // lowering does to letters beyond ASCII is PostgreSQL's affair.
    static std::vector<SqlPart> pairs(const RuleField& field, const std::string& name,
                                      const std::string& typed) {
        const auto part = field.form == TextForm::lower ? typed : text::fold(typed);
        const auto characters = text::count_code_points(part);
        if (field.form == TextForm::lower && characters != part.size()) return {};
        std::vector<SqlPart> all;
        constexpr std::size_t most_pairs = 8;
        for (std::size_t at = 1; at < std::min(characters, most_pairs + 1); ++at) {
            const auto pair = call(
                "substr", {stored(field, part), parameter(static_cast<std::int64_t>(at), "integer"),
                           parameter(std::int64_t{2}, "integer")});
            all.push_back(one_of({call("bitmap_pair_code", {parameter(name, "text"), pair})}));
        }
        return all;
    }

    // Texts lie in their order: one that begins with a single character is in a range.
    static SqlPart first_two(const std::string& name, const std::string& beginning) {
        const auto of = [&](const std::string& text, std::string_view as) {
            auto made = call("bitmap_code", {parameter(name, "text"),
                                             call("bitmap_beginning", {parameter(text, "text")})});
            made.sql += as;
            return made;
        };
        auto made = joined(
            {of(beginning, " AS low_code"), of(beginning + "\U0010FFFF", " AS high_code")}, ", ");
        made.sql.insert(0, "SELECT ");
        return made;
    }

    std::vector<SqlPart> read_beginning(const Bitmap& bitmap, const RuleField& field,
                                        const std::string& name, const Operand& operand,
                                        std::string_view op) const {
        if (op == "is" || op == "starts_with")
            return beginning(bitmap, name, typed(field, operand.text(), op == "is"));
        if (op != "contains" || field.form != TextForm::address) return {};
        // "@example.com" is asked of the domain.
        const auto part = text::fold(operand.text());
        const auto at = part.rfind('@');
        if (at == part.npos) return {};
        const auto* domain = std::ranges::find(known_bitmaps, "email_domain", &Bitmap::field);
        return beginning(*domain, "email_domain", part.substr(at + 1));
    }

    std::string typed(const RuleField& field, const std::string& text, bool whole) const {
        if (field.form == TextForm::phone && whole)
            if (auto number = text::phone_e164(text, context_.default_region)) return *number;
        return text::fold(text);
    }

    // By as many characters as the text has; nothing when it is too short.
    static std::vector<SqlPart> beginning(const Bitmap& bitmap, const std::string& name,
                                          const std::string& typed) {
        const auto characters = text::count_code_points(typed);
        const auto first = [&](std::size_t length) {
            return parameter(std::string(text::first_code_points(typed, length)), "text");
        };
        if (characters >= bitmap.longer)
            return {one_of(
                {call("bitmap_text_code", {parameter(name, "text"), first(bitmap.longer)})})};
        if (bitmap.order) return {first_two(name, typed)};
        if (characters < bitmap.shorter) return {};
        return {one_of({call("bitmap_code", {parameter(name, "text"),
                                             call("bitmap_value", {first(bitmap.shorter)})})})};
    }

    static std::vector<SqlPart> read_number(const std::string& name, const Operand& operand,
                                            std::string_view op) {
        const auto bucket = [](double number) {
            return call("bitmap_bucket", {parameter(number, "float8")});
        };
        const auto end = [](std::int64_t number) { return parameter(number, "integer"); };
        if (op == "is") return {between(name, bucket(operand.number()), bucket(operand.number()))};
        if (op == "at_least")
            return {between(name, bucket(operand.number()), end(greatest_bucket))};
        if (op == "at_most")
            return {between(name, end(-greatest_bucket), bucket(operand.number()))};
        if (op != "between") return {};
        const auto [low, high] = operand.numbers();
        return {between(name, bucket(low), bucket(high))};
    }

    std::vector<SqlPart> read_day(BitmapKind kind, const RuleField& field, const std::string& name,
                                  const Operand& operand, std::string_view op) const {
        const auto first = kind == BitmapKind::day ? first_day : first_month;
        const auto last = kind == BitmapKind::day ? last_day : last_month;
        const auto from = [&](std::int64_t low, std::int64_t high) {
            return std::vector{
                between(name, parameter(low, "integer"), parameter(high, "integer"))};
        };
        if (op == "is_empty" && field.rows.empty()) return from(never, never);
        if (op == "is_empty" || op == "is_not_empty" || op == "anniversary_within_days") return {};
        const auto days = operand.days(context_.zone.date_at(context_.now));
        // Days are those of UTC; one of a zone begins and ends within a day of it.
        constexpr std::chrono::days slack(1);
        return from(
            days.from ? count_of(kind, std::chrono::sys_days(days.from->day) - slack) : first,
            days.until ? count_of(kind, std::chrono::sys_days(days.until->day) + slack) : last);
    }

    static SqlPart one_of(const std::vector<SqlPart>& codes) {
        auto made = joined(codes, ", ");
        made.sql =
            "SELECT code AS low_code, code AS high_code FROM unnest(ARRAY[" + made.sql + "]) code";
        return made;
    }

    static SqlPart between(const std::string& name, const SqlPart& low, const SqlPart& high) {
        auto made = call("bitmap_ranges", {parameter(name, "text"), low, high});
        made.sql.insert(0, "SELECT low_code, high_code FROM ");
        return made;
    }

    const RuleContext& context_;
    meta::Problems problems_; // none: the rule compiles
};

} // namespace

std::vector<SqlPart> bitmaps_of(const RuleGroup& rule, const RuleContext& context) {
    return BitmapReader(context).read(rule);
}

} // namespace crm
