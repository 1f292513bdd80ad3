#include "platform/mail/imap_reply.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "platform/mail/rules.hpp"
#include "platform/text/ascii.hpp"

namespace mail {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class Tokens {
  public:
    explicit Tokens(const ImapReply& reply) : left_(reply.text), literals_(reply.literals) {}

    std::optional<ImapToken> next() {
        while (left_.starts_with(' ')) left_.remove_prefix(1);
        if (left_.empty()) return std::nullopt;
        switch (left_.front()) {
            case '(':
                return single(ImapToken::Kind::open);
            case ')':
                return single(ImapToken::Kind::close);
            case '"':
                return quoted();
            case '{':
                return literal();
            default:
                return atom();
        }
    }

  private:
    ImapToken single(ImapToken::Kind kind) {
        ImapToken token{kind, std::string(1, left_.front())};
        left_.remove_prefix(1);
        return token;
    }
    std::optional<ImapToken> quoted() {
        ImapToken token{ImapToken::Kind::string, {}};
        for (std::size_t i = 1; i < left_.size(); ++i) {
            if (left_[i] == '"') {
                left_.remove_prefix(i + 1);
                return token;
            }
            if (left_[i] == '\\' && i + 1 < left_.size()) ++i;
            token.text += left_[i];
        }
        return std::nullopt; // without its end
    }
    std::optional<ImapToken> literal() {
        const auto end = left_.find('}');
        if (end == left_.npos || next_literal_ == literals_.size()) return std::nullopt;
        left_.remove_prefix(end + 1);
        return ImapToken{ImapToken::Kind::string, literals_[next_literal_++]};
    }
    // Brackets hold blanks and parentheses: BODY[HEADER.FIELDS (CONTENT-TYPE)].
    ImapToken atom() {
        std::size_t end = 0;
        for (bool inside = false; end < left_.size(); ++end) {
            const char c = left_[end];
            if (c == '[') inside = true;
            if (c == ']') inside = false;
            if (!inside && (c == ' ' || c == '(' || c == ')')) break;
        }
        ImapToken token{ImapToken::Kind::atom, std::string(left_.substr(0, end))};
        left_.remove_prefix(end);
        return token;
    }

    std::string_view left_;
    const std::vector<std::string>& literals_;
    std::size_t next_literal_ = 0;
};

std::string upper(std::string_view text) {
    std::string out(text.substr(0, text.find('[')));
    std::ranges::transform(out, out.begin(), text::to_upper);
    return out;
}

} // namespace

std::optional<std::uint64_t> literal_length(std::string_view line) {
    const auto open = line.rfind('{');
    if (!line.ends_with('}') || open == line.npos) return std::nullopt;
    return number(line.substr(open + 1, line.size() - open - 2));
}

std::vector<ImapToken> imap_tokens(const ImapReply& reply) {
    std::vector<ImapToken> all;
    Tokens tokens(reply);
    while (auto token = tokens.next()) all.push_back(std::move(*token));
    return all;
}

std::optional<ImapFetch> imap_fetch(const ImapReply& reply) {
    using Kind = ImapToken::Kind;
    const auto tokens = imap_tokens(reply);
    if (tokens.size() < 4 || tokens[0].text != "*" || upper(tokens[2].text) != "FETCH"
        || tokens[3].kind != Kind::open)
        return std::nullopt;
    ImapFetch fetch;
    for (std::size_t i = 4; i + 1 < tokens.size() && tokens[i].kind == Kind::atom;) {
        const auto name = upper(tokens[i].text);
        const auto& value = tokens[i + 1];
        if (value.kind == Kind::open) { // FLAGS (\Seen): of no use here
            i += 2;
            while (i < tokens.size() && tokens[i].kind != Kind::close) ++i;
            ++i;
            continue;
        }
        if (name == "UID" && number(value.text)) fetch.uid = value.text;
        if (name == "RFC822.SIZE") fetch.bytes = number(value.text).value_or(0);
        if (name == "BODY" && value.kind == Kind::string) fetch.body = value.text;
        i += 2;
    }
    return fetch.uid.empty() ? std::nullopt : std::optional(std::move(fetch));
}

std::optional<std::string> imap_folder(std::string_view name) {
    if (!is_one_line(name)) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(
        ucnv_open("IMAP-mailbox-name", &status), &ucnv_close);
    const auto units = icu::UnicodeString::fromUTF8({name.data(), static_cast<int>(name.size())});
    std::string written(static_cast<std::size_t>(units.length()) * 8 + 16, '\0');
    const auto size =
        U_FAILURE(status)
            ? 0
            : ucnv_fromUChars(converter.get(), written.data(), static_cast<int32_t>(written.size()),
                              units.getBuffer(), units.length(), &status);
    if (U_FAILURE(status)) return std::nullopt;
    std::string out = "\"";
    for (const char c : std::string_view(written).substr(0, static_cast<std::size_t>(size))) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

} // namespace mail
