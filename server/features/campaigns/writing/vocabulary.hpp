// The names that a template may use. They differ from project to project (custom fields) and from
// message to message.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace campaigns {

enum class TokenKind { text, number, boolean, date, list };

class Vocabulary {
  public:
    // "contact.first_name", "contact.tags" (a list of texts), "order.lines[].price" (of each item
    // of the list order.lines).
    void add(std::string path, TokenKind kind = TokenKind::text);

    bool has_token(std::string_view path) const;  // with a value of its own
    bool has_branch(std::string_view path) const; // others begin with it: "contact"
    bool is_list(std::string_view path) const;

    // The name most like it, for "did you mean"; empty when none is near.
    std::string nearest(std::string_view path) const;

    const std::map<std::string, TokenKind, std::less<>>& tokens() const { return tokens_; }

  private:
    std::map<std::string, TokenKind, std::less<>> tokens_;
};

} // namespace campaigns
