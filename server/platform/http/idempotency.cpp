#include "platform/http/idempotency.hpp"

#include <sodium.h>

#include "platform/http/idempotency.sql.hpp"

namespace http {
namespace {

struct StoredAnswer {
    std::string request_hash;
    std::optional<std::int32_t> status;
    std::optional<std::string> body, location, etag;
};
BOOST_DESCRIBE_STRUCT(StoredAnswer, (), (request_hash, status, body, location, etag))

// Who the key belongs to: two people may choose the same one.
std::string owner_of(const Identity& identity, const Request& request) {
    const std::string project = identity.project_id ? identity.project_id->text() : "-";
    if (identity.key_id) return project + "/key/" + identity.key_id->text();
    if (identity.user_id) return project + "/user/" + identity.user_id->text();
    return project + "/guest/" + request.remote_address;
}

std::string hash_of(const Request& request) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    const auto add = [&](std::string_view part) {
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>("\0"), 1);
    };
    add(request.target);
    add(request.body);
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash_final(&state, hash, sizeof hash);
    char text[sizeof hash * 2 + 1];
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return text;
}

Reply replay(const StoredAnswer& stored, const std::string& request_hash) {
    if (stored.request_hash != request_hash) throw Refusal("idempotency_key_reused");
    auto reply = Reply::json(stored.status.value_or(200), stored.body.value_or(""));
    if (stored.location) reply.headers.set("Location", *stored.location);
    if (stored.etag) reply.headers.set("ETag", *stored.etag);
    reply.headers.set("Idempotency-Replayed", "true");
    return reply;
}

std::optional<std::string> header(const Reply& reply, std::string_view name) {
    const auto value = reply.headers.find(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

} // namespace

Reply answer_once(Call& call, const Route& route, const std::function<Reply()>& answer) {
    const auto key = call.request.headers.get("Idempotency-Key");
    if (key.empty() || route.method != Method::post || !route.options.idempotent_by_key
        || call.request.spooled)
        return answer();
    if (key.size() > longest_idempotency_key)
        throw Refusal::field("Idempotency-Key", "too_long", "must be at most 255 characters");

    const auto owner = owner_of(call.identity, call.request);
    const auto request_hash = hash_of(call.request);
    if (!call.tx.maybe<bool>(sql::claim_idempotency_key, owner, key, request_hash, call.now,
                             call.now - idempotency_keys_live))
        return replay(call.tx.one<StoredAnswer>(sql::find_idempotent_answer, owner, key),
                      request_hash);

    auto reply = answer();
    if (const auto bytes = reply.bytes())
        call.tx.later(sql::store_idempotent_answer, owner, key,
                      static_cast<std::int32_t>(reply.status), *bytes, header(reply, "Location"),
                      header(reply, "ETag"));
    return reply;
}

} // namespace http
