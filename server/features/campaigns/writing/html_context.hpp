// Where in a page a token stands, so that it can be escaped for that place: a small HTML tokenizer
// that keeps its state between pieces of a template. The method is that of contextual autoescaping
// (M. Samuel, P. Saxena, D. Song, CCS 2011).
#pragma once
#include <string>
#include <string_view>

#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {

class HtmlContext {
  public:
    // Reads markup that the template's author wrote.
    void read(std::string_view markup);

    // How a token is written here; `why_not` is filled, for people, where none may stand.
    Escaping escaping(std::string& why_not) const;
    // A token was written here.
    void skip_token();

    // Both ways through a condition must end in the same place; whether they do. Of an address the
    // stricter part counts: with its ? when one way has it, at its start when one may still be.
    bool join(const HtmlContext& other);

    bool is_text() const { return state_ == State::text && element_.empty(); }

    // For people: "in the text", "in an attribute".
    std::string_view where() const;

    bool operator==(const HtmlContext&) const = default;

  private:
    enum class State {
        text,
        tag_open,
        end_tag_open,
        tag_name,
        end_tag_name,
        in_tag,
        attribute_name,
        after_attribute_name,
        before_value,
        double_quoted,
        single_quoted,
        unquoted,
        markup_declaration,
        comment,
        raw_text, // of style, script, title, textarea
    };
    enum class Attribute { plain, url, css, forbidden };
    enum class UrlPart { start, path, query };

    void step(char c);
    void read_attribute(char c);
    void end_attribute_name();
    void read_value(char c, bool ends);
    void end_tag();
    void read_raw_text(char c);
    Escaping escaping_in_value(std::string& why_not) const;
    bool is_in_value() const;

    State state_ = State::text;
    Attribute attribute_ = Attribute::plain;
    UrlPart url_part_ = UrlPart::start;
    std::string element_; // of raw text, and of the tag that is read
    // What is read of a name or of the scheme of an address; the end of what was read of a comment
    // or raw text.
    std::string name_;
};

} // namespace campaigns
