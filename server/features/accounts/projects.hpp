// Projects: the tenant that everything else belongs to.
#pragma once
#include "features/accounts/users.hpp"

namespace accounts {

inline constexpr std::int64_t most_projects = 50; // that one person is a member of
inline constexpr std::chrono::hours deleted_projects_live{30 * 24};

struct Project {
    Uuid id;
    std::string name;
    std::string time_zone;
    std::string currency;       // ISO 4217
    std::string default_region; // ISO 3166-1, for phone numbers without a country
    std::string language;       // BCP 47, of new contacts that nobody knows another of
    bool opt_in = false;        // marketing mail needs consent, not only no objection
    http::MemberRole role = http::MemberRole::viewer; // of the person who asks; of a key: viewer
    std::int64_t version = 1;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Project, (),
                      (id, name, time_zone, currency, default_region, language, opt_in, role,
                       version, created_at))

struct CreateProject {
    std::string name;
    std::string time_zone;
    std::optional<std::string> currency;       // absent: of the zone's country
    std::optional<std::string> default_region; // absent: the zone's country
    std::optional<std::string> language;       // absent: its maker's
};
BOOST_DESCRIBE_STRUCT(CreateProject, (), (name, time_zone, currency, default_region, language))

struct UpdateProject {
    std::string name;
    std::string time_zone;
    std::string currency;
    std::string default_region;
    std::string language;
    bool opt_in = false;
};
BOOST_DESCRIBE_STRUCT(UpdateProject, (),
                      (name, time_zone, currency, default_region, language, opt_in))

struct DeleteProject {
    std::string name; // typed again
};
BOOST_DESCRIBE_STRUCT(DeleteProject, (), (name))

// With its owner as the first member. Refusal("limit_reached") above `most_projects`. For
// transactions of the role system.
Uuid add_project(db::Transaction& tx, const CreateProject& project, const Uuid& owner_id,
                 Timestamp now);

// Refusal("limit_reached") when the person is a member of `most_projects` already; holds the
// person's row until the end of the transaction, so that the bound holds among many at once.
void require_room_for_project(db::Transaction& tx, const Uuid& user_id);

// Keeps others from adding to the project at the same time, where a bound is counted.
void lock_project(db::Transaction& tx);

// Removes projects that were deleted 30 days ago, with everything in them. Runs as the owner of the
// tables; may take minutes for a large one, so one a call: returns false when there was none.
bool purge_one_project(db::Transaction& tx, Timestamp now);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::CreateProject> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 200},
     {.field = "time_zone", .format = "time-zone"},
     {.field = "currency", .min = 3, .max = 3, .text = "ISO 4217, such as EUR"},
     {.field = "default_region", .min = 2, .max = 2, .text = "ISO 3166-1, such as DE"},
     {.field = "language", .min = 2, .max = 10, .text = "BCP 47, such as \"en\" or \"de-AT\""}});

template <>
inline constexpr auto meta::rules<accounts::UpdateProject> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 200},
     {.field = "time_zone", .format = "time-zone"},
     {.field = "currency", .min = 3, .max = 3, .text = "ISO 4217, such as EUR"},
     {.field = "default_region", .min = 2, .max = 2, .text = "ISO 3166-1, such as DE"},
     {.field = "language", .min = 2, .max = 10, .text = "BCP 47, such as \"en\" or \"de-AT\""}});
