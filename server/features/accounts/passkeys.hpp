// Passkeys: signing in with a finger, a face or a security key instead of the password.
#pragma once
#include "features/accounts/sign_in.hpp"

namespace accounts {

inline constexpr std::chrono::minutes passkey_time{5}; // to answer the browser's dialogue
inline constexpr std::size_t most_passkeys = 20;       // of one person

struct Passkey {
    Uuid id;
    std::string name;
    Timestamp created_at;
    std::optional<Timestamp> last_used_at;
};
BOOST_DESCRIBE_STRUCT(Passkey, (), (id, name, created_at, last_used_at))

// --- registering, as navigator.credentials.create() takes it; bytes are base64url
// ------------------

struct PasskeyParty {
    std::string id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(PasskeyParty, (), (id, name))

struct PasskeyUser {
    std::string id;
    std::string name;
    std::string display_name;
};
BOOST_DESCRIBE_STRUCT(PasskeyUser, (), (id, name, display_name))

struct PasskeyCreation {
    std::string challenge;
    PasskeyParty rp;
    PasskeyUser user;
    std::vector<std::int32_t> parameters; // COSE algorithms, best first
    std::vector<std::string> exclude_credentials;
    std::int64_t timeout = 0; // milliseconds
};
BOOST_DESCRIBE_STRUCT(PasskeyCreation, (),
                      (challenge, rp, user, parameters, exclude_credentials, timeout))

struct PasskeyOptions {
    Uuid challenge_id;
    PasskeyCreation public_key;
};
BOOST_DESCRIBE_STRUCT(PasskeyOptions, (), (challenge_id, public_key))

struct CreatedCredential {
    std::string id;
    std::string raw_id;
    std::string attestation_object;
    std::string client_data_json;
};
BOOST_DESCRIBE_STRUCT(CreatedCredential, (), (id, raw_id, attestation_object, client_data_json))

struct AddPasskey {
    Uuid challenge_id;
    std::string name;
    CreatedCredential credential;
};
BOOST_DESCRIBE_STRUCT(AddPasskey, (), (challenge_id, name, credential))

struct RenamePasskey {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(RenamePasskey, (), (name))

// --- signing in, as navigator.credentials.get() takes it
// -------------------------------------------

struct PasskeyRequest {
    std::string challenge;
    std::string rp_id;
    std::int64_t timeout = 0; // milliseconds
    std::string user_verification;
    std::vector<std::string> allow_credentials; // none: the browser offers those that it knows
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (),
                      (challenge, rp_id, timeout, user_verification, allow_credentials))

struct PasskeySignInOptions {
    Uuid challenge_id;
    PasskeyRequest public_key;
};
BOOST_DESCRIBE_STRUCT(PasskeySignInOptions, (), (challenge_id, public_key))

struct UsedCredential {
    std::string id;
    std::string raw_id;
    std::string authenticator_data;
    std::string client_data_json;
    std::string signature;
    std::optional<std::string> user_handle;
};
BOOST_DESCRIBE_STRUCT(UsedCredential, (),
                      (id, raw_id, authenticator_data, client_data_json, signature, user_handle))

struct PasskeySignIn {
    Uuid challenge_id;
    UsedCredential credential;
};
BOOST_DESCRIBE_STRUCT(PasskeySignIn, (), (challenge_id, credential))

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::AddPasskey> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1, .max = 100}});
template <>
inline constexpr auto meta::rules<accounts::RenamePasskey> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1, .max = 100}});
