// What a template is once it is parsed. Between the parser and the renderer only.
#pragma once
#include <array>
#include <boost/json/value.hpp>
#include <string>
#include <variant>
#include <vector>

#include "features/campaigns/writing/template.hpp"

namespace campaigns {

// How a token is written where it stands.
enum class Escaping {
    none,
    line,
    html,      // text of an element, quoted attribute, comment
    url,       // the whole address or its beginning: its scheme is checked
    url_path,  // further on in an address: keeps its reserved characters
    url_query, // all but letters, digits and - . _ ~ as %XX
    css,       // a colour, a length, a name; anything else is left out
};

struct TemplateFilter;

struct Operand {
    enum class Kind { constant, blank, data, local, loop };
    enum class LoopFact { index, index0, rindex, rindex0, first, last, length };
    struct Step {
        std::string name;        // empty: by number
        std::int64_t number = 0; // from the end when negative
    };

    Kind kind = Kind::constant;
    boost::json::value constant;
    std::size_t slot = 0;    // of a local name
    std::vector<Step> steps; // of data: with the root
    LoopFact fact = LoopFact::index;
    std::string spelled;
};

struct FilterCall {
    const TemplateFilter* filter = nullptr;
    std::vector<Operand> arguments;
};

struct TemplateExpression {
    Operand operand;
    std::vector<FilterCall> filters;
    bool has_default = false;
};

enum class Comparator {
    is_true,
    equal,
    not_equal,
    less,
    less_or_equal,
    more,
    more_or_equal,
    contains
};

struct TemplateComparison {
    Operand left;
    Comparator comparator = Comparator::is_true;
    Operand right;
    bool joined_by_or = false; // with the next one
};
// Joined from the right, as Liquid does: a and b or c is a and (b or c).
using TemplateCondition = std::vector<TemplateComparison>;

struct TemplateNode;
using TemplateNodes = std::vector<TemplateNode>;

struct LiteralNode {
    std::string text;
};
struct OutputNode {
    TemplateExpression expression;
    Escaping escaping = Escaping::none;
};
struct IfNode {
    struct Branch {
        TemplateCondition condition;
        bool holds_if = true; // false: unless
        TemplateNodes body;
    };
    std::vector<Branch> branches;
    TemplateNodes otherwise;
};
struct CaseNode {
    struct Branch {
        std::vector<Operand> values;
        TemplateNodes body;
    };
    Operand subject;
    std::vector<Branch> branches;
    TemplateNodes otherwise;
};
struct ForNode {
    std::size_t slot = 0;
    Operand list, first, last; // a list, or first and last of a range
    bool is_range = false, is_reversed = false;
    std::optional<Operand> limit, offset;
    TemplateNodes body, otherwise;
};
struct AssignNode {
    std::size_t slot = 0;
    TemplateExpression expression;
};
struct CaptureNode {
    std::size_t slot = 0;
    bool is_html = false;
    TemplateNodes body;
};
enum class LoopExit { next, leave };
struct ExitNode {
    LoopExit exit = LoopExit::leave;
};

struct TemplateNode {
    std::int64_t line = 0;
    std::variant<LiteralNode, OutputNode, IfNode, CaseNode, ForNode, AssignNode, CaptureNode,
                 ExitNode>
        what;
};

// Of the language that the template was parsed for; Sunday and January first.
struct DateNames {
    std::array<std::string, 12> months, short_months;
    std::array<std::string, 7> days, short_days;
    static DateNames of(std::string_view language);
};

struct ParsedTemplate {
    TemplateForm form = TemplateForm::html;
    TemplateNodes nodes;
    std::size_t slots = 0;
    std::vector<std::string> tokens;
    DateNames names;
};

} // namespace campaigns
