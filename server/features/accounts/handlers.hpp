// What the routes of this feature call; routes.cpp says who may.
#pragma once
#include "features/accounts/audit.hpp"
#include "features/accounts/invitations.hpp"
#include "features/accounts/keys.hpp"
#include "features/accounts/members.hpp"
#include "features/accounts/passkeys.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/projects.hpp"
#include "features/accounts/setup.hpp"
#include "features/accounts/sign_in.hpp"
#include "features/accounts/two_factor.hpp"

namespace accounts {

// sign_in_api.cpp
http::Created<Session> sign_up(http::Call&, const SignUp&);
SignInResult sign_in(http::Call&, const SignIn&);
SignInResult second_factor(http::Call&, const SecondFactor&);
http::NoContent sign_out(http::Call&);
http::Items<SessionInfo> list_sessions(http::Call&);
http::NoContent end_one_session(http::Call&, const Uuid& id);
http::NoContent end_sessions_elsewhere(http::Call&);

// me_api.cpp
Me get_me(http::Call&);
User update_me(http::Call&, const meta::Patch<UpdateMe>&);

// passwords_api.cpp
http::NoContent change_password(http::Call&, const ChangePassword&);
http::Accepted<Nothing> forgot_password(http::Call&, const ForgotPassword&);
http::NoContent reset_password(http::Call&, const ResetPassword&);
http::Accepted<Nothing> change_email(http::Call&, const ChangeEmail&);
http::NoContent verify_email(http::Call&, const VerifyEmail&);

// two_factor.cpp
TotpSetup start_totp(http::Call&);
RecoveryCodes confirm_totp(http::Call&, const ConfirmTotp&);
http::NoContent remove_totp(http::Call&, const TypedPassword&);
RecoveryCodes renew_recovery_codes(http::Call&, const TypedPassword&);

// passkeys_api.cpp
PasskeySignInOptions passkey_sign_in_options(http::Call&);
SignInResult sign_in_by_passkey(http::Call&, const PasskeySignIn&);
http::Items<Passkey> list_passkeys(http::Call&);
PasskeyOptions passkey_options(http::Call&);
http::Created<Passkey> add_passkey(http::Call&, const AddPasskey&);
Passkey rename_passkey(http::Call&, const Uuid& id, const RenamePasskey&);
http::NoContent remove_passkey(http::Call&, const Uuid& id);

// projects_api.cpp
http::Created<Project> create_project(http::Call&, const CreateProject&);
Project get_project(http::Call&);
Project update_project(http::Call&, const meta::Patch<UpdateProject>&);
http::NoContent delete_project(http::Call&, const DeleteProject&);

// members_api.cpp
http::Items<Member> list_members(http::Call&);
Member update_member(http::Call&, const Uuid& user_id, const UpdateMember&);
http::NoContent remove_member(http::Call&, const Uuid& user_id);
http::NoContent hand_over_project(http::Call&, const HandOver&);

// invitations_api.cpp
http::Items<Invitation> list_invitations(http::Call&);
http::Created<Invitation> create_invitation(http::Call&, const CreateInvitation&);
Invitation resend_invitation(http::Call&, const Uuid& id);
http::NoContent revoke_invitation(http::Call&, const Uuid& id);
InvitationOffer find_invitation(http::Call&, const std::string& token);
Session accept_invitation(http::Call&, const AcceptInvitation&);

// keys_api.cpp
http::Items<ApiKey> list_keys(http::Call&);
http::Created<NewApiKey> create_key(http::Call&, const CreateApiKey&);
http::NoContent revoke_key(http::Call&, const Uuid& id);

// audit_api.cpp
http::Page<AuditEntry> list_audit(http::Call&, const http::Query<ListAudit>&);

// setup_api.cpp
Setup get_setup(http::Call&);
http::NoContent dismiss_setup(http::Call&);

} // namespace accounts
