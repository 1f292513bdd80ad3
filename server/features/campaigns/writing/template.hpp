// The language that messages are written in: a subset of Liquid, docs/TEMPLATES.md.
//
//     Dear {{ contact.first_name | default: "friend" }},
//     {% if contact.tags contains "vip" %}your table is kept.{% endif %}
//
// A template is parsed once, which finds every mistake, and rendered for many people. It reads the
// data it is given and nothing else: no file, no environment, no clock.
#pragma once
#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "features/campaigns/writing/vocabulary.hpp"

namespace campaigns {

inline constexpr std::size_t longest_template = 512 * 1024; // bytes of source
inline constexpr int deepest_template = 32;                 // blocks inside each other
inline constexpr std::size_t most_template_problems = 50;   // found at once
inline constexpr std::size_t longest_rendering = 1024 * 1024;
inline constexpr std::size_t longest_template_value = 64 * 1024; // bytes that a filter may make
inline constexpr std::size_t most_template_items = 10'000;       // of a list or range
// Of one rendering: each piece, each turn of a loop, each filter, and each KB that a filter reads.
inline constexpr std::int64_t most_template_steps = 100'000;

// What is written: decides how a token is escaped.
enum class TemplateForm {
    html, // by where the token stands: text, attribute, address, style
    text, // as it is
    line, // a subject: line breaks and other controls become blanks
};

struct TemplateProblem {
    std::int64_t line = 0, column = 0; // from 1, columns in code points
    std::string code;                  // "unknown_token", "syntax"
    std::string message;
    std::string token; // what was written there
};
BOOST_DESCRIBE_STRUCT(TemplateProblem, (), (line, column, code, message, token))

// Beyond a limit while rendering; what() is for people.
struct TemplateLimit : std::runtime_error {
    TemplateLimit(std::int64_t at_line, const std::string& what)
        : std::runtime_error(what), line(at_line) {}
    std::int64_t line;
};

struct ParsedTemplate;

// Thread-safe, cheap to copy.
class Template {
  public:
    // nullopt with every mistake that was found, in the order of the source. `language` ("de") is
    // that of the names of months and days.
    static std::optional<Template> parse(std::string_view source, TemplateForm form,
                                         const Vocabulary& vocabulary,
                                         std::vector<TemplateProblem>& problems,
                                         std::string_view language = "en");

    // Appends to `out`. Tokens that came out empty, without a default, are added to `blanks`, each
    // once. Throws TemplateLimit.
    void render(const boost::json::object& data, std::string& out,
                std::vector<std::string_view>* blanks = nullptr) const;

    // Every token of the vocabulary that is named, in alphabetical order, each once.
    const std::vector<std::string>& tokens() const;

  private:
    explicit Template(std::shared_ptr<const ParsedTemplate> parsed) : parsed_(std::move(parsed)) {}
    std::shared_ptr<const ParsedTemplate> parsed_;
};

} // namespace campaigns
