#include "features/campaigns/writing/html_context.hpp"

#include <algorithm>
#include <array>

#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

constexpr std::size_t longest_name = 64; // longer names are none that matter here

constexpr std::array<std::string_view, 10> url_attributes{
    "href", "src",    "action", "formaction", "background",
    "cite", "poster", "data",   "longdesc",   "xlink:href"};
// A token in them could not be escaped so that it is sure to stay a value.
constexpr std::array<std::string_view, 4> forbidden_attributes{"srcdoc", "srcset", "imagesrcset",
                                                               "http-equiv"};
// Their content is no markup (HTML, 13.2.5.1 and 13.2.6.4).
constexpr std::array<std::string_view, 10> raw_text_elements{
    "style",  "script",  "title",    "textarea", "xmp",
    "iframe", "noembed", "noframes", "noscript", "plaintext"};
constexpr std::array<std::string_view, 3> script_schemes{"javascript:", "vbscript:", "data:"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

void append_lower(std::string& name, char c) {
    if (name.size() < longest_name) name += text::to_lower(c);
}

} // namespace

void HtmlContext::read(std::string_view markup) {
    for (const char c : markup) step(c);
}

void HtmlContext::step(char c) {
    const bool is_letter = text::is_lower(text::to_lower(c));
    switch (state_) {
        case State::text:
            if (c == '<') state_ = State::tag_open;
            return;
        case State::tag_open:
            name_.clear();
            if (is_letter) {
                append_lower(name_, c);
                state_ = State::tag_name;
            } else if (c == '/') {
                state_ = State::end_tag_open;
            } else if (c == '!' || c == '?') {
                state_ = State::markup_declaration;
            } else if (c != '<') {
                state_ = State::text;
            }
            return;
        case State::end_tag_open:
            state_ = is_letter ? State::end_tag_name : State::text;
            return;
        case State::end_tag_name:
            if (c == '>') state_ = State::text;
            return;
        case State::tag_name:
            if (c == '>' || c == '/' || is_blank(c)) {
                element_ = std::exchange(name_, {});
                state_ = State::in_tag;
                if (c == '>') end_tag();
            } else {
                append_lower(name_, c);
            }
            return;
        case State::in_tag:
        case State::after_attribute_name:
        case State::attribute_name:
        case State::before_value:
            return read_attribute(c);
        case State::double_quoted:
            return read_value(c, c == '"');
        case State::single_quoted:
            return read_value(c, c == '\'');
        case State::unquoted:
            if (c == '>') return end_tag();
            return read_value(c, is_blank(c));
        case State::markup_declaration:
            append_lower(name_, c);
            if (name_ == "--") state_ = State::comment;
            if (c == '>') state_ = State::text;
            if (state_ != State::markup_declaration) name_.clear();
            return;
        case State::comment:
            if (c == '>' && name_.ends_with("--")) {
                state_ = State::text;
                name_.clear();
            } else if (c != '-') {
                name_.clear();
            } else if (name_ != "--") {
                name_ += c;
            }
            return;
        case State::raw_text:
            return read_raw_text(c);
    }
}

void HtmlContext::read_attribute(char c) {
    if (state_ == State::before_value) {
        if (c == '"' || c == '\'') {
            state_ = c == '"' ? State::double_quoted : State::single_quoted;
        } else if (c == '>') {
            end_tag();
        } else if (!is_blank(c)) {
            state_ = State::unquoted;
            read_value(c, false);
        }
        return;
    }
    const bool in_name = state_ == State::attribute_name;
    if (in_name && (c == '=' || c == '>' || c == '/' || is_blank(c))) end_attribute_name();
    if (c == '>') return end_tag();
    if (c == '=' && state_ != State::in_tag) {
        state_ = State::before_value;
    } else if (c == '/') {
        state_ = State::in_tag;
    } else if (is_blank(c)) {
        if (in_name) state_ = State::after_attribute_name;
    } else {
        if (!in_name) name_.clear();
        state_ = State::attribute_name;
        append_lower(name_, c);
    }
}

void HtmlContext::end_attribute_name() {
    const auto name = std::exchange(name_, {});
    url_part_ = UrlPart::start;
    if (name.starts_with("on") || is_one_of(forbidden_attributes, name)
        || (element_ == "meta" && name == "content"))
        attribute_ = Attribute::forbidden;
    else if (is_one_of(url_attributes, name))
        attribute_ = Attribute::url;
    else
        attribute_ = name == "style" ? Attribute::css : Attribute::plain;
}

void HtmlContext::read_value(char c, bool ends) {
    if (ends) {
        state_ = State::in_tag;
        attribute_ = Attribute::plain;
        url_part_ = UrlPart::start;
        name_.clear();
        return;
    }
    if (attribute_ != Attribute::url || is_blank(c)) return;
    if (url_part_ != UrlPart::query) append_lower(name_, c);
    if (is_one_of(script_schemes, name_)) attribute_ = Attribute::forbidden;
    if (std::string_view("?#&=").find(c) != std::string_view::npos)
        url_part_ = UrlPart::query;
    else if (url_part_ == UrlPart::start)
        url_part_ = UrlPart::path;
}

void HtmlContext::end_tag() {
    name_.clear();
    attribute_ = Attribute::plain;
    url_part_ = UrlPart::start;
    const bool is_raw = is_one_of(raw_text_elements, element_);
    state_ = is_raw ? State::raw_text : State::text;
    if (!is_raw) element_.clear();
}

// name_ is what is read of "</style".
void HtmlContext::read_raw_text(char c) {
    const auto closing = "</" + element_;
    if (name_ == closing && (c == '>' || c == '/' || is_blank(c))) {
        state_ = c == '>' ? State::text : State::end_tag_name;
        element_.clear();
        name_.clear();
        return;
    }
    if (c == '<') name_.clear();
    if (c == '<' || !name_.empty()) append_lower(name_, c);
    if (!closing.starts_with(name_)) name_.clear();
}

Escaping HtmlContext::escaping(std::string& why_not) const {
    switch (state_) {
        case State::text:
        case State::comment:
            return Escaping::html;
        case State::raw_text:
            if (element_ == "style") return Escaping::css;
            if (element_ != "title" && element_ != "textarea")
                why_not = "inside <" + element_ + "> no token may stand";
            return Escaping::html;
        case State::double_quoted:
        case State::single_quoted:
            return escaping_in_value(why_not);
        case State::before_value:
        case State::unquoted:
            why_not = "put the value of the attribute in quotes";
            return Escaping::html;
        default:
            why_not = "inside a tag a token may stand in the value of an attribute only";
            return Escaping::html;
    }
}

Escaping HtmlContext::escaping_in_value(std::string& why_not) const {
    switch (attribute_) {
        case Attribute::plain:
            return Escaping::html;
        case Attribute::css:
            return Escaping::css;
        case Attribute::forbidden:
            why_not = "in this attribute no token may stand";
            return Escaping::html;
        case Attribute::url:
            break;
    }
    if (url_part_ == UrlPart::start) return Escaping::url;
    return url_part_ == UrlPart::path ? Escaping::url_path : Escaping::url_query;
}

void HtmlContext::skip_token() {
    name_.clear();
    if (is_in_value() && attribute_ == Attribute::url && url_part_ == UrlPart::start)
        url_part_ = UrlPart::path;
}

bool HtmlContext::join(const HtmlContext& other) {
    auto theirs = other;
    if (is_in_value() && theirs.is_in_value()) {
        if (name_ != theirs.name_) name_ = theirs.name_ = {};
        if (url_part_ != theirs.url_part_) {
            const auto earlier = std::min(url_part_, theirs.url_part_);
            const bool has_query = std::max(url_part_, theirs.url_part_) == UrlPart::query;
            if (has_query && earlier == UrlPart::start) return false;
            url_part_ = theirs.url_part_ = has_query ? UrlPart::query : earlier;
        }
    }
    return *this == theirs;
}

bool HtmlContext::is_in_value() const {
    return state_ == State::double_quoted || state_ == State::single_quoted;
}

std::string_view HtmlContext::where() const {
    if (is_text()) return "in the text";
    if (is_in_value() || state_ == State::unquoted) return "in the value of an attribute";
    if (state_ == State::comment) return "in a comment";
    if (state_ == State::raw_text) return "in a style or title";
    return "in a tag";
}

} // namespace campaigns
