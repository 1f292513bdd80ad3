// What this feature refuses, and what its constraints mean to a caller.
#include "features/accounts/problems.hpp"

namespace accounts {
namespace {

constexpr http::ProblemType types[] = {
    {"wrong_credentials", 401, "The email address or the password is wrong"},
    {"wrong_code", 401, "The code is wrong or was used before"},
    {"sign_in_expired", 401, "This sign-in took too long or had too many tries; start again"},
    {"passkey_refused", 401, "This passkey was not accepted"},
    {"sign_up_closed", 403, "This server takes new people by invitation only"},
    {"role_above_own", 403, "You cannot give a role above your own, and ownership is handed over"},
    {"sign_in_as_invited", 403, "Sign in as the person who was invited"},
    {"email_taken", 409, "There is an account with this email address"},
    {"already_member", 409, "This person is a member already"},
    {"already_invited", 409, "This person was invited already"},
    {"owner_stays", 409, "The owner cannot leave or change role; hand the project over first"},
    {"two_factor_on", 409, "Two-factor sign-in is on already"},
    {"two_factor_off", 409, "Two-factor sign-in is off"},
    {"passkey_exists", 409, "This passkey is registered already"},
    {"passkeys_unavailable", 409,
     "Browsers offer no passkeys at this address; they need https and a name"},
    {"limit_reached", 409, "There are as many of these as there may be"},
    {"link_not_valid", 410, "This link was used before or has expired"},
    {"too_many_attempts", 429, "Too many tries; wait a little"},
    {"too_many_mails", 429, "Another mail was sent a moment ago; wait a little"},
};

constexpr http::ConstraintMeaning meanings[] = {
    {"users_email", "email_taken", "email"},
    {"invitations_email", "already_invited", "email"},
    {"passkeys_credential", "passkey_exists", ""},
};

} // namespace

void add_problems(http::ProblemCatalogue& catalogue) {
    catalogue.add(types);
    catalogue.add(meanings);
}

} // namespace accounts
