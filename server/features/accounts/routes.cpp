// Who may do what, one line a route.
#include "features/accounts/accounts.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/problems.hpp"

namespace accounts {
namespace {

using http::admin;
using http::anyone;
using http::member;
using http::owner;
using http::Rate;
using http::signed_in;
using http::viewer;

// An answer that holds a secret is never stored to be given again.
constexpr http::RouteOptions secret{.body_limit = 64 * 1024, .idempotent_by_key = false};

void add_sign_in(http::Router& router) {
    router.post<sign_up>("/api/auth/sign-up", anyone(), Rate::credential, secret);
    router.post<sign_in>("/api/auth/sign-in", anyone(), Rate::credential, secret);
    router.post<second_factor>("/api/auth/second-factor", anyone(), Rate::credential, secret);
    router.post<passkey_sign_in_options>("/api/auth/passkey/options", anyone(), Rate::credential,
                                         secret);
    router.post<sign_in_by_passkey>("/api/auth/passkey", anyone(), Rate::credential, secret);
    router.post<sign_out>("/api/auth/sign-out", anyone(), Rate::write, secret);
    router.post<forgot_password>("/api/auth/forgot-password", anyone(), Rate::credential, secret);
    router.post<reset_password>("/api/auth/reset-password", anyone(), Rate::credential, secret);
    router.post<verify_email>("/api/auth/verify-email", anyone(), Rate::credential, secret);
}

void add_me(http::Router& router) {
    router.get<get_me>("/api/me", signed_in(), Rate::read);
    router.patch<update_me>("/api/me", signed_in(), Rate::write);
    router.post<change_email>("/api/me/email", signed_in(), Rate::credential, secret);
    router.post<change_password>("/api/me/password", signed_in(), Rate::credential, secret);
    router.get<list_sessions>("/api/me/sessions", signed_in(), Rate::read);
    router.del<end_sessions_elsewhere>("/api/me/sessions", signed_in(), Rate::write);
    router.del<end_one_session>("/api/me/sessions/{id}", signed_in(), Rate::write);
    router.post<start_totp>("/api/me/totp", signed_in(), Rate::credential, secret);
    router.post<confirm_totp>("/api/me/totp/confirm", signed_in(), Rate::credential, secret);
    router.del<remove_totp>("/api/me/totp", signed_in(), Rate::credential);
    router.post<renew_recovery_codes>("/api/me/recovery-codes", signed_in(), Rate::credential,
                                      secret);
    router.get<list_passkeys>("/api/me/passkeys", signed_in(), Rate::read);
    router.post<passkey_options>("/api/me/passkeys/options", signed_in(), Rate::write, secret);
    router.post<add_passkey>("/api/me/passkeys", signed_in(), Rate::write, secret);
    router.patch<rename_passkey>("/api/me/passkeys/{id}", signed_in(), Rate::write);
    router.del<remove_passkey>("/api/me/passkeys/{id}", signed_in(), Rate::write);
}

void add_project(http::Router& router) {
    router.post<create_project>("/api/projects", signed_in(), Rate::write);
    router.get<get_project>("/api/project", viewer("contacts:read"), Rate::read);
    router.patch<update_project>("/api/project", admin("admin"), Rate::write);
    router.del<delete_project>("/api/project", owner(), Rate::write);
    router.post<hand_over_project>("/api/project/owner", owner(), Rate::write);

    router.get<list_members>("/api/members", viewer("contacts:read"), Rate::read);
    router.patch<update_member>("/api/members/{user_id}", admin(), Rate::write);
    router.del<remove_member>("/api/members/{user_id}", viewer(),
                              Rate::write); // himself; others: admin

    router.get<list_invitations>("/api/invitations", admin(), Rate::read);
    router.post<create_invitation>("/api/invitations", admin(), Rate::write);
    router.del<revoke_invitation>("/api/invitations/{id}", admin(), Rate::write);
    router.post<resend_invitation>("/api/invitations/{id}/resend", admin(), Rate::write);
    router.get<find_invitation>("/api/invitations/by-token/{token}", anyone(), Rate::credential);
    router.post<accept_invitation>("/api/invitations/accept", anyone(), Rate::credential, secret);

    router.get<list_keys>("/api/keys", admin(), Rate::read);
    router.post<create_key>("/api/keys", admin(), Rate::write, secret);
    router.del<revoke_key>("/api/keys/{id}", admin(), Rate::write);

    router.get<list_audit>("/api/audit", admin("admin"), Rate::read);
    router.get<get_setup>("/api/setup", viewer(), Rate::read);
    router.post<dismiss_setup>("/api/setup/dismiss", member(), Rate::write);
}

} // namespace

void add_routes(http::Router& router) {
    add_problems(router.problems());
    add_sign_in(router);
    add_me(router);
    add_project(router);
}

} // namespace accounts
