#include "features/accounts/passwords.hpp"

#include "features/accounts/attempts.hpp"
#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/mails.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/sessions.hpp"
#include "features/accounts/tokens.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {
namespace {

struct Person {
    Uuid user_id;
    std::string name;
    std::string email;
    std::string language;
};
BOOST_DESCRIBE_STRUCT(Person, (), (user_id, name, email, language))

struct EmailChange {
    Uuid user_id;
    std::string email;
    std::string email_normalised;
};
BOOST_DESCRIBE_STRUCT(EmailChange, (), (user_id, email, email_normalised))

} // namespace

// Other browsers are signed out; this one stays.
http::NoContent change_password(http::Call& call, const ChangePassword& input) {
    const auto user = find_user(call.tx, call.user_id());
    require_good_password("new_password", input.new_password, user.email);
    require_own_password(call, "current_password", input.current_password);
    call.tx.query(sql::set_password, user.id, call.services.passwords.hash(input.new_password));
    call.tx.query(sql::forget_ways_in, user.id);
    end_other_sessions(call, user.id, call.identity.session_id);
    mails::tell_password_changed(call, {user.name, user.email, user.language});
    audit::record_for_user(call, user.id, "user.password_changed");
    return {};
}

// Public. The answer is the same whether there is such an account or not.
http::Accepted<Nothing> forgot_password(http::Call& call, const ForgotPassword& input) {
    const auto email = text::normalise_email(input.email);
    const auto person =
        email ? call.tx.maybe<Person>(sql::find_reset_candidate, *email) : std::nullopt;
    if (!person || !count_mail(call.tx, "reset/" + *email, call.now)) return {};
    const auto token = make_token();
    call.tx.query(sql::add_password_reset, token.hash, person->user_id, call.now + resets_live);
    mails::reset_password(call, {person->name, person->email, person->language}, token.text);
    return {};
}

// Public: the token came by mail. Everybody is signed out; a second factor stays in force.
http::NoContent reset_password(http::Call& call, const ResetPassword& input) {
    const auto token = hash_of(input.token);
    const auto person = call.tx.maybe<Person>(sql::find_password_reset, token, call.now);
    if (!person) throw Refusal("link_not_valid");
    require_good_password("password", input.password, person->email);
    const auto password_hash = call.services.passwords.hash(input.password);
    if (!call.tx.maybe<Uuid>(sql::use_password_reset, token, call.now))
        throw Refusal("link_not_valid");
    call.tx.query(sql::set_password, person->user_id, password_hash);
    call.tx.query(sql::forget_ways_in, person->user_id);
    call.tx.query(sql::confirm_own_email, person->user_id, call.now);
    end_other_sessions(call, person->user_id, std::nullopt);
    remember_address(call.tx, person->user_id, call.request.remote_address, call.now);
    mails::tell_password_changed(call, {person->name, person->email, person->language});
    audit::record_for_user(call, person->user_id, "user.password_reset");
    return {};
}

// Takes effect when the new address answers; the old one is told.
http::Accepted<Nothing> change_email(http::Call& call, const ChangeEmail& input) {
    const auto user = find_user(call.tx, call.user_id());
    const auto email = normalised_email(input.email);
    require_own_password(call, "password", input.password);
    if (call.tx.maybe<bool>(sql::is_email_taken, email, user.id)) throw Refusal("email_taken");
    if (!count_mail(call.tx, "email_change/" + user.id.text(), call.now))
        throw Refusal("too_many_mails");
    const std::string typed(text::trim(input.email));
    mails::confirm_email(call, user.id, {user.name, typed, user.language});
    mails::tell_email_changes(call, {user.name, user.email, user.language}, typed);
    audit::record_for_user(call, user.id, "user.email_change_requested");
    return {};
}

// Public: the token came by mail, to the address that it confirms.
http::NoContent verify_email(http::Call& call, const VerifyEmail& input) {
    const auto change =
        call.tx.maybe<EmailChange>(sql::use_email_change, hash_of(input.token), call.now);
    if (!change) throw Refusal("link_not_valid");
    call.tx.query(sql::set_email, change->user_id, change->email, change->email_normalised,
                  call.now);
    call.tx.query(sql::forget_other_email_changes, change->user_id);
    call.tx.query(sql::forget_ways_in, change->user_id);
    audit::record_for_user(call, change->user_id, "user.email_confirmed");
    return {};
}

} // namespace accounts
