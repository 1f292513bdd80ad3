#include "features/campaigns/writing/template_lexer.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";

bool starts_name(char c) {
    return text::is_lower(c) || text::is_upper(c) || c == '_';
}
bool continues_name(char c) {
    return text::is_alphanumeric(c) || c == '_' || c == '-';
}

std::string_view first_word(std::string_view inside) {
    inside.remove_prefix(std::min(inside.find_first_not_of(blanks), inside.size()));
    return inside.substr(
        0, std::find_if_not(inside.begin(), inside.end(), continues_name) - inside.begin());
}

class Cutter {
  public:
    explicit Cutter(std::string_view source) : source_(source) {}

    std::vector<TemplatePiece> cut() {
        while (at_ < source_.size()) {
            const auto opening = next_opening(at_);
            add_literal(at_, opening);
            if (opening == source_.size()) break;
            at_ = opening;
            take_braces();
        }
        return std::move(pieces_);
    }

  private:
    std::size_t next_opening(std::size_t from) const {
        for (auto at = source_.find('{', from); at != npos; at = source_.find('{', at + 1))
            if (at + 1 < source_.size() && (source_[at + 1] == '{' || source_[at + 1] == '%'))
                return at;
        return source_.size();
    }

    void add_literal(std::size_t from, std::size_t to) {
        auto text = source_.substr(from, to - from);
        if (trims_next_) {
            const auto gone = std::min(text.find_first_not_of(blanks), text.size());
            text.remove_prefix(gone);
            from += gone;
        }
        if (!text.empty()) pieces_.push_back({TemplatePiece::Kind::literal, text, from});
    }

    void trim_last_literal() {
        if (pieces_.empty() || pieces_.back().kind != TemplatePiece::Kind::literal) return;
        auto& text = pieces_.back().text;
        text = text.substr(0, text.find_last_not_of(blanks) + 1);
        if (text.empty()) pieces_.pop_back();
    }

    // From "{{" or "{%" at at_ to behind its end.
    void take_braces() {
        const auto piece = braces_at(at_);
        if (piece.kind == TemplatePiece::Kind::tag && first_word(piece.text) == "comment")
            skip_to_end("endcomment", piece.offset);
        else if (piece.kind == TemplatePiece::Kind::tag && first_word(piece.text) == "raw")
            take_raw(piece.offset);
        else
            pieces_.push_back(piece);
    }

    // Moves at_ behind the braces.
    TemplatePiece braces_at(std::size_t opening) {
        const bool is_output = source_[opening + 1] == '{';
        const std::string_view closing = is_output ? "}}" : "%}";
        auto begin = opening + 2;
        if (begin < source_.size() && source_[begin] == '-') {
            trim_last_literal();
            ++begin;
        }
        const auto end = end_of(begin, closing);
        if (end == npos)
            throw TemplateSyntaxError{opening,
                                      "is opened and not closed by " + std::string(closing),
                                      source_.substr(opening, 2)};
        trims_next_ = end > begin && source_[end - 1] == '-';
        at_ = end + 2;
        return {is_output ? TemplatePiece::Kind::output : TemplatePiece::Kind::tag,
                source_.substr(begin, end - begin - (trims_next_ ? 1 : 0)), begin};
    }

    // Braces within quotes do not close.
    std::size_t end_of(std::size_t begin, std::string_view closing) const {
        char quote = 0;
        for (auto at = begin; at + 1 < source_.size(); ++at) {
            const char c = source_[at];
            if (quote) {
                if (c == quote) quote = 0;
            } else if (source_.substr(at, 2) == closing) {
                return at;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return npos;
    }

    // The next tag of that name; at_ moves behind it. Returns where it is opened.
    std::size_t skip_to_end(std::string_view name, std::size_t offset) {
        for (auto at = source_.find("{%", at_); at != npos; at = source_.find("{%", at + 2)) {
            const auto begin = at + 2 + (source_.substr(at + 2, 1) == "-" ? 1 : 0);
            if (first_word(source_.substr(begin)) != name) continue;
            braces_at(at);
            return at;
        }
        throw TemplateSyntaxError{offset, "has no {% " + std::string(name) + " %}", {}};
    }

    void take_raw(std::size_t offset) {
        const auto begin = at_;
        const auto trims = std::exchange(trims_next_, false);
        const auto end = skip_to_end("endraw", offset);
        const auto trims_after = std::exchange(trims_next_, trims);
        add_literal(begin, end);
        trims_next_ = trims_after;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    bool trims_next_ = false;
    std::vector<TemplatePiece> pieces_;
};

} // namespace

SourcePlaces::SourcePlaces(std::string_view source) : source_(source), line_starts_{0} {
    for (auto at = source.find('\n'); at != npos; at = source.find('\n', at + 1))
        line_starts_.push_back(at + 1);
}

std::int64_t SourcePlaces::line(std::size_t offset) const {
    return std::ranges::upper_bound(line_starts_, offset) - line_starts_.begin();
}

TemplateProblem SourcePlaces::problem(std::size_t offset, std::string code, std::string message,
                                      std::string_view token) const {
    constexpr std::size_t longest_token = 100;
    const auto at_line = line(offset);
    const auto start = line_starts_[static_cast<std::size_t>(at_line - 1)];
    const auto before = text::count_code_points(source_.substr(start, offset - start));
    return {at_line, static_cast<std::int64_t>(before) + 1, std::move(code), std::move(message),
            text::repaired(text::first_bytes(token, longest_token))};
}

std::vector<TemplatePiece> cut_template(std::string_view source) {
    return Cutter(source).cut();
}

std::vector<TemplateWord> words_of(const TemplatePiece& piece) {
    using Kind = TemplateWord::Kind;
    constexpr std::array<std::string_view, 6> pairs{"==", "!=", "<>", "<=", ">=", ".."};
    std::vector<TemplateWord> words;
    const auto text = piece.text;
    const auto add = [&](Kind kind, std::size_t begin, std::size_t length) {
        words.push_back({kind, text.substr(begin, length), piece.offset + begin});
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        auto end = at + 1;
        if (blanks.find(c) != npos) {
            at = end;
            continue;
        }
        if (c == '"' || c == '\'') {
            const auto close = text.find(c, end);
            if (close == npos)
                throw TemplateSyntaxError{piece.offset + at, "the quotes are not closed",
                                          text.substr(at)};
            add(Kind::text, end, close - end);
            end = close + 1;
        } else if (starts_name(c)) {
            while (end < text.size() && continues_name(text[end])) ++end;
            add(Kind::name, at, end - at);
        } else if (text::is_digit(c)
                   || (c == '-' && end < text.size() && text::is_digit(text[end]))) {
            while (end < text.size() && text::is_digit(text[end])) ++end;
            // A point and digits behind it; two points are a range.
            if (end + 1 < text.size() && text[end] == '.' && text::is_digit(text[end + 1]))
                for (++end; end < text.size() && text::is_digit(text[end]);) ++end;
            add(Kind::number, at, end - at);
        } else if (std::ranges::find(pairs, text.substr(at, 2)) != pairs.end()) {
            end = at + 2;
            add(Kind::sign, at, 2);
        } else if (std::string_view(".|:,[]()<>=").find(c) != npos) {
            add(Kind::sign, at, 1);
        } else {
            throw TemplateSyntaxError{piece.offset + at, "is not understood here",
                                      text::first_code_points(text.substr(at), 1)};
        }
        at = end;
    }
    add(Kind::end, text.size(), 0);
    return words;
}

} // namespace campaigns
