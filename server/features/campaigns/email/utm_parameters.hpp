// Marks in links that web statistics tell visits apart by.
#pragma once
#include <string>
#include <string_view>

namespace campaigns {

struct UtmParameters {
    std::string source, medium, campaign; // an empty one is left out
    bool empty() const { return source.empty() && medium.empty() && campaign.empty(); }
};

// The address with utm_source, utm_medium and utm_campaign behind its query, before its fragment.
// What an author wrote himself stays as it is and is not doubled.
std::string with_utm(std::string_view url, const UtmParameters& parameters);

} // namespace campaigns
