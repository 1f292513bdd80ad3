// Who did what, when, to what: written in the transaction of the change, never changed afterwards.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

enum class ActorKind { user, key, system };
BOOST_DESCRIBE_ENUM(ActorKind, user, key, system)

struct Actor {
    ActorKind kind = ActorKind::system;
    std::optional<Uuid> id;
    std::string name; // as it was then
};
BOOST_DESCRIBE_STRUCT(Actor, (), (kind, id, name))

struct AuditEntry {
    Uuid id;
    Timestamp occurred_at;
    Actor actor;
    std::string action; // "contact.updated"
    std::optional<std::string> target_kind;
    std::optional<Uuid> target_id;
    std::optional<std::string> target_name;
    Json details;
    std::optional<std::string> address;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (id, occurred_at, actor, action, target_kind, target_id, target_name, details,
                       address))

struct ListAudit {
    std::int32_t limit = 50;
    std::optional<Uuid> after; // the id of the last entry of the page before
    std::optional<std::string> action;
    std::optional<Uuid> user_id;
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    std::optional<Uuid> target_id;
};
BOOST_DESCRIBE_STRUCT(ListAudit, (), (limit, after, action, user_id, from, to, target_id))

namespace audit {

// What an action was done to. The name is the one that people know it by, as it is now.
struct Target {
    std::string_view kind; // "contact"
    std::optional<Uuid> id;
    std::string_view name;
};

// Into the log of the call's project, by who calls.
void record(http::Call& call, std::string_view action, const Target& target,
            const Json& details = {"{}"});

// By a person, from a route that works in no project.
void record_in_project(http::Call& call, const Uuid& project_id, const Actor& actor,
                       std::string_view action, const Target& target);

// Into the log of each project of a person: what concerns his account. Also for calls that belong
// to no project yet.
void record_for_user(http::Call& call, const Uuid& user_id, std::string_view action);

// Into a project's log by the server itself or the command line; in a transaction of the role
// system.
void record_by_system(db::Transaction& tx, const Uuid& project_id, std::string_view action,
                      const Target& target, Timestamp now);

} // namespace audit
} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::ListAudit> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true},
                               {.field = "action", .max = 100},
                               {.field = "from", .text = "Not before"},
                               {.field = "to", .text = "Before"}});
