#include "features/accounts/attempts.hpp"
#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/mails.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/projects.hpp"
#include "features/accounts/sessions.sql.hpp"
#include "features/accounts/sign_in.hpp"
#include "features/accounts/tokens.hpp"
#include "features/accounts/two_factor.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/text/email.hpp"
#include "platform/text/user_agent.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {
namespace {

struct Account {
    Uuid user_id;
    std::string name;
    std::string email_normalised;
    std::string password_hash;
    bool two_factor = false;
};
BOOST_DESCRIBE_STRUCT(Account, (), (user_id, name, email_normalised, password_hash, two_factor))

// What cannot be an address is counted under what was typed: it takes the same way as any unknown
// account.
Attempt attempt_of(const http::Call& call, std::string_view email) {
    return {Guessed::password, text::normalise_email(email).value_or(std::string(email)),
            call.request.remote_address, call.now};
}

SignInResult ask_for_second_factor(http::Call& call, const Uuid& user_id) {
    const auto challenge = make_token();
    call.tx.query(sql::add_sign_in_challenge, challenge.hash, user_id, second_factor_tries,
                  call.now + second_factor_time);
    return {.status = SignInStatus::second_factor,
            .challenge = challenge.text,
            .methods = {"totp", "recovery_code"}};
}

// "invite" keeps strangers out; somebody has to be the first.
void require_open_sign_up(http::Call& call) {
    if (call.services.config.sign_up == config::SignUp::open) return;
    if (call.tx.maybe<bool>(sql::has_any_user)) throw Refusal("sign_up_closed");
}

} // namespace

SignInResult signed_in(http::Call& call, const Uuid& user_id) {
    remember_address(call.tx, user_id, call.request.remote_address, call.now);
    audit::record_for_user(call, user_id, "user.signed_in");
    return {.session = start_session(call, user_id)};
}

// Public. Whoever signs up owns a project of his own.
http::Created<Session> sign_up(http::Call& call, const SignUp& input) {
    require_open_sign_up(call);
    require_good_password("password", input.password, input.email);
    const auto password_hash = call.services.passwords.hash(input.password);
    const auto language = input.language.value_or("en");
    const auto time_zone = input.time_zone.value_or("UTC");
    const auto user_id = add_user(call.tx,
                                  {.name = input.name,
                                   .email = input.email,
                                   .password_hash = password_hash,
                                   .language = language,
                                   .time_zone = time_zone},
                                  call.now);
    add_project(call.tx, {.name = input.project_name, .time_zone = time_zone}, user_id, call.now);
    audit::record_for_user(call, user_id, "project.created");
    mails::confirm_email(call, user_id,
                         {input.name, std::string(text::trim(input.email)), language});
    return {start_session(call, user_id)};
}

// Public. An unknown account takes as long as a wrong password: one hash either way.
SignInResult sign_in(http::Call& call, const SignIn& input) {
    const auto attempt = attempt_of(call, input.email);
    count_attempt(call.services.database, attempt);
    const auto account = call.tx.maybe<Account>(sql::find_sign_in, attempt.account);
    if (!account) call.services.passwords.verify_nothing(input.password);
    if (!account || !call.services.passwords.verify(account->password_hash, input.password))
        throw Refusal("wrong_credentials");
    forgive_attempts(call.tx, attempt);
    if (call.services.passwords.needs_rehash(account->password_hash)) // it was made at another cost
        call.tx.query(sql::set_password, account->user_id,
                      call.services.passwords.hash(input.password));
    return account->two_factor ? ask_for_second_factor(call, account->user_id)
                               : signed_in(call, account->user_id);
}

// Public. Each code spends one of the challenge's tries, in a transaction of its own: a wrong one
// counts too.
SignInResult second_factor(http::Call& call, const SecondFactor& input) {
    const auto challenge = hash_of(input.challenge);
    const auto user_id =
        call.services.database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
            return tx.maybe<Uuid>(sql::spend_challenge_try, challenge, call.now);
        });
    if (!user_id) throw Refusal("sign_in_expired");
    const Attempt attempt{Guessed::second_factor,
                          call.tx.one<std::string>(sql::find_email, *user_id),
                          call.request.remote_address, call.now};
    count_attempt(call.services.database, attempt);
    if (!use_second_factor(call, *user_id, input.code)) throw Refusal("wrong_code");
    if (!call.tx.maybe<Uuid>(sql::use_sign_in_challenge, challenge, call.now))
        throw Refusal("sign_in_expired");
    forgive_attempts(call.tx, attempt);
    return signed_in(call, *user_id);
}

// Public: without a session there is nothing to end, and the cookie goes all the same.
http::NoContent sign_out(http::Call& call) {
    if (call.identity.session_id) {
        audit::record_for_user(call, call.user_id(), "user.signed_out");
        end_session(call, call.user_id(), *call.identity.session_id);
    }
    take_cookie_back(call);
    return {};
}

http::Items<SessionInfo> list_sessions(http::Call& call) {
    auto sessions = call.tx.all<SessionInfo>(sql::list_sessions, call.user_id(),
                                             call.identity.session_id, call.now);
    for (auto& session : sessions)
        session.description = text::describe_user_agent(session.user_agent);
    return {std::move(sessions)};
}

http::NoContent end_one_session(http::Call& call, const Uuid& id) {
    if (!end_session(call, call.user_id(), id)) throw Refusal("not_found");
    if (id == call.identity.session_id) take_cookie_back(call);
    audit::record_for_user(call, call.user_id(), "user.session_ended");
    return {};
}

http::NoContent end_sessions_elsewhere(http::Call& call) {
    end_other_sessions(call, call.user_id(), call.identity.session_id);
    audit::record_for_user(call, call.user_id(), "user.session_ended");
    return {};
}

} // namespace accounts
