// People a business knows.
#pragma once
#include "platform/http/handler.hpp"

namespace crm {

enum class LifecycleStage { lead, prospect, customer, evangelist };
BOOST_DESCRIBE_ENUM(LifecycleStage, lead, prospect, customer, evangelist)

enum class EmailLabel { work, home, other };
BOOST_DESCRIBE_ENUM(EmailLabel, work, home, other)

enum class PhoneLabel { mobile, work, home, other };
BOOST_DESCRIBE_ENUM(PhoneLabel, mobile, work, home, other)

struct ContactEmail {
    std::string address; // as typed
    EmailLabel label = EmailLabel::work;
    bool primary = false;
};
BOOST_DESCRIBE_STRUCT(ContactEmail, (), (address, label, primary))

struct ContactPhone {
    std::string number;              // as typed
    std::optional<std::string> e164; // absent when no numbering plan knows it
    PhoneLabel label = PhoneLabel::mobile;
    bool primary = false;
};
BOOST_DESCRIBE_STRUCT(ContactPhone, (), (number, e164, label, primary))

struct Contact {
    Uuid id;
    std::string first_name, last_name;
    std::string display_name;         // never empty
    std::optional<std::string> email; // the primary one
    std::vector<ContactEmail> emails;
    std::optional<std::string> phone; // the primary one, as typed
    std::vector<ContactPhone> phones;
    std::optional<Uuid> company_id;
    std::optional<std::string> company;
    std::optional<std::string> job_title;
    std::optional<std::string> avatar_url;
    std::optional<Uuid> avatar_file_id;
    std::optional<std::string> time_zone;
    std::string language;
    std::string source;
    Json source_details;
    Json utm_data;
    Timestamp first_contact_date;
    std::int64_t total_interactions = 0;
    std::optional<Timestamp> last_interaction_date;
    std::int64_t engagement_score = 0;
    LifecycleStage lifecycle_stage = LifecycleStage::lead;
    bool email_subscribed = true;
    bool sms_subscribed = true;
    bool marketing_consent = false;
    bool do_not_contact = false;
    Json custom_fields;
    std::vector<std::string> tags;
    std::optional<Uuid> assigned_to;
    std::optional<Uuid> created_by;
    Timestamp created_at, updated_at;
    std::optional<Timestamp> deleted_at; // in the trash since
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (id, first_name, last_name, display_name, email, emails, phone, phones,
                       company_id, company, job_title, avatar_url, avatar_file_id, time_zone,
                       language, source, source_details, utm_data, first_contact_date,
                       total_interactions, last_interaction_date, engagement_score, lifecycle_stage,
                       email_subscribed, sms_subscribed, marketing_consent, do_not_contact,
                       custom_fields, tags, assigned_to, created_by, created_at, updated_at,
                       deleted_at, version))

// What a caller may say of a contact. `email` and `phone` are short for a list of one.
struct ContactInput {
    std::string first_name, last_name;
    std::optional<std::string> email;
    std::vector<ContactEmail> emails;
    std::optional<std::string> phone;
    std::vector<ContactPhone> phones;
    std::optional<Uuid> company_id;
    std::optional<std::string> company;
    std::optional<std::string> job_title;
    std::optional<std::string> avatar_url;
    std::optional<Uuid> avatar_file_id;
    std::optional<std::string> time_zone;
    std::string language = "en";
    std::string source = "manual";
    Json source_details{"{}"};
    Json utm_data{"{}"};
    std::optional<Timestamp> first_contact_date;
    LifecycleStage lifecycle_stage = LifecycleStage::lead;
    bool email_subscribed = true;
    bool sms_subscribed = true;
    bool marketing_consent = false;
    bool do_not_contact = false;
    Json custom_fields{"{}"};
    std::vector<std::string> tags;
    std::optional<Uuid> assigned_to;
    std::optional<std::string> notes; // becomes the first note; on creation only
    bool allow_duplicate = false;     // on creation: although somebody looks like the same person
};
BOOST_DESCRIBE_STRUCT(ContactInput, (),
                      (first_name, last_name, email, emails, phone, phones, company_id, company,
                       job_title, avatar_url, avatar_file_id, time_zone, language, source,
                       source_details, utm_data, first_contact_date, lifecycle_stage,
                       email_subscribed, sms_subscribed, marketing_consent, do_not_contact,
                       custom_fields, tags, assigned_to, notes, allow_duplicate))

inline constexpr std::size_t most_emails = 20;
inline constexpr std::size_t most_phones = 20;
inline constexpr std::size_t most_tags = 100;

// Refusals: contact_exists (with `contact_id`), contact_suspected_duplicate (with `candidates`),
// invalid_input, reference_not_found.
Contact insert_contact(http::Call& call, const ContactInput& input);
// Only what the patch holds changes. Refusal("version_conflict") when `expected_version` is
// another.
Contact change_contact(http::Call& call, const Uuid& id, const meta::Patch<ContactInput>& patch,
                       std::optional<std::int64_t> expected_version);
// Refusal("not_found") for strangers, and for those in the trash unless asked for;
// contact_merged with the winner's `contact_id` for one that was merged.
Contact find_contact(db::Transaction& tx, const Uuid& id, bool also_trashed = false);
void trash_contact(http::Call& call, const Uuid& id);
// Refusal("contact_exists") when another person has one of the addresses now.
Contact restore_contact(http::Call& call, const Uuid& id);
void erase_contact(http::Call& call, const Uuid& id);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ContactEmail> = std::to_array<meta::Rule>({
    {.field = "address", .min = 3, .max = 254, .format = "email"},
    {.field = "label", .optional = true},
    {.field = "primary", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::ContactPhone> = std::to_array<meta::Rule>({
    {.field = "number",
     .min = 2,
     .max = 50,
     .text = "As people write it; read in the project's region"},
    {.field = "e164", .read_only = true},
    {.field = "label", .optional = true},
    {.field = "primary", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::ContactInput> = std::to_array<meta::Rule>({
    {.field = "first_name", .max = 100, .optional = true},
    {.field = "last_name", .max = 100, .optional = true},
    {.field = "email", .max = 254, .format = "email"},
    {.field = "emails", .max = crm::most_emails},
    {.field = "phone", .max = 50},
    {.field = "phones", .max = crm::most_phones},
    {.field = "company", .max = 255},
    {.field = "job_title", .max = 100},
    {.field = "avatar_url", .max = 2000, .format = "uri"},
    {.field = "time_zone", .max = 50, .format = "time-zone"},
    {.field = "language", .min = 2, .max = 10, .optional = true},
    {.field = "source", .min = 1, .max = 100, .optional = true},
    {.field = "source_details", .optional = true},
    {.field = "utm_data", .optional = true},
    {.field = "lifecycle_stage", .optional = true},
    {.field = "email_subscribed", .optional = true},
    {.field = "sms_subscribed", .optional = true},
    {.field = "marketing_consent", .optional = true},
    {.field = "do_not_contact", .optional = true},
    {.field = "custom_fields", .optional = true},
    {.field = "tags", .max = crm::most_tags},
    {.field = "notes", .min = 1, .max = 20000},
    {.field = "allow_duplicate", .optional = true},
});
