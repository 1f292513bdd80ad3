// Passwords: what is accepted, changing, resetting.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

inline constexpr std::chrono::hours resets_live{1};
inline constexpr std::chrono::hours email_changes_live{48};

struct ChangePassword {
    std::string current_password;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (current_password, new_password))

struct ForgotPassword {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(ForgotPassword, (), (email))

struct ResetPassword {
    std::string token;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(ResetPassword, (), (token, password))

struct VerifyEmail {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(VerifyEmail, (), (token))

struct ChangeEmail {
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(ChangeEmail, (), (email, password))

// `{}`: the request was taken, and nobody is told more.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

// Refuses what crypto::password_problem finds.
void require_good_password(std::string_view field, std::string_view password,
                           std::string_view email);

// The signed-in person types his password again before something that a stranger at his desk must
// not do. Counted like a sign-in; a wrong one names `field`.
void require_own_password(http::Call& call, std::string_view field, std::string_view password);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::ChangePassword> = std::to_array<meta::Rule>(
    {{.field = "current_password", .max = 200}, {.field = "new_password", .max = 200}});
template <>
inline constexpr auto meta::rules<accounts::ForgotPassword> =
    std::to_array<meta::Rule>({{.field = "email", .max = 254}});
template <>
inline constexpr auto meta::rules<accounts::ResetPassword> =
    std::to_array<meta::Rule>({{.field = "token", .max = 100}, {.field = "password", .max = 200}});
template <>
inline constexpr auto meta::rules<accounts::VerifyEmail> =
    std::to_array<meta::Rule>({{.field = "token", .max = 100}});
template <>
inline constexpr auto meta::rules<accounts::ChangeEmail> = std::to_array<meta::Rule>(
    {{.field = "email", .max = 254, .format = "email"}, {.field = "password", .max = 200}});
