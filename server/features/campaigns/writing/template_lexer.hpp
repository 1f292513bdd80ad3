// Cuts the source of a template into pieces, and the inside of a tag into words.
#pragma once
#include <string_view>
#include <vector>

#include "features/campaigns/writing/template.hpp"

namespace campaigns {

// A place in the source, turned into line and column for people.
class SourcePlaces {
  public:
    explicit SourcePlaces(std::string_view source);

    std::int64_t line(std::size_t offset) const; // from 1
    TemplateProblem problem(std::size_t offset, std::string code, std::string message,
                            std::string_view token = {}) const;

  private:
    std::string_view source_;
    std::vector<std::size_t> line_starts_;
};

// Ends the parsing: after a mistake of this kind the rest cannot be understood.
struct TemplateSyntaxError {
    std::size_t offset = 0;
    std::string message;
    std::string_view token;
};

struct TemplatePiece {
    enum class Kind { literal, output, tag };
    Kind kind = Kind::literal;
    std::string_view text; // of a literal as it is; of others what stands between the braces
    std::size_t offset = 0;
};

// Comments are left out, raw parts are literals, white space beside {%- and -%} is gone. Throws
// TemplateSyntaxError.
std::vector<TemplatePiece> cut_template(std::string_view source);

struct TemplateWord {
    enum class Kind { name, number, text, sign, end };
    Kind kind = Kind::end;
    std::string_view text; // of a text: without its quotes
    std::size_t offset = 0;
};

// The words of an output or a tag, with one of Kind::end after them. Throws TemplateSyntaxError.
std::vector<TemplateWord> words_of(const TemplatePiece& piece);

} // namespace campaigns
