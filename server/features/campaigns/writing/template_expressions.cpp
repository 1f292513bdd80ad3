#include "features/campaigns/writing/template_expressions.hpp"

#include <charconv>

#include "features/campaigns/writing/template_filters.hpp"

namespace campaigns {
namespace {

using Kind = TemplateWord::Kind;

constexpr std::size_t longest_path = 10; // steps

template <class Number>
std::optional<Number> parsed(std::string_view text) {
    Number number{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

constexpr std::array<std::pair<std::string_view, Operand::LoopFact>, 7> loop_facts{
    {{"index", Operand::LoopFact::index},
     {"index0", Operand::LoopFact::index0},
     {"rindex", Operand::LoopFact::rindex},
     {"rindex0", Operand::LoopFact::rindex0},
     {"first", Operand::LoopFact::first},
     {"last", Operand::LoopFact::last},
     {"length", Operand::LoopFact::length}}};

constexpr std::array<std::pair<std::string_view, Comparator>, 8> comparators{
    {{"==", Comparator::equal},
     {"!=", Comparator::not_equal},
     {"<>", Comparator::not_equal},
     {"<", Comparator::less},
     {"<=", Comparator::less_or_equal},
     {">", Comparator::more},
     {">=", Comparator::more_or_equal},
     {"contains", Comparator::contains}}};

} // namespace

bool ExpressionReader::next_is(std::string_view word) const {
    return (next().kind == Kind::name || next().kind == Kind::sign) && next().text == word;
}

bool ExpressionReader::take(std::string_view word) {
    if (!next_is(word)) return false;
    advance();
    return true;
}

void ExpressionReader::expect(std::string_view word) {
    if (!take(word)) fail("\"" + std::string(word) + "\" is missing");
}

void ExpressionReader::expect_end() {
    if (next().kind != Kind::end) fail("is not understood here");
}

void ExpressionReader::fail(std::string message) const {
    throw TemplateSyntaxError{next().offset, std::move(message), next().text};
}

std::string_view ExpressionReader::name(std::string_view what) {
    if (next().kind != Kind::name) fail(std::string(what) + " is missing");
    return advance().text;
}

Operand ExpressionReader::operand(std::string& meaning) {
    meaning.clear();
    const auto& word = next();
    if (word.kind == Kind::end || word.kind == Kind::sign) fail("a name or a value is missing");
    advance();
    if (word.kind != Kind::name) return constant(word);
    if (word.text == "blank" || word.text == "empty" || word.text == "nil" || word.text == "null") {
        Operand blank;
        blank.kind = Operand::Kind::blank;
        return blank;
    }
    if (word.text == "true" || word.text == "false") {
        Operand truth;
        truth.constant = word.text == "true";
        return truth;
    }
    if (word.text == "forloop" && names_.in_loop()) return loop_fact();
    return path(word, meaning);
}

Operand ExpressionReader::constant(const TemplateWord& word) const {
    Operand constant;
    if (word.kind == Kind::text) {
        constant.constant = boost::json::string(word.text);
    } else if (const auto whole = parsed<std::int64_t>(word.text)) {
        constant.constant = *whole;
    } else if (const auto number = parsed<double>(word.text)) {
        constant.constant = *number;
    } else {
        throw TemplateSyntaxError{word.offset, "is too large a number", word.text};
    }
    return constant;
}

Operand ExpressionReader::path(const TemplateWord& root, std::string& meaning) {
    std::vector<Operand::Step> steps;
    for (;;) {
        if (take(".")) {
            steps.push_back({std::string(name("the name behind the point"))});
        } else if (take("[")) {
            const auto& key = advance();
            if (key.kind == Kind::text && !key.text.empty())
                steps.push_back({std::string(key.text)});
            else if (const auto number = parsed<std::int32_t>(key.text); number)
                steps.push_back({{}, *number});
            else
                throw TemplateSyntaxError{key.offset, "is neither a name in quotes nor a number",
                                          key.text};
            expect("]");
        } else {
            break;
        }
        if (steps.size() > longest_path)
            throw TemplateSyntaxError{root.offset, "goes too deep", root.text};
    }
    Operand operand;
    const auto why_not = names_.resolve(root.text, std::move(steps), operand, meaning);
    if (!why_not.empty()) {
        problems_.push_back(
            places_.problem(root.offset, "unknown_token", why_not, operand.spelled));
        meaning.clear();
    }
    return operand;
}

Operand ExpressionReader::loop_fact() {
    expect(".");
    const auto at = next();
    const auto fact = name("what of the loop is meant");
    for (const auto& [known, value] : loop_facts) {
        if (known != fact) continue;
        Operand operand;
        operand.kind = Operand::Kind::loop;
        operand.fact = value;
        return operand;
    }
    throw TemplateSyntaxError{
        at.offset, "is no fact of a loop: index, index0, rindex, rindex0, first, last, length",
        fact};
}

TemplateExpression ExpressionReader::expression(std::string& meaning) {
    TemplateExpression made;
    made.operand = operand(meaning);
    while (take("|")) {
        auto call = filter();
        if (!call.filter) continue;
        made.has_default = made.has_default || call.filter->name == "default";
        made.filters.push_back(std::move(call));
    }
    if (!made.filters.empty()) meaning.clear();
    expect_end();
    return made;
}

FilterCall ExpressionReader::filter() {
    const auto at = next();
    const auto called = name("the name of a filter");
    FilterCall call;
    call.filter = find_template_filter(called);
    if (take(":")) do
            call.arguments.push_back(operand());
        while (take(","));
    if (!call.filter)
        problems_.push_back(places_.problem(
            at.offset, "unknown_filter",
            "there is no filter " + std::string(called) + "; there are " + template_filter_names(),
            called));
    else if (call.arguments.size() < call.filter->least_arguments
             || call.arguments.size() > call.filter->most_arguments)
        throw TemplateSyntaxError{at.offset,
                                  call.arguments.size() < call.filter->least_arguments
                                      ? "needs a value behind a colon"
                                      : "has too many values",
                                  called};
    return call;
}

TemplateCondition ExpressionReader::condition() {
    TemplateCondition condition;
    for (;;) {
        condition.push_back(comparison());
        const bool is_or = take("or");
        condition.back().joined_by_or = is_or;
        if (!is_or && !take("and")) break;
    }
    expect_end();
    return condition;
}

TemplateComparison ExpressionReader::comparison() {
    TemplateComparison made;
    made.left = operand();
    for (const auto& [sign, comparator] : comparators) {
        if (!take(sign)) continue;
        made.comparator = comparator;
        made.right = operand();
        break;
    }
    return made;
}

} // namespace campaigns
