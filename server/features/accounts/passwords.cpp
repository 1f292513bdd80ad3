#include "features/accounts/passwords.hpp"

#include "features/accounts/attempts.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "platform/crypto/password.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {
namespace {

struct OwnPassword {
    std::string email_normalised;
    std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(OwnPassword, (), (email_normalised, password_hash))

} // namespace

void require_good_password(std::string_view field, std::string_view password, std::string_view email) {
    const auto length = text::count_code_points(password);
    const auto refuse = [&](std::string_view code, std::string_view message) {
        throw Refusal::field(std::string(field), std::string(code), std::string(message));
    };
    if (length < shortest_password) refuse("too_short", "must have at least 10 characters");
    if (length > longest_password) refuse("too_long", "must have at most 200 characters");
    const auto address = text::normalise_email(email);
    if (address && text::normalise_email(password) == address)
        refuse("too_easy", "must not be the email address");
    if (password.find_first_not_of(password.front()) == password.npos)
        refuse("too_easy", "must not be one character again and again");
}

void require_own_password(http::Call& call, std::string_view field, std::string_view password) {
    const auto own = call.tx.one<OwnPassword>(sql::find_own_password, call.user_id());
    const Attempt attempt{Guessed::password, own.email_normalised, call.request.remote_address, call.now};
    count_attempt(call.services.database, attempt);
    if (!call.services.passwords.verify(own.password_hash, password))
        throw Refusal::field(std::string(field), "wrong_password", "is not your password");
    forgive_attempts(call.tx, attempt);
}

} // namespace accounts
