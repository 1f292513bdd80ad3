#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/identities.hpp"
#include "features/accounts/members.sql.hpp"
#include "features/accounts/projects.hpp"

namespace accounts {
namespace {

// Locked until the end of the transaction.
Member find_member(http::Call& call, const Uuid& user_id) {
    auto member = call.tx.maybe<Member>(sql::find_member, user_id);
    if (!member) throw Refusal("not_found");
    return *member;
}

void set_role(http::Call& call, const Member& member, http::MemberRole role) {
    call.tx.query(sql::set_role, member.user_id, role);
    audit::record(call, "member.role_changed", {"user", member.user_id, member.name},
                  {meta::write(UpdateMember{role})});
    forget_identity(call, "user/" + member.user_id.text());
}

} // namespace

void require_may_grant(const http::Identity& identity, http::MemberRole role) {
    if (role == http::MemberRole::owner || !identity.role || role > *identity.role)
        throw Refusal("role_above_own");
}

http::Items<Member> list_members(http::Call& call) {
    return {call.tx.all<Member>(sql::list_members)};
}

Member update_member(http::Call& call, const Uuid& user_id, const UpdateMember& change) {
    lock_project(call.tx);
    auto member = find_member(call, user_id);
    require_may_grant(call.identity, change.role);
    if (member.role == http::MemberRole::owner) throw Refusal("owner_stays");
    set_role(call, member, change.role);
    member.role = change.role;
    return member;
}

// Everybody may leave but the owner; others are removed by an admin.
http::NoContent remove_member(http::Call& call, const Uuid& user_id) {
    lock_project(call.tx);
    const auto member = find_member(call, user_id);
    const bool leaves = user_id == call.user_id();
    if (!leaves && *call.identity.role < http::MemberRole::admin) throw Refusal("not_allowed");
    if (member.role == http::MemberRole::owner) throw Refusal("owner_stays");
    audit::record(call, leaves ? "member.left" : "member.removed", {"user", user_id, member.name});
    call.tx.query(sql::remove_member, user_id);
    forget_identity(call, "user/" + user_id.text());
    return {};
}

// The owner becomes an admin. In this order: there is one owner at any time.
http::NoContent hand_over_project(http::Call& call, const HandOver& input) {
    lock_project(call.tx);
    const auto heir = find_member(call, input.user_id);
    const auto owner = find_member(call, call.user_id());
    if (owner.role != http::MemberRole::owner) throw Refusal("not_allowed");
    if (heir.user_id == owner.user_id) return {};
    set_role(call, owner, http::MemberRole::admin);
    set_role(call, heir, http::MemberRole::owner);
    return {};
}

} // namespace accounts
