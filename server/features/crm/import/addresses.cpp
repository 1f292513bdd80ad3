#include "features/crm/import/addresses.hpp"

#include <algorithm>

#include "features/crm/import/values.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

// What stands between `open` and `close` at the end of the item, or the item itself.
std::string_view inside(std::string_view item, char open, char close) {
    const auto start = item.rfind(open);
    if (start == item.npos || !item.ends_with(close)) return item;
    return text::trim(item.substr(start + 1, item.size() - start - 2));
}

} // namespace

std::string take_label(std::string_view& item) {
    const auto colon = item.find(':');
    if (colon == item.npos) return {};
    const auto word = item.substr(0, colon);
    if (word != "work" && word != "home" && word != "mobile" && word != "other") return {};
    item = text::trim(item.substr(colon + 1));
    return std::string(word);
}

std::string_view bare_address(std::string_view item) {
    item = inside(inside(text::trim(item), '<', '>'), '(', ')');
    if (item.starts_with("mailto:")) item.remove_prefix(7);
    return text::trim(item);
}

std::string_view bare_number(std::string_view item) {
    if (item.starts_with("tel:")) item.remove_prefix(4);
    if (item.ends_with(".0") && std::ranges::count(item, '.') == 1) item.remove_suffix(2);
    return text::trim(item);
}

bool is_rounded_number(std::string_view item) {
    const auto e = item.find_first_of("Ee");
    return e != item.npos && e > 0 && e + 1 < item.size() && item[e + 1] == '+'
           && item.find_first_not_of("0123456789.,") == e;
}

} // namespace crm
