// A mail that a member writes to one person: no news, so it has no way out in it and needs no
// consent. It leaves at once, by a job that tries again.
#pragma once
#include "features/campaigns/email/sender.hpp"
#include "platform/http/handler.hpp"
#include "platform/jobs/lane.hpp"

namespace jobs {
class Context;
class Registry;
struct Options;
} // namespace jobs

namespace campaigns {

// By one author. Who writes to more people than that writes a campaign.
inline constexpr std::int64_t most_contact_mails_an_hour = 100;

enum class ContactMailStatus {
    waiting, // to be sent, or to be tried again
    sent,    // taken over by the mail server
    failed,  // for good
};
BOOST_DESCRIBE_ENUM(ContactMailStatus, waiting, sent, failed)

struct ContactMailInput {
    std::optional<Uuid> sender_id; // absent: the project's default sender
    std::string to;                // one of the contact's addresses
    std::string subject, text;     // templates (docs/TEMPLATES.md), without links.… and campaign.…
};
BOOST_DESCRIBE_STRUCT(ContactMailInput, (), (sender_id, to, subject, text))

// As the person gets it.
struct ContactMailPreview {
    std::string subject, text;
    std::vector<std::string> blanks; // tokens that came out empty
};
BOOST_DESCRIBE_STRUCT(ContactMailPreview, (), (subject, text, blanks))

struct ContactMail {
    Uuid id, contact_id;
    std::optional<Uuid> sender_id;
    std::string sent_from, address, subject, body;
    ContactMailStatus status = ContactMailStatus::waiting;
    std::optional<std::string> error; // of the last try, for people
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::optional<Timestamp> sent_at;
};
BOOST_DESCRIBE_STRUCT(ContactMail, (),
                      (id, contact_id, sender_id, sent_from, address, subject, body, status, error,
                       created_by, created_at, sent_at))

// Refusals: not_found, invalid_input (an address that is not the person's, what a template says).
ContactMailPreview preview_contact_mail(http::Call& call, const Uuid& contact_id,
                                        const ContactMailInput& input);

// Stores it, puts it on the timeline and lets it leave. Refusals of the preview, and
// do_not_contact, address_refused, mail_limit_reached.
ContactMail write_contact_mail(http::Call& call, const Uuid& contact_id,
                               const ContactMailInput& input);

struct SendContactMail {
    static constexpr std::string_view kind = "send_contact_mail";
    static constexpr auto lane = jobs::Lane::prompt;
    Uuid mail_id;
    std::optional<Timestamp> turn; // kept for it by the rate of its sender; absent: not asked yet
};
BOOST_DESCRIBE_STRUCT(SendContactMail, (), (mail_id, turn))

inline constexpr std::int32_t contact_mail_attempts = 8; // over some five minutes
jobs::Options contact_mail_options();

// One attempt, or, when its sender may not send just now, another job for when it may. Throws what
// another attempt may mend; the last one leaves the mail `failed` instead.
void send_contact_mail(jobs::Context& job, const SendContactMail& work);

void add_contact_mail_routes(http::Router& router);
void add_contact_mail_jobs(jobs::Registry& registry);

// A letter as HTML: paragraphs, line breaks, and addresses of the web as links.
std::string letter_html(std::string_view text);

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::ContactMailInput> =
    std::to_array<meta::Rule>({{.field = "to", .max = 254, .format = "email"},
                               {.field = "subject", .min = 1, .max = 255, .format = "not-blank"},
                               {.field = "text", .min = 1, .max = 50'000, .format = "not-blank"}});
