#include "features/campaigns/email/utm_parameters.hpp"

#include "platform/text/ascii.hpp"
#include "platform/text/url.hpp"

namespace campaigns {
namespace {

bool names(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto piece = query.substr(0, query.find('&'));
        if (text::to_lower_ascii(piece.substr(0, piece.find('='))) == name) return true;
        query.remove_prefix(std::min(piece.size() + 1, query.size()));
    }
    return false;
}

} // namespace

std::string with_utm(std::string_view url, const UtmParameters& parameters) {
    const auto fragment_at = std::min(url.find('#'), url.size());
    std::string made(url.substr(0, fragment_at));
    const auto question = made.find('?');
    const auto query = question == made.npos ? std::string() : made.substr(question + 1);
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty() || names(query, name)) return;
        if (made.find('?') == made.npos)
            made += '?';
        else if (!made.ends_with('?') && !made.ends_with('&'))
            made += '&';
        made.append(name).append("=").append(text::percent_encode(value));
    };
    add("utm_source", parameters.source);
    add("utm_medium", parameters.medium);
    add("utm_campaign", parameters.campaign);
    return made.append(url.substr(fragment_at));
}

} // namespace campaigns
