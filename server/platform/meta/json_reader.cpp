#include "platform/meta/json_reader.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <optional>
#include <tuple>

#include "platform/meta/describe.hpp"
#include "platform/meta/utf8.hpp"

namespace json = boost::json;

namespace meta {
namespace {

using json::error_code;
using json::string_view;

// Builds the tree from the parser's events and refuses what Boost.JSON would let through: NUL
// characters, numbers beyond double, names given twice. Numbers are converted by the standard
// library, which rounds correctly.
class Builder {
  public:
    static constexpr std::size_t max_object_size = most_json_bytes;
    static constexpr std::size_t max_array_size = most_json_bytes;
    static constexpr std::size_t max_key_size = most_json_bytes;
    static constexpr std::size_t max_string_size = most_json_bytes;

    Builder(std::string_view text, json::storage_ptr storage) : text_(text), last_(text.data()) {
        stack_.reset(std::move(storage));
        names_.reserve(64);
    }
    json::value take() { return stack_.release(); }
    const std::string& refusal() const { return refusal_; }
    const char* refused_at() const { return last_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

    bool on_object_begin(error_code&) {
        first_names_.push_back(names_.size());
        return true;
    }
    bool on_object_end(std::size_t count, error_code& error) {
        if (!names_differ(error)) return false;
        stack_.push_object(count);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) {
        stack_.push_array(count);
        return true;
    }
    bool on_key_part(string_view part, std::size_t, error_code& error) {
        if (!without_nul(part, error)) return false;
        name_ += part;
        stack_.push_chars(part);
        return true;
    }
    bool on_key(string_view part, std::size_t, error_code& error) {
        if (!without_nul(part, error)) return false;
        name_ += part;
        names_.push_back({std::move(name_), last_});
        name_.clear();
        stack_.push_key(part);
        return true;
    }
    bool on_string_part(string_view part, std::size_t, error_code& error) {
        if (!without_nul(part, error)) return false;
        stack_.push_chars(part);
        return true;
    }
    bool on_string(string_view part, std::size_t, error_code& error) {
        if (!without_nul(part, error)) return false;
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(string_view part, error_code&) {
        number_ += part;
        return true;
    }
    bool on_int64(std::int64_t number, string_view part, error_code&) {
        note(part);
        number_.clear();
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, string_view part, error_code&) {
        note(part);
        number_.clear();
        stack_.push_uint64(number);
        return true;
    }
    bool on_double(double nearly, string_view part, error_code& error) {
        note(part);
        number_ += part;
        const auto number = exactly(number_, nearly);
        number_.clear();
        if (!number) return refuse("this number is too large", error);
        stack_.push_double(*number == 0 ? 0 : *number); // as "-0", which the parser takes for 0
        return true;
    }
    bool on_bool(bool value, error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(error_code&) {
        stack_.push_null();
        return true;
    }

  private:
    struct Name {
        std::string text;
        const char* at;
    };

    bool refuse(std::string why, error_code& error) {
        refusal_ = std::move(why);
        error = json::error::syntax;
        return false;
    }

    // Remembers where in the text we are; strings with escapes come from the parser's own buffer
    // and tell nothing.
    void note(string_view part) {
        const std::less_equal<> not_after;
        if (not_after(text_.data(), part.data())
            && not_after(part.data(), text_.data() + text_.size()))
            last_ = part.data();
    }

    bool without_nul(string_view part, error_code& error) {
        note(part);
        if (part.find('\0') == part.npos) return true;
        return refuse("the NUL character is not allowed in text", error);
    }

    bool names_differ(error_code& error) {
        const auto first = names_.begin() + static_cast<std::ptrdiff_t>(first_names_.back());
        std::sort(first, names_.end(), [](const Name& a, const Name& b) {
            return std::tie(a.text, a.at) < std::tie(b.text, b.at);
        });
        const auto twice = std::adjacent_find(
            first, names_.end(), [](const Name& a, const Name& b) { return a.text == b.text; });
        if (twice != names_.end()) {
            last_ = std::next(twice)->at;
            return refuse(
                "the name \"" + std::string(utf8::cut(twice->text, 100)) + "\" is given twice",
                error);
        }
        names_.erase(first, names_.end());
        first_names_.pop_back();
        return true;
    }

    // Boost.JSON 1.81 rounds doubles carelessly; its value serves where the standard library only
    // says "out of range": too small is zero, too large is refused.
    static std::optional<double> exactly(std::string_view text, double nearly) {
        double number = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
        if (result.ec == std::errc()) return number;
        if (std::abs(nearly) > 1) return std::nullopt;
        return nearly;
    }

    std::string_view text_;
    const char* last_;
    std::string refusal_;
    json::value_stack stack_;
    std::string name_;
    std::string number_;
    std::vector<Name> names_;              // of all open objects
    std::vector<std::size_t> first_names_; // where each open object's names begin
};

std::string place(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto start = before.rfind('\n') + 1; // npos + 1 is 0
    const auto column = 1 + utf8::count(before.substr(start));
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

std::string in_plain_words(error_code error, std::string_view text, std::size_t offset) {
    if (error == json::error::incomplete) return "the text ends too early";
    if (error == json::error::too_deep)
        return "nested deeper than " + std::to_string(most_json_depth) + " levels";
    if (error == json::error::exponent_overflow) return "this number is too large";
    if (error == json::error::illegal_leading_surrogate
        || error == json::error::illegal_trailing_surrogate
        || error == json::error::expected_utf16_escape)
        return "half of a surrogate pair is not a character";
    const auto byte = offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0;
    if (byte >= 0x80 && !utf8::valid(text)) return "the text is not valid UTF-8";
    if (byte < 0x20 && offset < text.size()) return "a control character cannot stand here";
    return "this is not JSON";
}

} // namespace

json::value parse_json(std::string_view text, json::storage_ptr storage) {
    if (text.empty()) throw Refusal("invalid_json", "the body is empty");
    if (text.size() > most_json_bytes)
        throw Refusal("invalid_json", "the body is larger than 16 MiB");
    json::parse_options options;
    options.max_depth = most_json_depth;
    json::basic_parser<Builder> parser(options, text, std::move(storage));
    const auto fail = [&](std::size_t offset, const std::string& what) {
        throw Refusal("invalid_json", place(text, offset) + what);
    };
    error_code error;
    const auto used = parser.write_some(false, text.data(), text.size(), error);
    auto& builder = parser.handler();
    if (!builder.refusal().empty())
        fail(static_cast<std::size_t>(builder.refused_at() - text.data()), builder.refusal());
    if (error) fail(used, in_plain_words(error, text, used));
    if (used < text.size()) fail(used, "there is more text after the end of the value");
    return builder.take();
}

json::value parse_json(std::string_view text) {
    return parse_json(text, {});
}

} // namespace meta
