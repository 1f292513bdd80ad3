// Writes a parsed template for one person.
#include <algorithm>
#include <boost/json.hpp>

#include "features/campaigns/writing/template_escape.hpp"
#include "features/campaigns/writing/template_filters.hpp"
#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

const json::value nothing;

// A place in the data, or what was made on the way.
class TemplateValue {
  public:
    static TemplateValue at(const json::value& place) {
        TemplateValue value;
        value.at_ = &place;
        return value;
    }
    static TemplateValue made(json::value what) {
        TemplateValue value;
        value.made_ = std::move(what);
        value.is_made_ = true;
        return value;
    }

    const json::value& get() const { return is_made_ ? made_ : *at_; }

  private:
    const json::value* at_ = &nothing;
    json::value made_;
    bool is_made_ = false;
};

const json::value* item_of(const json::array& list, std::int64_t number) {
    const auto size = static_cast<std::int64_t>(list.size());
    if (number < 0) number += size;
    return number >= 0 && number < size ? &list[static_cast<std::size_t>(number)] : nullptr;
}

bool is_true(const json::value& value) {
    return !is_blank(value) && value != json::value(false);
}

std::optional<double> as_number(const json::value& value) {
    if (!value.is_number()) return std::nullopt;
    return value.to_number<double>();
}

bool are_equal(const json::value& left, const json::value& right) {
    const auto a = as_number(left), b = as_number(right);
    return a && b ? *a == *b : left == right;
}

// Only numbers with numbers and texts with texts; days and instants are texts that sort.
std::partial_ordering order_of(const json::value& left, const json::value& right) {
    const auto a = as_number(left), b = as_number(right);
    if (a && b) return *a <=> *b;
    if (left.is_string() && right.is_string())
        return std::string_view(left.get_string()) <=> std::string_view(right.get_string());
    return std::partial_ordering::unordered;
}

bool contains(const json::value& whole, const json::value& part) {
    if (const auto* list = whole.if_array())
        return std::ranges::any_of(*list, [&](const auto& item) { return are_equal(item, part); });
    if (!whole.is_string() || part.is_null()) return false;
    std::string text;
    append_text(part, text);
    return whole.get_string().find(text) != json::string::npos;
}

class Renderer {
  public:
    Renderer(const ParsedTemplate& parsed, const json::object& data,
             std::vector<std::string_view>* blanks)
        : parsed_(parsed), data_(data), locals_(parsed.slots), blanks_(blanks) {}

    void render(std::string& out) {
        limit_ = out.size() + longest_rendering;
        run(parsed_.nodes, out);
    }

  private:
    enum class Flow { on, next_turn, leave_loop };

    struct Local {
        json::value value;
        const json::value* place = nullptr; // of a loop's item: where it stands
        bool is_html = false;               // captured: escaped already
    };
    struct LoopState {
        std::int64_t index = 0, length = 0;
    };

    Flow run(const TemplateNodes& nodes, std::string& out) {
        for (const auto& node : nodes) {
            line_ = node.line;
            count(1);
            const auto flow =
                std::visit([&](const auto& what) { return write(what, out); }, node.what);
            if (out.size() > limit_) fail("what comes out is longer than 1 MB");
            if (flow != Flow::on) return flow;
        }
        return Flow::on;
    }

    Flow write(const LiteralNode& literal, std::string& out) {
        out += literal.text;
        return Flow::on;
    }

    Flow write(const OutputNode& output, std::string& out) {
        const auto& operand = output.expression.operand;
        const bool is_html = operand.kind == Operand::Kind::local && locals_[operand.slot].is_html
                             && operand.steps.empty() && output.expression.filters.empty();
        const auto value = evaluate(output.expression);
        const auto before = out.size();
        const auto escaping =
            is_html && output.escaping == Escaping::html ? Escaping::none : output.escaping;
        if (const auto* text = value.get().if_string()) {
            append_escaped(*text, escaping, out);
        } else {
            std::string text_of_value;
            append_text(value.get(), text_of_value);
            append_escaped(text_of_value, escaping, out);
        }
        if (out.size() == before && !output.expression.has_default) note_blank(operand);
        return Flow::on;
    }

    void note_blank(const Operand& operand) {
        if (!blanks_ || operand.kind != Operand::Kind::data) return;
        if (std::ranges::find(*blanks_, operand.spelled) == blanks_->end())
            blanks_->push_back(operand.spelled);
    }

    Flow write(const IfNode& choice, std::string& out) {
        for (const auto& branch : choice.branches)
            if (holds(branch.condition) == branch.holds_if) return run(branch.body, out);
        return run(choice.otherwise, out);
    }

    Flow write(const CaseNode& choice, std::string& out) {
        const auto subject = evaluate(choice.subject);
        for (const auto& branch : choice.branches)
            for (const auto& value : branch.values)
                if (equal(choice.subject, subject, value, evaluate(value)))
                    return run(branch.body, out);
        return run(choice.otherwise, out);
    }

    Flow write(const AssignNode& assign, std::string&) {
        const auto& operand = assign.expression.operand;
        const bool keeps_html = operand.kind == Operand::Kind::local && operand.steps.empty()
                                && assign.expression.filters.empty()
                                && locals_[operand.slot].is_html;
        json::value value = evaluate(assign.expression).get();
        locals_[assign.slot] = {std::move(value), nullptr, keeps_html};
        return Flow::on;
    }

    Flow write(const CaptureNode& capture, std::string&) {
        std::string captured;
        const auto flow = run(capture.body, captured);
        if (captured.size() > longest_template_value) fail("what is captured is longer than 64 KB");
        locals_[capture.slot] = {json::value(json::string(captured)), nullptr, capture.is_html};
        return flow;
    }

    Flow write(const ExitNode& exit, std::string&) {
        return exit.exit == LoopExit::leave ? Flow::leave_loop : Flow::next_turn;
    }

    Flow write(const ForNode& loop, std::string& out) {
        const auto list = loop.is_range ? TemplateValue() : list_to_walk(loop.list);
        std::int64_t begin = 0, end = 0;
        if (loop.is_range) {
            begin = whole(evaluate(loop.first));
            end = whole(evaluate(loop.last)) + 1;
        } else if (const auto* items = list.get().if_array()) {
            end = static_cast<std::int64_t>(items->size());
        }
        if (loop.offset) begin += std::max<std::int64_t>(whole(evaluate(*loop.offset)), 0);
        if (loop.limit)
            end = std::min(end, begin + std::max<std::int64_t>(whole(evaluate(*loop.limit)), 0));
        if (begin >= end) return run(loop.otherwise, out);
        if (end - begin > std::int64_t(most_template_items))
            fail("a loop has more than 10,000 turns");
        loops_.push_back({0, end - begin});
        const auto flow = run_turns(loop, list.get(), begin, out);
        loops_.pop_back();
        return flow;
    }

    // A list of the template's own is copied: the body may assign to its name.
    TemplateValue list_to_walk(const Operand& operand) {
        auto list = evaluate(operand);
        const bool is_own = operand.kind == Operand::Kind::local && !locals_[operand.slot].place;
        return is_own ? TemplateValue::made(list.get()) : std::move(list);
    }

    Flow run_turns(const ForNode& loop, const json::value& list, std::int64_t begin,
                   std::string& out) {
        const auto length = loops_.back().length;
        for (std::int64_t turn = 0; turn < length; ++turn) {
            count(1);
            loops_.back().index = turn;
            const auto at = begin + (loop.is_reversed ? length - 1 - turn : turn);
            if (loop.is_range)
                locals_[loop.slot] = {json::value(at), nullptr, false};
            else
                locals_[loop.slot] = {nullptr, item_of(list.get_array(), at), false};
            if (run(loop.body, out) == Flow::leave_loop) break;
        }
        return Flow::on;
    }

    // Joined from the right.
    bool holds(const TemplateCondition& condition) {
        bool result = holds(condition.back());
        for (auto i = condition.size() - 1; i-- > 0;)
            result = condition[i].joined_by_or ? holds(condition[i]) || result
                                               : holds(condition[i]) && result;
        return result;
    }

    bool holds(const TemplateComparison& comparison) {
        count(1);
        const auto left = evaluate(comparison.left);
        if (comparison.comparator == Comparator::is_true) return is_true(left.get());
        const auto right = evaluate(comparison.right);
        switch (comparison.comparator) {
            case Comparator::equal:
                return equal(comparison.left, left, comparison.right, right);
            case Comparator::not_equal:
                return !equal(comparison.left, left, comparison.right, right);
            case Comparator::contains:
                return contains(left.get(), right.get());
            case Comparator::less:
                return order_of(left.get(), right.get()) < 0;
            case Comparator::less_or_equal:
                return order_of(left.get(), right.get()) <= 0;
            case Comparator::more:
                return order_of(left.get(), right.get()) > 0;
            default:
                return order_of(left.get(), right.get()) >= 0;
        }
    }

    static bool equal(const Operand& left_operand, const TemplateValue& left,
                      const Operand& right_operand, const TemplateValue& right) {
        if (right_operand.kind == Operand::Kind::blank) return is_blank(left.get());
        if (left_operand.kind == Operand::Kind::blank) return is_blank(right.get());
        return are_equal(left.get(), right.get());
    }

    TemplateValue evaluate(const TemplateExpression& expression) {
        auto value = evaluate(expression.operand);
        for (const auto& call : expression.filters) {
            if (!call.filter->apply) {
                if (!is_true(value.get())) value = evaluate(call.arguments.front());
                continue;
            }
            std::vector<TemplateValue> arguments;
            std::vector<const json::value*> places;
            for (const auto& argument : call.arguments) arguments.push_back(evaluate(argument));
            for (const auto& argument : arguments) places.push_back(&argument.get());
            count(1 + bytes_of(value.get()) / 1024);
            try {
                value =
                    TemplateValue::made(call.filter->apply({value.get(), places, parsed_.names}));
            } catch (const std::length_error& error) {
                fail(error.what());
            }
        }
        return value;
    }

    static std::int64_t bytes_of(const json::value& value) {
        if (const auto* text = value.if_string()) return static_cast<std::int64_t>(text->size());
        if (const auto* list = value.if_array())
            return static_cast<std::int64_t>(list->size()) * 64;
        return 0;
    }

    TemplateValue evaluate(const Operand& operand) {
        switch (operand.kind) {
            case Operand::Kind::blank:
                return {};
            case Operand::Kind::constant:
                return TemplateValue::at(operand.constant);
            case Operand::Kind::loop:
                return TemplateValue::made(loop_fact(operand.fact));
            case Operand::Kind::local: {
                const auto& local = locals_[operand.slot];
                return follow(local.place ? local.place : &local.value, operand.steps, 0);
            }
            case Operand::Kind::data:
                return follow(data_.if_contains(operand.steps.front().name), operand.steps, 1);
        }
        throw std::logic_error("an operand of no kind");
    }

    static TemplateValue follow(const json::value* at, const std::vector<Operand::Step>& steps,
                                std::size_t first) {
        for (auto i = first; at && i < steps.size(); ++i) {
            const auto& step = steps[i];
            const auto* list = at->if_array();
            if (const auto* object = at->if_object(); object && object->contains(step.name)) {
                at = object->if_contains(step.name);
            } else if (step.name == "size" && (list || at->is_string())) {
                static const auto* size = find_template_filter("size");
                static const DateNames no_names;
                return TemplateValue::made(size->apply({*at, {}, no_names}));
            } else if (list) {
                at = step.name.empty()      ? item_of(*list, step.number)
                     : step.name == "first" ? item_of(*list, 0)
                     : step.name == "last"  ? item_of(*list, -1)
                                            : nullptr;
            } else {
                at = nullptr;
            }
        }
        return at ? TemplateValue::at(*at) : TemplateValue();
    }

    json::value loop_fact(Operand::LoopFact fact) const {
        using Fact = Operand::LoopFact;
        const auto& loop = loops_.back();
        switch (fact) {
            case Fact::index:
                return loop.index + 1;
            case Fact::index0:
                return loop.index;
            case Fact::rindex:
                return loop.length - loop.index;
            case Fact::rindex0:
                return loop.length - loop.index - 1;
            case Fact::first:
                return loop.index == 0;
            case Fact::last:
                return loop.index + 1 == loop.length;
            case Fact::length:
                return loop.length;
        }
        return nullptr;
    }

    static std::int64_t whole(const TemplateValue& value) {
        constexpr double most = 1e9;
        const auto number = as_number(value.get());
        return number ? static_cast<std::int64_t>(std::clamp(*number, -most, most)) : 0;
    }

    void count(std::int64_t steps) {
        steps_ += steps;
        if (steps_ > most_template_steps) fail("takes more than 100,000 steps");
    }
    [[noreturn]] void fail(const std::string& why) const { throw TemplateLimit(line_, why); }

    const ParsedTemplate& parsed_;
    const json::object& data_;
    std::vector<Local> locals_;
    std::vector<LoopState> loops_;
    std::vector<std::string_view>* blanks_;
    std::size_t limit_ = 0;
    std::int64_t steps_ = 0, line_ = 0;
};

} // namespace

void Template::render(const json::object& data, std::string& out,
                      std::vector<std::string_view>* blanks) const {
    Renderer(*parsed_, data, blanks).render(out);
}

const std::vector<std::string>& Template::tokens() const {
    return parsed_->tokens;
}

} // namespace campaigns
