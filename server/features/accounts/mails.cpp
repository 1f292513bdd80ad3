#include "features/accounts/mails.hpp"

#include "features/accounts/invitations.sql.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/tokens.hpp"
#include "features/accounts/users.hpp"
#include "platform/config/config.hpp"
#include "platform/mail/system_mail.hpp"

namespace accounts::mails {

struct InvitingProject {
    std::string name, language;
};
BOOST_DESCRIBE_STRUCT(InvitingProject, (), (name, language))

namespace {

// What is in the link stands behind the page's address; tokens are base64url and need no coding.
std::string link_to(const http::Call& call, std::string_view page, std::string_view token) {
    return call.services.config.public_url + std::string(page) + "?token=" + std::string(token);
}

// In their own language, by their own name.
void send_to(const http::Call& call, const Recipient& person, mail::Letter letter) {
    letter.to = person.email;
    letter.language = text::spoken_language(person.language);
    letter.name = person.name;
    mail::send_later(call.tx, letter);
}

} // namespace

void confirm_email(http::Call& call, const Uuid& user_id, const Recipient& person) {
    const auto token = make_token();
    call.tx.query(sql::add_email_change, token.hash, user_id, person.email,
                  normalised_email(person.email), call.now + email_changes_live);
    send_to(call, person,
            {.subject = {"Confirm your email address"},
             .paragraphs =
                 {{"Please confirm that this is your email address. The link works for two days."}},
             .button = {"Confirm address"},
             .link = link_to(call, "/verify-email", token.text)});
}

void tell_email_changes(http::Call& call, const Recipient& person, std::string_view new_email) {
    send_to(call, person,
            {.subject = {"Your email address is about to change"},
             .paragraphs = {{"Somebody who knows your password asked to change the address of your "
                             "account to {address}. It changes when the new address is confirmed.",
                             {{"address", std::string(new_email)}}},
                            {"If this was not you, change your password now."}}});
}

void reset_password(http::Call& call, const Recipient& person, std::string_view token) {
    send_to(
        call, person,
        {.subject = {"Choose a new password"},
         .paragraphs =
             {{"Somebody asked for a new password for your account. The link works once, for an "
               "hour."},
              {"If this was not you, there is nothing to do: your password stays as it is."}},
         .button = {"Choose a new password"},
         .link = link_to(call, "/reset-password", token)});
}

void tell_password_changed(http::Call& call, const Recipient& person) {
    send_to(call, person,
            {.subject = {"Your password was changed"},
             .paragraphs = {
                 {"The password of your account was changed, and other browsers were signed out."},
                 {"If this was not you, choose a new password with “Forgot your password?” at "
                  "once."}}});
}

void tell_two_factor_changed(http::Call& call, const Recipient& person, bool on) {
    const text::Phrase subject = on ? text::Sentence("Two-factor sign-in is on")
                                    : text::Sentence("Two-factor sign-in was turned off");
    const text::Phrase consequence =
        on ? text::Sentence("From now on a code of your app is asked for when you sign in.")
           : text::Sentence("Your password alone is enough to sign in again.");
    send_to(call, person,
            {.subject = subject,
             .paragraphs = {consequence, {"If this was not you, change your password now."}}});
}

void invite(http::Call& call, const Invitation& invitation, std::string_view token) {
    const auto project = call.tx.one<InvitingProject>(sql::find_inviting_project);
    // Whoever has an account may be nobody whom this project may see.
    const auto known =
        call.tx.maybe<std::string>(sql::find_language_of_user, normalised_email(invitation.email));
    const std::vector<text::PhraseValue> who{{"inviter", invitation.inviter_name},
                                             {"project", project.name}};
    mail::send_later(
        call.tx,
        {.to = invitation.email,
         .language = text::spoken_language(known.value_or(project.language)),
         .subject = {"{inviter} invites you to {project}", who},
         .paragraphs = {{"{inviter} invites you to work in {project} on SocialFlow. The link works "
                         "for a week.",
                         who}},
         .button = {"Accept the invitation"},
         .link = link_to(call, "/invitation", token)});
}

} // namespace accounts::mails
