#include "features/accounts/invitations.hpp"

#include "features/accounts/attempts.hpp"
#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/identities.hpp"
#include "features/accounts/invitations.sql.hpp"
#include "features/accounts/mails.hpp"
#include "features/accounts/members.sql.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/projects.hpp"
#include "features/accounts/projects.sql.hpp"
#include "features/accounts/tokens.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {
namespace {

struct UsedInvitation {
    Uuid project_id;
    std::string email;
    std::string email_normalised;
    http::MemberRole role = http::MemberRole::viewer;
};
BOOST_DESCRIBE_STRUCT(UsedInvitation, (), (project_id, email, email_normalised, role))

void require_room(http::Call& call) {
    lock_project(call.tx);
    if (call.tx.one<std::int64_t>(sql::count_members_and_invitations) >= most_members)
        throw Refusal("limit_reached", "at most 500 members and invitations");
}

// The person that the invitation makes: his address is proved by the link that came to it.
Uuid add_invited_user(http::Call& call, const UsedInvitation& invitation,
                      const AcceptInvitation& input) {
    if (!input.name) throw Refusal::field("name", "required", "must be given for a new account");
    if (!input.password)
        throw Refusal::field("password", "required", "must be given for a new account");
    require_good_password("password", *input.password, invitation.email);
    const auto password_hash = call.services.passwords.hash(*input.password);
    const auto id = add_user(call.tx,
                             {.name = *input.name,
                              .email = invitation.email,
                              .password_hash = password_hash,
                              .language = input.language.value_or("en"),
                              .time_zone = input.time_zone.value_or("UTC")},
                             call.now);
    call.tx.query(sql::mark_email_verified, id, call.now);
    return id;
}

Uuid invited_user(http::Call& call, const UsedInvitation& invitation,
                  const AcceptInvitation& input) {
    const auto existing = find_user_by_email(call.tx, invitation.email);
    if (!existing) return add_invited_user(call, invitation, input);
    if (call.identity.user_id != existing)
        throw Refusal("sign_in_as_invited").with("email", invitation.email);
    return *existing;
}

} // namespace

http::Items<Invitation> list_invitations(http::Call& call) {
    return {call.tx.all<Invitation>(sql::list_invitations)};
}

http::Created<Invitation> create_invitation(http::Call& call, const CreateInvitation& input) {
    require_may_grant(call.identity, input.role);
    const auto email = normalised_email(input.email);
    require_room(call);
    if (call.tx.maybe<bool>(sql::is_member_by_email, email)) throw Refusal("already_member");
    call.tx.query(sql::forget_ended_invitation, email, call.now);
    const auto token = make_token();
    auto invitation = call.tx.one<Invitation>(sql::add_invitation, Uuid::make(), call.project_id(),
                                              text::trim(input.email), email, input.role,
                                              token.hash, call.user_id(), call.identity.name,
                                              call.now, call.now + invitations_live);
    mails::invite(call, invitation, token.text);
    audit::record(call, "invitation.created", {"invitation", invitation.id, invitation.email});
    return {invitation, "/api/invitations/" + invitation.id.text()};
}

// The link of the first mail ends.
Invitation resend_invitation(http::Call& call, const Uuid& id) {
    const auto token = make_token();
    auto invitation = call.tx.maybe<Invitation>(sql::renew_invitation, id, token.hash,
                                                call.now + invitations_live);
    if (!invitation) throw Refusal("not_found");
    if (!count_mail(call.tx, "invitation/" + id.text(), call.now)) throw Refusal("too_many_mails");
    mails::invite(call, *invitation, token.text);
    audit::record(call, "invitation.resent", {"invitation", id, invitation->email});
    return *invitation;
}

http::NoContent revoke_invitation(http::Call& call, const Uuid& id) {
    const auto invitation = call.tx.maybe<Invitation>(sql::remove_invitation, id);
    if (!invitation) throw Refusal("not_found");
    audit::record(call, "invitation.revoked", {"invitation", id, invitation->email});
    return {};
}

// Public: who has the link may read it.
InvitationOffer find_invitation(http::Call& call, const std::string& token) {
    const auto offer = call.tx.maybe<InvitationOffer>(sql::find_offer, hash_of(token), call.now);
    if (!offer) throw Refusal("link_not_valid");
    return *offer;
}

// Public: the token says who may.
Session accept_invitation(http::Call& call, const AcceptInvitation& input) {
    const auto invitation =
        call.tx.maybe<UsedInvitation>(sql::use_invitation, hash_of(input.token), call.now);
    if (!invitation) throw Refusal("link_not_valid");
    const auto user_id = invited_user(call, *invitation, input);
    require_room_for_project(call.tx, user_id);
    if (!call.tx.maybe<bool>(sql::add_member, invitation->project_id, user_id, invitation->role,
                             call.now))
        throw Refusal("already_member");
    forget_identity(call, "user/" + user_id.text());
    auto session = start_session(call, user_id);
    audit::record_in_project(call, invitation->project_id,
                             {ActorKind::user, user_id, session.user.name}, "member.joined",
                             {"user", user_id, session.user.name});
    return session;
}

} // namespace accounts
