// Getting in: sign-up, password, second factor.
#pragma once
#include "features/accounts/sessions.hpp"

namespace accounts {

struct SignUp {
    std::string name;
    std::string email;
    std::string password;
    std::string project_name;
    std::optional<std::string> time_zone;
    std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(SignUp, (), (name, email, password, project_name, time_zone, language))

struct SignIn {
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct SecondFactor {
    std::string challenge;
    std::string code; // six digits, or a recovery code
};
BOOST_DESCRIBE_STRUCT(SecondFactor, (), (challenge, code))

enum class SignInStatus { signed_in, second_factor };
BOOST_DESCRIBE_ENUM(SignInStatus, signed_in, second_factor)

struct SignInResult {
    SignInStatus status = SignInStatus::signed_in;
    std::optional<Session> session;       // signed_in
    std::optional<std::string> challenge; // second_factor: goes back with the code
    std::vector<std::string> methods;     // second_factor: "totp", "recovery_code"
};
BOOST_DESCRIBE_STRUCT(SignInResult, (), (status, session, challenge, methods))

// Between the password and the code.
inline constexpr std::chrono::minutes second_factor_time{10};
inline constexpr std::int32_t second_factor_tries = 5; // with one challenge

// The person got all the way in: a new session, the address is known from now on.
SignInResult signed_in(http::Call& call, const Uuid& user_id);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::SignUp> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 200},
     {.field = "email", .max = 254, .format = "email"},
     {.field = "project_name", .min = 1, .max = 200},
     {.field = "password", .max = 200},
     {.field = "time_zone",
      .format = "time-zone",
      .text = "Of the project; its country and currency follow from it"},
     {.field = "language", .min = 2, .max = 35, .text = "BCP 47, such as \"en\" or \"de-AT\""}});

template <>
inline constexpr auto meta::rules<accounts::SignIn> =
    std::to_array<meta::Rule>({{.field = "email", .max = 254}, {.field = "password", .max = 200}});

template <>
inline constexpr auto meta::rules<accounts::SecondFactor> = std::to_array<meta::Rule>(
    {{.field = "challenge", .max = 100}, {.field = "code", .min = 1, .max = 40}});
