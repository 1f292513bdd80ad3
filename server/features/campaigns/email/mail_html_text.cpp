#include "features/campaigns/email/mail_html_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

constexpr auto npos = std::string_view::npos;

// Behind the token or tag of a template that begins at `at`; `at` when there is none.
std::size_t behind_token(std::string_view html, std::size_t at) {
    for (const auto& [open, close] : {std::pair("{{", "}}"), std::pair("{%", "%}")})
        if (html.substr(at).starts_with(open))
            if (const auto end = html.find(close, at + 2); end != npos) return end + 2;
    return at;
}

// Up to `wanted` that is not inside a token.
std::size_t find_outside_tokens(std::string_view html, char wanted, std::size_t at) {
    while (at < html.size() && html[at] != wanted) {
        const auto behind = behind_token(html, at);
        at = behind > at ? behind : at + 1;
    }
    return at < html.size() ? at : npos;
}

struct Reference {
    std::string_view name, character;
};
constexpr std::array references{Reference{"&amp;", "&"}, Reference{"&lt;", "<"},
                                Reference{"&gt;", ">"},  Reference{"&quot;", "\""},
                                Reference{"&#39;", "'"}, Reference{"&nbsp;", " "}};

// One character of the source, or what one of the common references stands for.
std::size_t append_character(std::string_view html, std::size_t at, std::string& out) {
    for (const auto& [name, character] : references)
        if (html.substr(at).starts_with(name)) {
            out += character;
            return at + name.size();
        }
    out += html[at];
    return at + 1;
}

std::string without_references(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) at = append_character(text, at, out);
    return out;
}

// Where the link of this tag leads, if it leads anywhere outside the mail.
std::string address_of(std::string_view tag) {
    const auto lower = text::to_lower_ascii(tag);
    const auto name = lower.find("href=");
    if (name == npos || name + 5 >= tag.size()) return {};
    const char quote = tag[name + 5];
    if (quote != '"' && quote != '\'') return {};
    const auto end = find_outside_tokens(tag, quote, name + 6);
    if (end == npos) return {};
    auto address = without_references(tag.substr(name + 6, end - name - 6));
    if (address.starts_with('#') || address.starts_with("mailto:")) return {};
    return address;
}

class TextWriter {
  public:
    explicit TextWriter(std::string_view html) : html_(html) {}

    std::string write() {
        for (std::size_t at = 0; at < html_.size();) {
            if (const auto behind = behind_token(html_, at); behind > at) {
                out_.append(html_.substr(at, behind - at));
                at = behind;
            } else if (html_[at] == '<') {
                at = tag(at);
            } else {
                at = append_character(html_, at, out_);
            }
        }
        return std::move(out_);
    }

  private:
    // What the tag at `at` means for the text; where the text goes on.
    std::size_t tag(std::size_t at) {
        const auto end = find_outside_tokens(html_, '>', at);
        if (end == npos) return html_.size();
        const auto source = html_.substr(at, end - at);
        const auto name = text::to_lower_ascii(source.substr(0, 8));
        for (const auto* breaks : {"<br", "</p", "</h", "</tr", "</li", "</div", "</table"})
            if (name.starts_with(breaks) && !out_.ends_with("\n\n")) out_ += '\n';
        if (name.starts_with("<a ")) begin_link(address_of(source));
        if (name.starts_with("</a")) end_link();
        for (const auto* skipped : {"style", "script", "title"})
            if (name.starts_with("<" + std::string(skipped)))
                return std::min(html_.find("</" + std::string(skipped), end), html_.size());
        return end + 1;
    }

    void begin_link(std::string address) {
        address_ = std::move(address);
        words_begin_ = out_.size();
    }

    void end_link() {
        const auto address = std::exchange(address_, {});
        if (address.empty() || out_.find(address, words_begin_) != npos) return;
        const bool has_words = out_.find_first_not_of(" \t\r\n", words_begin_) != npos;
        out_ += has_words ? " (" + address + ")" : address;
    }

    std::string_view html_;
    std::string out_, address_;
    std::size_t words_begin_ = 0;
};

} // namespace

std::string text_of_mail_html(std::string_view html) {
    return TextWriter(html).write();
}

} // namespace campaigns
