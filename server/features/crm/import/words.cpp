#include "features/crm/import/words.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/fold.hpp"

namespace crm {
namespace {

// firstName -> first Name, in ASCII, where the names of programs are.
std::string with_parted_humps(std::string_view text) {
    std::string result;
    result.reserve(text.size() + 4);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && text::is_upper(text[i]) && text::is_lower(text[i - 1])) result += ' ';
        result += text[i];
    }
    return result;
}

bool is_letter_or_digit(char c) {
    return text::is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

std::string words(std::string_view text) {
    auto folded = text::fold(with_parted_humps(text));
    std::string result;
    for (const char c : folded) {
        if (is_letter_or_digit(c))
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

} // namespace crm
