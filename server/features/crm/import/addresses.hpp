// One e-mail address or phone as it stands in a cell, without what is around it.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// "work: ada@example.com": the label in front ("work", "home", "mobile", "other"), moved over;
// empty if there is none.
std::string take_label(std::string_view& item);

// The address of "Ada <ada@example.com>", "Ada Lovelace (ada@example.com)" and
// "mailto:ada@example.com".
std::string_view bare_address(std::string_view item);

// Without "tel:", and without the ".0" of programs that keep every number as a fraction.
std::string_view bare_number(std::string_view item);

// "4.42E+11": a phone that a spreadsheet has taken for a number and rounded; its last digits are
// lost.
bool is_rounded_number(std::string_view item);

} // namespace crm
