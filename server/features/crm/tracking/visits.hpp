// Visits of the business's website: counted for everybody, on the timeline of those we know.
#pragma once
#include "platform/http/handler.hpp"

namespace crm {

struct TrackedSite {
    Uuid id; // also what the script on the pages names
    std::string name;
    std::string domain; // "example.com": also its subdomains
    bool enabled = true;
    Timestamp created_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(TrackedSite, (), (id, name, domain, enabled, created_at, version))

struct TrackedSiteInput {
    std::string name, domain;
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(TrackedSiteInput, (), (name, domain, enabled))

// What the script sends.
struct Visit {
    Uuid site;
    std::string url;
    std::string title, referrer;
    std::optional<std::string> token; // of a signed link
};
BOOST_DESCRIBE_STRUCT(Visit, (), (site, url, title, referrer, token))

inline constexpr std::int64_t most_sites = 20;             // of a project
inline constexpr std::int64_t most_paths_a_day = 1000;     // of a site; more count as "(other)"
inline constexpr std::chrono::minutes one_visit_lasts{30}; // of one person to one page

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::TrackedSiteInput> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1, .max = 100},
                               {.field = "domain", .min = 3, .max = 253},
                               {.field = "enabled", .optional = true}});
template <>
inline constexpr auto meta::rules<crm::Visit> =
    std::to_array<meta::Rule>({{.field = "url", .min = 8, .max = 2000},
                               {.field = "title", .max = 300, .optional = true},
                               {.field = "referrer", .max = 2000, .optional = true},
                               {.field = "token", .max = 100}});
