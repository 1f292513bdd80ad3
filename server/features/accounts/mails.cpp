#include "features/accounts/mails.hpp"

#include "features/accounts/passwords.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/tokens.hpp"
#include "features/accounts/users.hpp"
#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/utf8.hpp"

namespace accounts::mails {
namespace {

// What is in the link stands behind the page's address; tokens are base64url and need no coding.
std::string link_to(const http::Call& call, std::string_view page, std::string_view token) {
    return call.services.config.public_url + std::string(page) + "?token=" + std::string(token);
}

// What a mail says, before it has a form.
struct Letter {
    static constexpr std::string_view kind = "system_mail";
    std::string to;
    std::string subject;
    std::string greeting; // the person's name; empty for strangers
    std::vector<std::string> paragraphs;
    std::string button; // empty: none
    std::string link;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (to, subject, greeting, paragraphs, button, link))

void send(http::Call& call, const Letter& letter) {
    jobs::enqueue(call.tx, letter);
}

} // namespace

void confirm_email(http::Call& call, const Uuid& user_id, std::string_view name,
                   std::string_view email) {
    const std::string address(text::trim(email));
    const auto token = make_token();
    call.tx.query(sql::add_email_change, token.hash, user_id, address, normalised_email(address),
                  call.now + email_changes_live);
    send(call,
         {.to = address,
          .subject = "Confirm your email address",
          .greeting = std::string(name),
          .paragraphs =
              {"Please confirm that this is your email address. The link works for two days."},
          .button = "Confirm address",
          .link = link_to(call, "/verify-email", token.text)});
}

void tell_email_changes(http::Call& call, std::string_view name, std::string_view old_email,
                        std::string_view new_email) {
    send(call,
         {.to = std::string(old_email),
          .subject = "Your email address is about to change",
          .greeting = std::string(name),
          .paragraphs = {
              "Somebody who knows your password asked to change the address of your account to "
                  + std::string(new_email) + ". It changes when the new address is confirmed.",
              "If this was not you, change your password now."}});
}

void reset_password(http::Call& call, std::string_view name, std::string_view email,
                    std::string_view token) {
    send(call, {.to = std::string(email),
                .subject = "Choose a new password",
                .greeting = std::string(name),
                .paragraphs =
                    {"Somebody asked for a new password for your account. The link works once, for "
                     "an hour.",
                     "If this was not you, there is nothing to do: your password stays as it is."},
                .button = "Choose a new password",
                .link = link_to(call, "/reset-password", token)});
}

void tell_password_changed(http::Call& call, std::string_view name, std::string_view email) {
    send(call, {.to = std::string(email),
                .subject = "Your password was changed",
                .greeting = std::string(name),
                .paragraphs = {
                    "The password of your account was changed, and other browsers were signed out.",
                    "If this was not you, choose a new password with \"Forgot your password?\" at "
                    "once."}});
}

void tell_two_factor_changed(http::Call& call, std::string_view name, std::string_view email,
                             bool on) {
    send(call, {.to = std::string(email),
                .subject = on ? "Two-factor sign-in is on" : "Two-factor sign-in was turned off",
                .greeting = std::string(name),
                .paragraphs = {on ? "From now on a code of your app is asked for when you sign in."
                                  : "Your password alone is enough to sign in again.",
                               "If this was not you, change your password now."}});
}

void invite(http::Call& call, const Invitation& invitation, std::string_view token) {
    const auto project = call.tx.one<std::string>(sql::find_own_project_name);
    send(call, {.to = invitation.email,
                .subject = invitation.inviter_name + " invites you to " + project,
                .greeting = "",
                .paragraphs = {invitation.inviter_name + " invites you to work in " + project
                               + " on SocialFlow. The link works for a week."},
                .button = "Accept the invitation",
                .link = link_to(call, "/invitation", token)});
}

} // namespace accounts::mails
