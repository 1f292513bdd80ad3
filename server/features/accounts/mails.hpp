// The mails of this feature. Each leaves if and only if the transaction commits.
#pragma once
#include "features/accounts/invitations.hpp"

namespace accounts::mails {

// A link to the address that is to be confirmed, with a token of its own.
void confirm_email(http::Call& call, const Uuid& user_id, std::string_view name,
                   std::string_view email);

void tell_email_changes(http::Call& call, std::string_view name, std::string_view old_email,
                        std::string_view new_email);

void reset_password(http::Call& call, std::string_view name, std::string_view email,
                    std::string_view token);

void tell_password_changed(http::Call& call, std::string_view name, std::string_view email);

void tell_two_factor_changed(http::Call& call, std::string_view name, std::string_view email,
                             bool on);

void invite(http::Call& call, const Invitation& invitation, std::string_view token);

} // namespace accounts::mails
