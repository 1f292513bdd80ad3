// Who works in a project, and in which role.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

inline constexpr std::int64_t most_members = 500; // of a project, invitations included

struct Member {
    Uuid user_id;
    std::string name;
    std::string email;
    http::MemberRole role = http::MemberRole::viewer;
    Timestamp joined_at;
    std::optional<Timestamp> last_seen_at;
};
BOOST_DESCRIBE_STRUCT(Member, (), (user_id, name, email, role, joined_at, last_seen_at))

struct UpdateMember {
    http::MemberRole role = http::MemberRole::viewer;
};
BOOST_DESCRIBE_STRUCT(UpdateMember, (), (role))

struct HandOver {
    Uuid user_id;
};
BOOST_DESCRIBE_STRUCT(HandOver, (), (user_id))

// Nobody gives what he does not have, and ownership is handed over, never given:
// Refusal("role_above_own").
void require_may_grant(const http::Identity& identity, http::MemberRole role);

} // namespace accounts
