// One spelling for the words that headers and cells are compared by.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// Small letters and digits without accents, one blank between words: "E-Mail (Büro)" is "e mail
// buro", "first_name" and "firstName" are "first name", "Straße" is "strasse".
std::string words(std::string_view text);

} // namespace crm
