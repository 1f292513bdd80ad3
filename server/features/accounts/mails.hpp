// The mails of this feature, in the language of whoever gets them. Each leaves if and only if the
// transaction commits.
#pragma once
#include "features/accounts/invitations.hpp"

namespace accounts::mails {

// The person, where he is written to, and the language that he chose.
struct Recipient {
    std::string name, email, language;
};

// A link to the address that is to be confirmed, with a token of its own.
void confirm_email(http::Call& call, const Uuid& user_id, const Recipient& person);

// To the old address.
void tell_email_changes(http::Call& call, const Recipient& person, std::string_view new_email);

void reset_password(http::Call& call, const Recipient& person, std::string_view token);

void tell_password_changed(http::Call& call, const Recipient& person);

void tell_two_factor_changed(http::Call& call, const Recipient& person, bool on);

// In the language of whoever has an account already, else in the project's.
void invite(http::Call& call, const Invitation& invitation, std::string_view token);

} // namespace accounts::mails
