// The second factor: codes of an authenticator app, and recovery codes for the day the phone is
// gone.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

struct TotpSetup {
    std::string secret; // base32, for typing
    std::string otpauth_uri;
    std::string qr_svg; // of the address above
};
BOOST_DESCRIBE_STRUCT(TotpSetup, (), (secret, otpauth_uri, qr_svg))

struct ConfirmTotp {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(ConfirmTotp, (), (code))

struct RecoveryCodes {
    std::vector<std::string> recovery_codes; // shown once
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

struct TypedPassword {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(TypedPassword, (), (password))

// Whether the code is the person's, by the app or a recovery code; used up when it is. Of two
// callers with one code, one is right.
bool use_second_factor(http::Call& call, const Uuid& user_id, std::string_view code);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::ConfirmTotp> =
    std::to_array<meta::Rule>({{.field = "code", .min = 1, .max = 40}});
template <>
inline constexpr auto meta::rules<accounts::TypedPassword> =
    std::to_array<meta::Rule>({{.field = "password", .max = 200}});
