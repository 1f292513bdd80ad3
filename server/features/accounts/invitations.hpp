// Invitations: a link by mail that makes somebody a member.
#pragma once
#include "features/accounts/members.hpp"

namespace accounts {

inline constexpr std::chrono::hours invitations_live{7 * 24};

struct Invitation {
    Uuid id;
    std::string email;
    http::MemberRole role = http::MemberRole::viewer;
    std::string inviter_name;
    Timestamp created_at;
    Timestamp expires_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (id, email, role, inviter_name, created_at, expires_at))

struct CreateInvitation {
    std::string email;
    http::MemberRole role = http::MemberRole::viewer;
};
BOOST_DESCRIBE_STRUCT(CreateInvitation, (), (email, role))

// What the person with the link sees before he accepts.
struct InvitationOffer {
    std::string project_name;
    std::string email;
    http::MemberRole role = http::MemberRole::viewer;
    std::string inviter_name;
    bool account_exists = false;
};
BOOST_DESCRIBE_STRUCT(InvitationOffer, (),
                      (project_name, email, role, inviter_name, account_exists))

struct AcceptInvitation {
    std::string token;
    std::optional<std::string> name;      // for a new account
    std::optional<std::string> password;  // for a new account
    std::optional<std::string> language;  // of a new account
    std::optional<std::string> time_zone; // of a new account
};
BOOST_DESCRIBE_STRUCT(AcceptInvitation, (), (token, name, password, language, time_zone))

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::CreateInvitation> =
    std::to_array<meta::Rule>({{.field = "email", .max = 254, .format = "email"}});

template <>
inline constexpr auto meta::rules<accounts::AcceptInvitation> = std::to_array<meta::Rule>(
    {{.field = "token", .max = 100},
     {.field = "name", .min = 1, .max = 200},
     {.field = "password", .max = 200},
     {.field = "language", .min = 2, .max = 35, .text = "BCP 47, such as \"en\" or \"de-AT\""},
     {.field = "time_zone", .format = "time-zone"}});
