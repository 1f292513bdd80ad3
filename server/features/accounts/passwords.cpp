#include "features/accounts/passwords.hpp"

#include "features/accounts/attempts.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "platform/crypto/password_rules.hpp"
#include "platform/crypto/passwords.hpp"

namespace accounts {
namespace {

struct OwnPassword {
    std::string email_normalised;
    std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(OwnPassword, (), (email_normalised, password_hash))

} // namespace

void require_good_password(std::string_view field, std::string_view password,
                           std::string_view email) {
    if (auto problem = crypto::password_problem(password, email, field))
        throw Refusal::fields({*problem});
}

void require_own_password(http::Call& call, std::string_view field, std::string_view password) {
    const auto own = call.tx.one<OwnPassword>(sql::find_own_password, call.user_id());
    const Attempt attempt{Guessed::password, own.email_normalised, call.request.remote_address,
                          call.now};
    count_attempt(call.services.database, attempt);
    if (!call.services.passwords.verify(own.password_hash, password))
        throw Refusal::field(std::string(field), "wrong_password", "is not your password");
    forgive_attempts(call.tx, attempt);
}

} // namespace accounts
