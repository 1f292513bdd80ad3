// Builds the tree of a template, and keeps track of where in a page each token stands.
#include <fmt/format.h>

#include <algorithm>

#include "features/campaigns/writing/html_context.hpp"
#include "features/campaigns/writing/template_escape.hpp"
#include "features/campaigns/writing/template_expressions.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

using Ends = std::initializer_list<std::string_view>;

class TemplateParser {
  public:
    TemplateParser(std::string_view source, TemplateForm form, const Vocabulary& vocabulary,
                   std::vector<TemplateProblem>& problems)
        : form_(form), places_(source), names_(vocabulary), problems_(problems) {}

    // Throws TemplateSyntaxError.
    void parse(std::string_view source, ParsedTemplate& made) {
        pieces_ = cut_template(source);
        made.nodes = nodes({});
        if (at_ < pieces_.size())
            throw TemplateSyntaxError{pieces_[at_].offset, "has nothing that it belongs to",
                                      tag_name(pieces_[at_])};
        made.slots = names_.slots();
        made.tokens = names_.tokens();
    }

    const SourcePlaces& places() const { return places_; }

  private:
    // Up to one of the tags `ends`, where at_ stays, or to the end.
    TemplateNodes nodes(Ends ends) {
        TemplateNodes made;
        for (; at_ < pieces_.size(); ++at_) {
            const auto& piece = pieces_[at_];
            if (piece.kind == TemplatePiece::Kind::literal) {
                if (form_ == TemplateForm::html) context_.read(piece.text);
                made.push_back({places_.line(piece.offset), literal(piece)});
            } else if (piece.kind == TemplatePiece::Kind::output) {
                made.push_back(output(piece));
            } else {
                const auto name = tag_name(piece);
                if (std::ranges::find(ends, name) != ends.end()) return made;
                if (is_part_of_a_tag(name)) return made; // of another: the caller complains
                made.push_back(tag(piece, name));
            }
        }
        return made;
    }

    static bool is_part_of_a_tag(std::string_view name) {
        return name.starts_with("end") || name == "else" || name == "elsif" || name == "when";
    }

    std::string_view tag_name(const TemplatePiece& piece) const {
        const auto words = words_of(piece);
        if (words.front().kind != TemplateWord::Kind::name)
            throw TemplateSyntaxError{piece.offset, "the name of the tag is missing", {}};
        return words.front().text;
    }

    ExpressionReader reader_of(const TemplatePiece& piece, bool is_tag) {
        auto words = words_of(piece);
        if (is_tag) words.erase(words.begin());
        return ExpressionReader(std::move(words), names_, places_, problems_);
    }

    // A subject pasted with its tab or line end would make a mail that cannot be sent.
    LiteralNode literal(const TemplatePiece& piece) const {
        LiteralNode made;
        append_escaped(piece.text, form_ == TemplateForm::line ? Escaping::line : Escaping::none,
                       made.text);
        return made;
    }

    TemplateNode output(const TemplatePiece& piece) {
        auto reader = reader_of(piece, false);
        std::string meaning, why_not;
        OutputNode made{reader.expression(meaning), Escaping::none};
        if (form_ == TemplateForm::line) made.escaping = Escaping::line;
        if (form_ == TemplateForm::html) {
            made.escaping = context_.escaping(why_not);
            context_.skip_token();
        }
        if (!why_not.empty())
            problems_.push_back(places_.problem(piece.offset, "misplaced_token", why_not,
                                                made.expression.operand.spelled));
        return {places_.line(piece.offset), std::move(made)};
    }

    TemplateNode tag(const TemplatePiece& piece, std::string_view name) {
        if (++depth_ > deepest_template)
            throw TemplateSyntaxError{piece.offset, "blocks stand more than 32 deep in each other",
                                      name};
        TemplateNode node{places_.line(piece.offset), LiteralNode{}};
        if (name == "if" || name == "unless")
            node.what = conditional(piece, name);
        else if (name == "case")
            node.what = choice(piece);
        else if (name == "for")
            node.what = loop(piece);
        else if (name == "assign")
            node.what = assignment(piece);
        else if (name == "capture")
            node.what = capture(piece);
        else if (name == "break" || name == "continue")
            node.what = exit(piece, name);
        else
            throw TemplateSyntaxError{piece.offset,
                                      "there is no such tag; there are if, unless, case, for, "
                                      "assign, capture, comment, raw, break, continue",
                                      name};
        --depth_;
        return node;
    }

    IfNode conditional(const TemplatePiece& opening, std::string_view name) {
        IfNode made;
        const auto end = "end" + std::string(name);
        const auto before = context_;
        std::optional<HtmlContext> after;
        made.branches.push_back({reader_of(opening, true).condition(), name == "if", {}});
        made.branches.back().body = branch({"elsif", "else", end}, before, after, opening);
        while (ends_with("elsif")) {
            made.branches.push_back({reader_of(pieces_[at_], true).condition(), true, {}});
            made.branches.back().body = branch({"elsif", "else", end}, before, after, opening);
        }
        finish(end, made.otherwise, before, after, opening);
        return made;
    }

    CaseNode choice(const TemplatePiece& opening) {
        CaseNode made;
        auto subject = reader_of(opening, true);
        made.subject = subject.operand();
        subject.expect_end();
        // Only blanks and comments stand before the first `when`.
        while (++at_ < pieces_.size() && pieces_[at_].kind == TemplatePiece::Kind::literal
               && text::trim(pieces_[at_].text).empty()) {
        }
        const auto before = context_;
        std::optional<HtmlContext> after;
        while (ends_with("when")) {
            auto reader = reader_of(pieces_[at_], true);
            CaseNode::Branch chosen;
            do chosen.values.push_back(reader.operand());
            while (reader.take(",") || reader.take("or"));
            reader.expect_end();
            chosen.body = branch({"when", "else", "endcase"}, before, after, opening);
            made.branches.push_back(std::move(chosen));
        }
        finish("endcase", made.otherwise, before, after, opening);
        return made;
    }

    // The rest of a condition: {% else %} and its end, and what holds without an else.
    void finish(const std::string& end, TemplateNodes& otherwise, const HtmlContext& before,
                std::optional<HtmlContext>& after, const TemplatePiece& opening) {
        if (ends_with("else"))
            otherwise = branch({end}, before, after, opening);
        else
            join(after, before, opening);
        expect_end(end, opening);
        context_ = after.value_or(before);
    }

    // One way through a condition, from behind the tag at at_.
    TemplateNodes branch(Ends ends, const HtmlContext& before, std::optional<HtmlContext>& after,
                         const TemplatePiece& opening) {
        context_ = before;
        ++at_;
        auto body = nodes(ends);
        join(after, context_, opening);
        return body;
    }

    void join(std::optional<HtmlContext>& after, const HtmlContext& other,
              const TemplatePiece& opening) {
        if (!after) {
            after = other;
        } else if (!after->join(other)) {
            problems_.push_back(places_.problem(
                opening.offset, "uneven_branches",
                fmt::format("one way through this block ends {}, another {}; each must close what "
                            "it opens",
                            after->where(), other.where()),
                tag_name(opening)));
        }
    }

    ForNode loop(const TemplatePiece& opening) {
        ForNode made;
        auto reader = reader_of(opening, true);
        const auto item = reader.name("the name of the loop's item");
        reader.expect("in");
        std::string meaning;
        made.is_range = reader.take("(");
        if (made.is_range) {
            made.first = reader.operand();
            reader.expect("..");
            made.last = reader.operand();
            reader.expect(")");
        } else {
            made.list = reader.operand(meaning);
        }
        read_loop_options(reader, made);
        const auto inner = meaning + "[]";
        made.slot = names_.enter_loop(item, names_.has_branch(inner) ? inner : std::string());
        const auto before = std::exchange(loop_start_, context_);
        ++at_;
        made.body = nodes({"else", "endfor"});
        check_even(opening);
        loop_start_ = before;
        names_.leave_loop();
        if (ends_with("else")) {
            ++at_;
            const auto start = std::exchange(loop_start_, context_);
            made.otherwise = nodes({"endfor"});
            check_even(opening);
            loop_start_ = start;
        }
        expect_end("endfor", opening);
        return made;
    }

    void read_loop_options(ExpressionReader& reader, ForNode& made) {
        for (;;) {
            if (reader.take("reversed")) {
                made.is_reversed = true;
            } else if (reader.take("limit")) {
                reader.expect(":");
                made.limit = reader.operand();
            } else if (reader.take("offset")) {
                reader.expect(":");
                made.offset = reader.operand();
            } else {
                return reader.expect_end();
            }
        }
    }

    // A turn of a loop ends where it began.
    void check_even(const TemplatePiece& opening) {
        if (loop_start_.join(context_)) return;
        problems_.push_back(places_.problem(
            opening.offset, "uneven_branches",
            fmt::format("a turn of this loop begins {} and ends {}; it must close what it opens",
                        loop_start_.where(), context_.where()),
            "for"));
    }

    ExitNode exit(const TemplatePiece& piece, std::string_view name) {
        reader_of(piece, true).expect_end();
        if (!names_.in_loop()) throw TemplateSyntaxError{piece.offset, "stands in no loop", name};
        check_even(piece);
        return {name == "break" ? LoopExit::leave : LoopExit::next};
    }

    AssignNode assignment(const TemplatePiece& piece) {
        auto reader = reader_of(piece, true);
        const auto name = reader.name("the name to assign to");
        reader.expect("=");
        std::string meaning;
        AssignNode made{0, reader.expression(meaning)};
        made.slot = names_.assign(name, std::move(meaning));
        return made;
    }

    CaptureNode capture(const TemplatePiece& opening) {
        auto reader = reader_of(opening, true);
        const auto name = reader.name("the name to capture as");
        reader.expect_end();
        const auto before = std::exchange(context_, HtmlContext());
        ++at_;
        CaptureNode made{0, form_ == TemplateForm::html, nodes({"endcapture"})};
        if (!context_.is_text())
            problems_.push_back(places_.problem(opening.offset, "uneven_branches",
                                                "what is captured must close what it opens", name));
        context_ = before;
        expect_end("endcapture", opening);
        made.slot = names_.assign(name, {});
        return made;
    }

    bool ends_with(std::string_view name) const {
        return at_ < pieces_.size() && pieces_[at_].kind == TemplatePiece::Kind::tag
               && tag_name(pieces_[at_]) == name;
    }

    // at_ stays on the end: the loop over the pieces goes on behind it.
    void expect_end(const std::string& end, const TemplatePiece& opening) {
        if (ends_with(end)) return;
        if (at_ < pieces_.size() && pieces_[at_].kind == TemplatePiece::Kind::tag)
            throw TemplateSyntaxError{pieces_[at_].offset, "stands where {% " + end + " %} should",
                                      tag_name(pieces_[at_])};
        throw TemplateSyntaxError{opening.offset, "has no {% " + end + " %}", tag_name(opening)};
    }

    TemplateForm form_;
    SourcePlaces places_;
    TemplateNames names_;
    std::vector<TemplateProblem>& problems_;
    std::vector<TemplatePiece> pieces_;
    std::size_t at_ = 0;
    int depth_ = 0;
    HtmlContext context_, loop_start_;
};

void sort_and_cut(std::vector<TemplateProblem>& problems) {
    std::ranges::stable_sort(problems, {}, [](const TemplateProblem& problem) {
        return std::pair(problem.line, problem.column);
    });
    if (problems.size() > most_template_problems) problems.resize(most_template_problems);
}

} // namespace

std::optional<Template> Template::parse(std::string_view source, TemplateForm form,
                                        const Vocabulary& vocabulary,
                                        std::vector<TemplateProblem>& problems,
                                        std::string_view language) {
    problems.clear();
    if (source.size() > longest_template || !text::is_storable(source)) {
        const bool is_long = source.size() > longest_template;
        problems.push_back({1,
                            1,
                            is_long ? "too_long" : "bad_text",
                            is_long ? "is longer than 512 KB" : "is no valid text",
                            {}});
        return std::nullopt;
    }
    TemplateParser parser(source, form, vocabulary, problems);
    auto made = std::make_shared<ParsedTemplate>();
    made->form = form;
    try {
        parser.parse(source, *made);
    } catch (const TemplateSyntaxError& error) {
        problems.push_back(
            parser.places().problem(error.offset, "syntax", error.message, error.token));
    }
    sort_and_cut(problems);
    if (!problems.empty()) return std::nullopt;
    made->names = DateNames::of(language);
    return Template(std::move(made));
}

} // namespace campaigns
