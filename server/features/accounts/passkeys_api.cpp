#include "features/accounts/passkeys.hpp"

#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/passkeys.sql.hpp"
#include "features/accounts/users.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/webauthn.hpp"

namespace accounts {
namespace {

constexpr auto timeout_ms = std::chrono::milliseconds(passkey_time).count();

struct StoredPasskey {
    Uuid id;
    Uuid user_id;
    std::string credential_id;
    std::int32_t algorithm = 0;
    std::string public_key;
    std::int64_t sign_count = 0;
    bool backed_up = false;
};
BOOST_DESCRIBE_STRUCT(StoredPasskey, (),
                      (id, user_id, credential_id, algorithm, public_key, sign_count, backed_up))

crypto::RelyingParty party(const http::Call& call) {
    auto found = crypto::RelyingParty::of_url(call.services.config.public_url);
    if (!found) throw Refusal("passkeys_unavailable");
    return *found;
}

std::string bytes_of(std::string_view field, std::string_view base64url) {
    auto bytes = crypto::from_base64url(base64url);
    if (!bytes)
        throw Refusal::field("credential." + std::string(field), "bad_format", "must be base64url");
    return *bytes;
}

std::string handle_of(const Uuid& user_id) {
    return crypto::to_base64url(
        {reinterpret_cast<const char*>(user_id.bytes.data()), user_id.bytes.size()});
}

// The challenge as it goes to the browser, and the id under which its answer will find it.
std::pair<Uuid, std::string> open_dialogue(http::Call& call, const std::optional<Uuid>& user_id) {
    const auto id = Uuid::make();
    auto challenge = crypto::to_base64url(crypto::make_passkey_challenge());
    call.tx.query(sql::add_webauthn_challenge, id, user_id, challenge, call.now + passkey_time);
    return {id, std::move(challenge)};
}

std::string close_dialogue(http::Call& call, const Uuid& challenge_id,
                           const std::optional<Uuid>& user_id) {
    const auto challenge =
        call.tx.maybe<std::string>(sql::use_webauthn_challenge, challenge_id, user_id, call.now);
    if (!challenge) throw Refusal("sign_in_expired");
    return bytes_of("challenge", *challenge);
}

crypto::Passkey unpacked(const StoredPasskey& stored) {
    return {.credential_id = bytes_of("id", stored.credential_id),
            .algorithm = static_cast<crypto::PasskeyAlgorithm>(stored.algorithm),
            .public_key = bytes_of("public_key", stored.public_key),
            .sign_count = static_cast<std::uint32_t>(stored.sign_count),
            .backed_up = stored.backed_up};
}

} // namespace

// Public.
PasskeySignInOptions passkey_sign_in_options(http::Call& call) {
    const auto rp = party(call);
    auto [id, challenge] = open_dialogue(call, std::nullopt);
    return {id, {std::move(challenge), rp.id, timeout_ms, "required", {}}};
}

// Public. Two factors in one: the device, and the person whom it verified. No code is asked for.
SignInResult sign_in_by_passkey(http::Call& call, const PasskeySignIn& input) {
    const auto challenge = close_dialogue(call, input.challenge_id, std::nullopt);
    const auto& credential = input.credential;
    const auto stored = call.tx.maybe<StoredPasskey>(sql::find_credential, credential.raw_id);
    if (!stored) throw Refusal("passkey_refused", "this server does not know the passkey");
    if (credential.user_handle && *credential.user_handle != handle_of(stored->user_id))
        throw Refusal("passkey_refused", "the passkey is of somebody else");
    const auto use =
        crypto::verify_assertion(party(call), challenge, unpacked(*stored),
                                 {bytes_of("authenticator_data", credential.authenticator_data),
                                  bytes_of("client_data_json", credential.client_data_json),
                                  bytes_of("signature", credential.signature)},
                                 crypto::UserVerification::required);
    call.tx.query(sql::note_passkey_use, stored->id, static_cast<std::int64_t>(use.sign_count),
                  use.backed_up, call.now);
    return signed_in(call, stored->user_id);
}

http::Items<Passkey> list_passkeys(http::Call& call) {
    return {call.tx.all<Passkey>(sql::list_passkeys, call.user_id())};
}

PasskeyOptions passkey_options(http::Call& call) {
    const auto rp = party(call);
    const auto user = find_user(call.tx, call.user_id());
    auto [id, challenge] = open_dialogue(call, user.id);
    return {id,
            {.challenge = std::move(challenge),
             .rp = {rp.id, "SocialFlow"},
             .user = {handle_of(user.id), user.email, user.name},
             .parameters = {-7, -8, -257},
             .exclude_credentials = call.tx.all<std::string>(sql::list_credential_ids, user.id),
             .timeout = timeout_ms}};
}

http::Created<Passkey> add_passkey(http::Call& call, const AddPasskey& input) {
    const auto challenge = close_dialogue(call, input.challenge_id, call.user_id());
    const auto added = crypto::verify_registration(
        party(call), challenge,
        {bytes_of("attestation_object", input.credential.attestation_object),
         bytes_of("client_data_json", input.credential.client_data_json)},
        crypto::UserVerification::required);
    call.tx.query(sql::lock_user, call.user_id());
    if (call.tx.all<Passkey>(sql::list_passkeys, call.user_id()).size() >= most_passkeys)
        throw Refusal("limit_reached", "at most 20 passkeys");
    auto passkey = call.tx.one<Passkey>(
        sql::add_passkey, Uuid::make(), call.user_id(), clean_name("name", input.name),
        crypto::to_base64url(added.credential_id), static_cast<std::int32_t>(added.algorithm),
        crypto::to_base64url(added.public_key), static_cast<std::int64_t>(added.sign_count),
        added.backed_up, call.now);
    audit::record_for_user(call, call.user_id(), "user.passkey_added");
    return {std::move(passkey)};
}

Passkey rename_passkey(http::Call& call, const Uuid& id, const RenamePasskey& input) {
    auto passkey = call.tx.maybe<Passkey>(sql::rename_passkey, id, call.user_id(),
                                          clean_name("name", input.name));
    if (!passkey) throw Refusal("not_found");
    return *passkey;
}

http::NoContent remove_passkey(http::Call& call, const Uuid& id) {
    if (!call.tx.maybe<std::string>(sql::remove_passkey, id, call.user_id()))
        throw Refusal("not_found");
    audit::record_for_user(call, call.user_id(), "user.passkey_removed");
    return {};
}

} // namespace accounts
