#include "platform/http/entity_tag.hpp"

namespace http {

// What stands between quotation marks may hold commas, but no quotation marks.
bool names_tag(std::string_view if_none_match, std::string_view tag) {
    if (if_none_match == "*") return true;
    for (auto open = if_none_match.find('"'); open != if_none_match.npos;
         open = if_none_match.find('"', open)) {
        const auto close = if_none_match.find('"', open + 1);
        if (close == if_none_match.npos) return false;
        if (if_none_match.substr(open, close + 1 - open) == tag) return true;
        open = close + 1;
    }
    return false;
}

} // namespace http
