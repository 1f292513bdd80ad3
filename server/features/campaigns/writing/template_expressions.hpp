// Reads what stands inside an output or a tag.
#pragma once
#include <string>
#include <vector>

#include "features/campaigns/writing/template_lexer.hpp"
#include "features/campaigns/writing/template_names.hpp"

namespace campaigns {

// What goes wrong in the sense of it is noted and reading goes on; what goes wrong in its form
// throws TemplateSyntaxError.
class ExpressionReader {
  public:
    ExpressionReader(std::vector<TemplateWord> words, TemplateNames& names,
                     const SourcePlaces& places, std::vector<TemplateProblem>& problems)
        : words_(std::move(words)), names_(names), places_(places), problems_(problems) {}

    // `meaning` as in TemplateNames::resolve.
    Operand operand(std::string& meaning);
    Operand operand() {
        std::string unused;
        return operand(unused);
    }
    TemplateExpression expression(std::string& meaning);
    TemplateCondition condition();

    std::string_view name(std::string_view what); // "the name of the loop's item"
    bool take(std::string_view word);             // a name or a sign, if it comes next
    void expect(std::string_view word);
    void expect_end();
    std::size_t offset() const { return next().offset; }

  private:
    const TemplateWord& next() const { return words_[at_]; }
    const TemplateWord& advance() {
        return words_[next().kind == TemplateWord::Kind::end ? at_ : at_++];
    }
    bool next_is(std::string_view word) const;
    [[noreturn]] void fail(std::string message) const;
    Operand constant(const TemplateWord& word) const;
    Operand path(const TemplateWord& root, std::string& meaning);
    Operand loop_fact();
    FilterCall filter();
    TemplateComparison comparison();

    std::vector<TemplateWord> words_;
    std::size_t at_ = 0;
    TemplateNames& names_;
    const SourcePlaces& places_;
    std::vector<TemplateProblem>& problems_;
};

} // namespace campaigns
