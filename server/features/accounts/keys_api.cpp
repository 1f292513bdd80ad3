#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/identities.hpp"
#include "features/accounts/keys.sql.hpp"

namespace accounts {

http::Items<ApiKey> list_keys(http::Call& call) {
    return {call.tx.all<ApiKey>(sql::list_keys)};
}

http::Created<NewApiKey> create_key(http::Call& call, const CreateApiKey& input) {
    auto key = add_key(call.tx, input, call.user_id(), call.now);
    audit::record(call, "key.created", {"key", key.id, key.name});
    return {std::move(key)};
}

http::NoContent revoke_key(http::Call& call, const Uuid& id) {
    const auto name = call.tx.maybe<std::string>(sql::revoke_key, id, call.now);
    if (!name) throw Refusal("not_found");
    audit::record(call, "key.revoked", {"key", id, *name});
    forget_identity(call, "key/" + id.text());
    return {};
}

} // namespace accounts
