#include "features/accounts/keys.hpp"

#include "features/accounts/keys.sql.hpp"
#include "features/accounts/projects.hpp"
#include "features/accounts/tokens.hpp"
#include "features/accounts/users.hpp"
#include "platform/crypto/tokens.hpp"

namespace accounts {
namespace {

constexpr auto all_scopes = std::to_array<std::string_view>({
    "contacts:read",
    "contacts:write",
    "segments:read",
    "segments:write",
    "calendar:read",
    "calendar:write",
    "pipelines:read",
    "pipelines:write",
    "funnels:read",
    "funnels:write",
    "campaigns:read",
    "campaigns:write",
    "campaigns:send",
    "content:read",
    "content:write",
    "admin",
});

// In the order given, each once.
std::vector<std::string> checked_scopes(const std::vector<std::string>& scopes) {
    std::vector<std::string> checked;
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
        if (std::ranges::find(all_scopes, scopes[i]) == all_scopes.end())
            problems.push_back({fmt::format("scopes[{}]", i), "unknown", "there is no such scope"});
        else if (std::ranges::find(checked, scopes[i]) == checked.end())
            checked.push_back(scopes[i]);
    }
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
    if (checked.empty()) throw Refusal::field("scopes", "required", "name at least one");
    return checked;
}

} // namespace

std::span<const std::string_view> key_scopes() {
    return all_scopes;
}

NewApiKey add_key(db::Transaction& tx, const CreateApiKey& input,
                  const std::optional<Uuid>& created_by, Timestamp now) {
    const auto scopes = checked_scopes(input.scopes);
    if (input.expires_at && *input.expires_at <= now)
        throw Refusal::field("expires_at", "in_the_past", "must be in the future");
    lock_project(tx);
    if (tx.one<std::int64_t>(sql::count_keys) >= most_keys)
        throw Refusal("limit_reached", "at most 100 keys");
    const auto key = make_token(crypto::api_key_prefix);
    // The key itself never travels to the database.
    NewApiKey added;
    static_cast<ApiKey&>(added) = tx.one<ApiKey>(
        sql::add_key, Uuid::make(), tx.project_id(), clean_name("name", input.name),
        crypto::shown_part(key.text), key.hash, scopes, created_by, now, input.expires_at);
    added.key = key.text;
    return added;
}

} // namespace accounts
