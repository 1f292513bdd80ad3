// API keys: for programs, of one project, shown once.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

inline constexpr std::int64_t most_keys = 100; // of a project, not counting revoked ones

struct ApiKey {
    Uuid id;
    std::string name;
    std::string prefix; // the key's first characters
    std::vector<std::string> scopes;
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::optional<Timestamp> last_used_at; // to the minute
    std::optional<Timestamp> expires_at;
    std::optional<Timestamp> revoked_at;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at,
                       revoked_at))

// The only answer that holds the key itself.
struct NewApiKey : ApiKey {
    std::string key;
};
BOOST_DESCRIBE_STRUCT(NewApiKey, (ApiKey), (key))

struct CreateApiKey {
    std::string name;
    std::vector<std::string> scopes; // "contacts:read", …, "admin": see key_scopes
    std::optional<Timestamp> expires_at;
};
BOOST_DESCRIBE_STRUCT(CreateApiKey, (), (name, scopes, expires_at))

// Every scope that a key can have.
std::span<const std::string_view> key_scopes();

// In a transaction inside the project. Refusals: unknown scopes, an end in the past,
// "limit_reached".
NewApiKey add_key(db::Transaction& tx, const CreateApiKey& key,
                  const std::optional<Uuid>& created_by, Timestamp now);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::CreateApiKey> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 100}, {.field = "scopes", .min = 1, .max = 50}});
