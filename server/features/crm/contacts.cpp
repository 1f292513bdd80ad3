#include "features/crm/contacts.hpp"

#include <fmt/format.h>

#include "features/accounts/accounts.hpp"
#include "features/crm/companies.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/contacts.sql.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/import/dates.hpp"
#include "features/crm/merges.hpp"
#include "features/crm/tags.hpp"
#include "platform/http/if_match.hpp"
#include "platform/meta/add_problem.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/fold.hpp"

namespace crm {

struct ContactEvent {
    Uuid id;
    std::string display_name;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ContactEvent, (), (id, display_name, version))

struct DuplicateCandidate {
    Uuid id;
    std::string display_name, reason;
};
BOOST_DESCRIBE_STRUCT(DuplicateCandidate, (), (id, display_name, reason))

namespace {

constexpr std::size_t longest_free_json = 10'000; // bytes, of source_details and of utm_data

// Everything of an input that had to be worked out.
struct Prepared {
    std::vector<StoredEmail> emails;
    std::vector<StoredPhone> phones;
    std::string display_name, name_folded, company_folded;
    std::optional<std::string> company;
    std::optional<Uuid> company_id;
};

std::optional<std::string> text_or_nothing(std::string_view value) {
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

// Lists as columns, the way unnest takes them.
template <class Item, class Member>
auto column(const std::vector<Item>& items, Member Item::* member) {
    std::vector<Member> values;
    values.reserve(items.size());
    for (const auto& item : items) values.push_back(item.*member);
    return values;
}

void check_free_json(std::string_view field, const Json& value, meta::Problems& problems) {
    if (value.text.size() <= longest_free_json) return;
    meta::add_problem(problems, field, "too_long",
                      fmt::format("must be at most {} bytes of JSON", longest_free_json));
}

void check_first_contact(const std::optional<Timestamp>& at, meta::Problems& problems) {
    if (!at || is_likely(Date{std::chrono::floor<std::chrono::days>(*at)})) return;
    meta::add_problem(problems, "first_contact_date", "out_of_range", std::string(likely_dates));
}

// `typed` is what the caller sent: of a change, only that is looked at beside the whole.
Prepared prepare(http::Call& call, const ContactInput& input, const ContactInput& typed,
                 GivenFields given_for) {
    meta::Problems problems;
    Prepared made;
    const auto settings = accounts::project_settings(call.tx);
    made.emails = stored_emails(input.email, input.emails, problems);
    made.phones = stored_phones(input.phone, input.phones, settings.default_region, problems);
    const auto company = link_company(call, input.company_id, input.company);
    made.company = company.name;
    made.company_id = company.id;
    const auto* email = primary_of(made.emails);
    const auto* phone = primary_of(made.phones);
    made.display_name = display_name_of(
        input.first_name, input.last_name, email ? email->address : std::string_view{},
        phone ? phone->number : std::string_view{}, made.company.value_or(""));
    if (made.display_name.empty() && problems.empty())
        problems.add("required",
                     "give at least a name, an e-mail address, a phone number or a company");
    check_custom_fields(call.tx, typed.custom_fields, given_for, problems);
    check_free_json("source_details", typed.source_details, problems);
    check_free_json("utm_data", typed.utm_data, problems);
    check_first_contact(typed.first_contact_date, problems);
    http::refuse_if_any(problems);
    made.name_folded = folded_name_of(input.first_name, input.last_name, made.display_name);
    made.company_folded = text::fold(made.company.value_or(""));
    return made;
}

void refuse_taken_emails(http::Call& call, const Prepared& made, const Uuid& self) {
    if (made.emails.empty()) return;
    const auto taken = call.tx.maybe<Uuid>(sql::who_has_email,
                                           column(made.emails, &StoredEmail::normalised), self);
    if (taken) throw Refusal("contact_exists").with("contact_id", taken->text());
}

void refuse_suspected_duplicate(http::Call& call, const Prepared& made) {
    std::vector<std::string> numbers;
    for (const auto& phone : made.phones)
        if (phone.e164) numbers.push_back(*phone.e164);
    const auto candidates = call.tx.all<DuplicateCandidate>(sql::suspected_duplicates, numbers,
                                                            made.name_folded, made.company_folded);
    if (candidates.empty()) return;
    throw Refusal("contact_suspected_duplicate").with_json("candidates", meta::write(candidates));
}

void write_addresses(http::Call& call, const Uuid& id, const Prepared& made) {
    if (!made.emails.empty())
        call.tx.later(sql::insert_emails, id, column(made.emails, &StoredEmail::address),
                      column(made.emails, &StoredEmail::normalised),
                      column(made.emails, &StoredEmail::local_part),
                      column(made.emails, &StoredEmail::domain),
                      column(made.emails, &StoredEmail::label),
                      column(made.emails, &StoredEmail::is_primary));
    if (!made.phones.empty())
        call.tx.later(sql::insert_phones, id, column(made.phones, &StoredPhone::number),
                      column(made.phones, &StoredPhone::e164),
                      column(made.phones, &StoredPhone::label),
                      column(made.phones, &StoredPhone::is_primary),
                      column(made.phones, &StoredPhone::reversed));
}

void tell(http::Call& call, std::string_view what, const Contact& contact) {
    realtime::publish(call.tx, "contacts", what,
                      ContactEvent{contact.id, contact.display_name, contact.version});
    accounts::audit::record(call, what, {"contact", contact.id, contact.display_name});
}

// The input that describes a stored contact, for a patch to be laid over.
ContactInput input_of(const Contact& contact) {
    ContactInput input;
    input.first_name = contact.first_name;
    input.last_name = contact.last_name;
    input.emails = contact.emails;
    input.phones = contact.phones;
    input.company_id = contact.company_id;
    input.company = contact.company;
    input.job_title = contact.job_title;
    input.avatar_url = contact.avatar_url;
    input.avatar_file_id = contact.avatar_file_id;
    input.time_zone = contact.time_zone;
    input.language = contact.language;
    input.source = contact.source;
    input.source_details = contact.source_details;
    input.utm_data = contact.utm_data;
    input.first_contact_date = contact.first_contact_date;
    input.lifecycle_stage = contact.lifecycle_stage;
    input.email_subscribed = contact.email_subscribed;
    input.sms_subscribed = contact.sms_subscribed;
    input.marketing_consent = contact.marketing_consent;
    input.do_not_contact = contact.do_not_contact;
    input.custom_fields = contact.custom_fields;
    input.tags = contact.tags;
    input.assigned_to = contact.assigned_to;
    return input;
}

// `email` replaces the primary address and keeps the others; null removes it. The same for `phone`.
void replace_primary(ContactInput& merged, const meta::Patch<ContactInput>& patch) {
    if (patch.has("email")) {
        std::erase_if(merged.emails, [](const auto& each) { return each.primary; });
        merged.email = patch.value.email;
    }
    if (patch.has("phone")) {
        std::erase_if(merged.phones, [](const auto& each) { return each.primary; });
        merged.phone = patch.value.phone;
    }
}

ContactInput merge(const Contact& before, const meta::Patch<ContactInput>& patch) {
    auto merged = input_of(before);
    meta::apply(patch, merged);
    merged.email.reset();
    merged.phone.reset();
    replace_primary(merged, patch);
    if (patch.has("company") && !patch.has("company_id")) merged.company_id.reset();
    if (patch.has("company_id") && !patch.has("company")) merged.company.reset();
    if (patch.has("custom_fields"))
        merged.custom_fields =
            merged_custom_fields(before.custom_fields, patch.value.custom_fields);
    return merged;
}

} // namespace

Contact insert_contact(http::Call& call, const ContactInput& input) {
    const auto made = prepare(call, input, input, GivenFields::of_new_contact);
    const auto id = Uuid::make();
    refuse_taken_emails(call, made, id);
    if (!input.allow_duplicate) refuse_suspected_duplicate(call, made);

    const auto* email = primary_of(made.emails);
    const auto* phone = primary_of(made.phones);
    call.tx.later(
        sql::insert_contact, id, input.first_name, input.last_name, made.display_name,
        email ? text_or_nothing(email->address) : std::nullopt,
        email ? text_or_nothing(email->normalised) : std::nullopt,
        phone ? text_or_nothing(phone->number) : std::nullopt, phone ? phone->e164 : std::nullopt,
        made.company_id, made.company, input.job_title, input.avatar_url, input.avatar_file_id,
        input.time_zone, input.language, input.source, input.source_details, input.utm_data,
        input.first_contact_date.value_or(call.now), input.lifecycle_stage, input.email_subscribed,
        input.sms_subscribed, input.marketing_consent, input.do_not_contact, input.custom_fields,
        input.assigned_to, call.identity.user_id, call.now, made.name_folded, made.company_folded);
    write_addresses(call, id, made);
    call.tx.later(sql::insert_stats, id);
    set_tags(call, id, input.tags);
    write_field_values(call.tx, id, input.custom_fields);
    if (input.notes)
        call.tx.later(sql::insert_first_note, Uuid::make(), id, *input.notes, call.identity.user_id,
                      call.now);

    auto contact = find_contact(call.tx, id);
    tell(call, "contact.created", contact);
    return contact;
}

Contact change_contact(http::Call& call, const Uuid& id, const meta::Patch<ContactInput>& patch,
                       std::optional<std::int64_t> expected_version) {
    call.tx.query(sql::lock_contact, id);
    const auto before = find_contact(call.tx, id);
    if (expected_version && *expected_version != before.version)
        throw Refusal("version_conflict").with("current", std::to_string(before.version));
    const auto input = merge(before, patch);
    const auto made = prepare(call, input, patch.value, GivenFields::changed);
    refuse_taken_emails(call, made, id);

    const auto* email = primary_of(made.emails);
    const auto* phone = primary_of(made.phones);
    const auto version = call.tx.maybe<std::int64_t>(
        sql::update_contact, id, input.first_name, input.last_name, made.display_name,
        email ? text_or_nothing(email->address) : std::nullopt,
        email ? text_or_nothing(email->normalised) : std::nullopt,
        phone ? text_or_nothing(phone->number) : std::nullopt, phone ? phone->e164 : std::nullopt,
        made.company_id, made.company, input.job_title, input.avatar_url, input.avatar_file_id,
        input.time_zone, input.language, input.source, input.source_details, input.utm_data,
        input.first_contact_date.value_or(before.created_at), input.lifecycle_stage,
        input.email_subscribed, input.sms_subscribed, input.marketing_consent, input.do_not_contact,
        input.custom_fields, input.assigned_to, call.now, made.name_folded, made.company_folded,
        before.version);
    if (!version) throw Refusal("version_conflict");
    call.tx.later(sql::delete_emails, id);
    call.tx.later(sql::delete_phones, id);
    write_addresses(call, id, made);
    if (patch.has("tags")) set_tags(call, id, input.tags);
    if (patch.has("custom_fields")) write_field_values(call.tx, id, input.custom_fields);

    auto contact = find_contact(call.tx, id);
    tell(call, "contact.updated", contact);
    return contact;
}

Contact find_contact(db::Transaction& tx, const Uuid& id, bool also_trashed) {
    auto contact = tx.maybe<Contact>(sql::find_contact, id);
    if (contact && (!contact->deleted_at || also_trashed)) return std::move(*contact);
    if (!contact)
        if (const auto winner = merged_into(tx, id))
            throw Refusal("contact_merged").with("contact_id", winner->text());
    throw Refusal("not_found");
}

void trash_contact(http::Call& call, const Uuid& id) {
    const auto contact = find_contact(call.tx, id);
    http::expect_version(call, contact.version);
    if (!call.tx.maybe<std::int64_t>(sql::trash_contact, id, call.now)) throw Refusal("not_found");
    call.tx.later(sql::set_emails_live, id, false);
    tell(call, "contact.deleted", contact);
}

Contact restore_contact(http::Call& call, const Uuid& id) {
    const auto trashed = find_contact(call.tx, id, true);
    if (!trashed.deleted_at) return trashed;
    std::vector<std::string> addresses;
    meta::Problems none;
    for (const auto& email : stored_emails({}, trashed.emails, none))
        addresses.push_back(email.normalised);
    if (const auto taken = call.tx.maybe<Uuid>(sql::who_has_email, addresses, id))
        throw Refusal("contact_exists").with("contact_id", taken->text());
    call.tx.query(sql::restore_contact, id);
    call.tx.later(sql::set_emails_live, id, true);
    auto contact = find_contact(call.tx, id);
    tell(call, "contact.restored", contact);
    return contact;
}

} // namespace crm
