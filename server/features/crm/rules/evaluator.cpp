#include "features/crm/rules/evaluator.hpp"

#include <fmt/format.h>

#include "platform/text/ascii.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/phone.hpp"

namespace crm {
namespace {

bool denies(std::string_view op) {
    return op == "is_not" || op == "not_contains" || op == "is_none_of" || op == "has_none_of";
}

class Evaluation {
  public:
    Evaluation(const RuleContext& context, const Person& person)
        : context_(context), person_(person) {}

    bool group(const RuleGroup& rule) {
        const auto holds = [this](const RuleGroup::Item& item) {
            return item.group ? group(*item.group) : condition(*item.condition);
        };
        switch (rule.match) {
            case Match::all:
                return std::ranges::all_of(rule.items, holds);
            case Match::any:
                return std::ranges::any_of(rule.items, holds);
            case Match::none: // nothing to deny: everybody
                return std::ranges::none_of(rule.items, holds);
        }
        return false;
    }

  private:
    bool condition(const Condition& condition) {
        const auto* field = find_rule_field(context_.fields, condition.field);
        if (!field) throw std::logic_error("no such field: " + condition.field);
        meta::Problems problems;
        const Operand operand(condition, problems);
        const bool holds = asks(*field, condition.op, operand);
        if (!problems.empty()) throw std::logic_error("bad condition: " + condition.path);
        return holds;
    }

    bool asks(const RuleField& field, std::string_view op, const Operand& operand) {
        if (field.events) return asks_events(field, op, operand);
        if (op == "is_empty") return !has_value(field);
        if (op == "is_not_empty") return has_value(field);
        switch (field.type) {
            case RuleType::text:
                return denies(op) != any_text(field, op, operand);
            case RuleType::choice:
            case RuleType::user:
                return denies(op) != any_choice(field, operand);
            case RuleType::number:
                return denies(op) != compares_number(field, op, operand);
            case RuleType::boolean: {
                const auto at = person_.booleans.find(field.key);
                return at != person_.booleans.end() && at->second == operand.boolean();
            }
            case RuleType::date:
                return any_date(field, op, operand);
            case RuleType::tags:
                return compares_tags(op, operand);
            case RuleType::segments:
                return compares_segments(op, operand);
            case RuleType::count:
                break;
        }
        throw std::logic_error("a count without events: " + field.key);
    }

    bool has_value(const RuleField& field) const {
        if (field.type == RuleType::tags) return !person_.tags.empty();
        return !texts_of(field).empty() || person_.numbers.contains(field.key)
               || person_.instants.contains(field.key) || person_.days.contains(field.key)
               || person_.booleans.contains(field.key);
    }

    // An empty text is no value.
    std::vector<std::string> texts_of(const RuleField& field) const {
        const auto at = person_.texts.find(field.key);
        auto texts = at == person_.texts.end() ? std::vector<std::string>{} : at->second;
        std::erase(texts, "");
        return texts;
    }

    std::string in_form(const RuleField& field, const std::string& text, bool whole) const {
        if (field.form == TextForm::lower) return text::to_lower_ascii(text);
        if (field.form == TextForm::phone && whole)
            return text::phone_e164(text, context_.default_region).value_or(text);
        return text::fold(text);
    }

    bool any_text(const RuleField& field, std::string_view op, const Operand& operand) const {
        const bool parts = op == "contains" || op == "not_contains" || op == "starts_with";
        std::vector<std::string> wanted;
        for (const auto& each : op == "is_any_of" || op == "is_none_of"
                                    ? operand.texts()
                                    : std::vector{operand.text()})
            wanted.push_back(in_form(field, each, !parts));
        for (const auto& stored : texts_of(field)) {
            const auto text = in_form(field, stored, false);
            for (const auto& each : wanted)
                if (op == "starts_with" ? text.starts_with(each)
                    : parts             ? text.find(each) != text.npos
                                        : text == each)
                    return true;
        }
        return false;
    }

    bool any_choice(const RuleField& field, const Operand& operand) const {
        const auto wanted = operand.one_or_more();
        return std::ranges::any_of(texts_of(field), [&](const auto& text) {
            return std::ranges::find(wanted, text) != wanted.end();
        });
    }

    bool compares_number(const RuleField& field, std::string_view op,
                         const Operand& operand) const {
        const auto at = person_.numbers.find(field.key);
        if (at == person_.numbers.end()) return false;
        if (op == "between") {
            const auto [low, high] = operand.numbers();
            return at->second >= low && at->second <= high;
        }
        const auto wanted = operand.number();
        if (op == "at_least") return at->second >= wanted;
        if (op == "at_most") return at->second <= wanted;
        return at->second == wanted;
    }

    bool any_date(const RuleField& field, std::string_view op, const Operand& operand) const {
        std::vector<Date> dates;
        if (const auto at = person_.days.find(field.key); at != person_.days.end())
            dates.push_back(at->second);
        if (const auto at = person_.instants.find(field.key); at != person_.instants.end())
            for (const auto& instant : at->second) dates.push_back(context_.zone.date_at(instant));
        if (op == "anniversary_within_days") {
            const auto wanted = operand.anniversaries(today());
            return std::ranges::any_of(dates, [&](Date date) {
                return std::ranges::find(wanted, to_text(date).substr(5)) != wanted.end();
            });
        }
        const auto days = operand.days(today());
        return std::ranges::any_of(dates, [&](Date date) { return lies_in(date, days); });
    }

    bool compares_tags(std::string_view op, const Operand& operand) const {
        const auto has = [&](const std::string& name) {
            return person_.tags.contains(text::fold(name));
        };
        const auto names = operand.texts();
        if (op == "has_all_of") return std::ranges::all_of(names, has);
        return denies(op) != std::ranges::any_of(names, has);
    }

    bool compares_segments(std::string_view op, const Operand& operand) const {
        const auto in = [&](const Uuid& id) { return person_.segments.contains(id); };
        const auto ids = operand.ids("segment");
        if (op == "is_all_of") return std::ranges::all_of(ids, in);
        return denies(op) != std::ranges::any_of(ids, in);
    }

    bool asks_events(const RuleField& field, std::string_view op, const Operand& operand) const {
        const auto when = matching_events(*field.events, operand);
        if (field.event_value == EventValue::count) {
            const auto times = operand.times();
            const auto count = static_cast<std::int64_t>(when.size());
            return count >= times.least && (!times.most || count <= *times.most);
        }
        if (op == "is_empty") return when.empty();
        if (op == "is_not_empty") return !when.empty();
        if (when.empty()) return false;
        const auto day =
            context_.zone.date_at(field.event_value == EventValue::first ? std::ranges::min(when)
                                                                         : std::ranges::max(when));
        return lies_in(day, operand.days(today()));
    }

    std::vector<Timestamp> matching_events(const EventSource& source,
                                           const Operand& operand) const {
        const auto filter = operand.events(source, today());
        std::vector<Timestamp> when;
        for (const auto& event : person_.events) {
            bool matches = lies_in(context_.zone.date_at(event.happened_at), filter.days);
            for (std::size_t i = 0; i < filter.parts.size(); ++i) {
                if (filter.parts[i].empty()) continue;
                const auto has = event.parts.find(source.parts[i].key);
                matches =
                    matches && has != event.parts.end()
                    && std::ranges::find(filter.parts[i], has->second) != filter.parts[i].end();
            }
            if (matches) when.push_back(event.happened_at);
        }
        return when;
    }

    static bool lies_in(Date date, const Days& days) {
        return (!days.from || date >= *days.from) && (!days.until || date < *days.until);
    }
    Date today() const { return context_.zone.date_at(context_.now); }

    const RuleContext& context_;
    const Person& person_;
};

} // namespace

bool fits(const RuleGroup& rule, const RuleContext& context, const Person& person) {
    return Evaluation(context, person).group(rule);
}

} // namespace crm
