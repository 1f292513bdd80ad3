// Cells into values: what people and other products write for yes, 1.234,50, "VIP; Newsletter" or
// "Kunde".
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// How typed values say that there is none: "-", "n/a", "null" and the like. Names and texts are
// never asked: Null is one.
bool is_placeholder(std::string_view cell);

// yes, no, true, 1, x, ja, non, verdadero, falso, não, subscribed, opted out, … in six languages,
// case and accents ignored.
std::optional<bool> read_boolean(std::string_view cell);

// What stands before the fraction.
enum class DecimalSign { unknown, point, comma };

// "1234.5", "1,234.50", "1.234,50", "1 234,50", "1'234.50", "-3". Where only the column could tell
// (1,234), `sign` does, and while that is unknown a single sign before exactly three digits parts
// thousands for a comma, a fraction for a point. nullopt: no number, or beyond what a double holds.
std::optional<double> read_number(std::string_view cell, DecimalSign sign);

// Collects what a column's cells say about their decimal sign.
class DecimalEvidence {
  public:
    void add(std::string_view cell);
    DecimalSign sign() const; // unknown when no cell decides, or some decide for each

  private:
    int point_ = 0;
    int comma_ = 0;
};

// Of one cell; lists give one more than this where there are more, and read no further.
inline constexpr std::size_t max_list_items = 100;

// Items parted by comma, semicolon, vertical bar, line end or Google's " ::: ", trimmed, without
// empty ones and repetitions. An item in double quotes may hold a separator (Mailchimp writes
// "VIP","Blog"); a quote in it is doubled.
std::vector<std::string> split_list(std::string_view cell);

// The same for several e-mail addresses or phones in a cell, where a comma parts only what could
// each be one
// ("+44 20 7946 0958, ext. 12" is one).
std::vector<std::string> split_addresses(std::string_view cell);

// One cell that split_list reads back: parted by "; ", quoted where needed.
std::string join_list(const std::vector<std::string>& items);

// "lead", "prospect", "customer" or "evangelist" for what other products and languages call them;
// HubSpot's subscriber and other are leads, its qualified leads and opportunities prospects.
std::optional<std::string_view> read_lifecycle_stage(std::string_view cell);

// A language tag of at most 10 characters ("en", "pt-BR") from one or from a language's name
// ("German", "français").
std::optional<std::string> read_language(std::string_view cell);

// "work", "home", "mobile" or "other" for what a file calls an address: "* Work", "Privat",
// "Handy". Empty for an empty cell.
std::string read_label(std::string_view cell);

} // namespace crm
