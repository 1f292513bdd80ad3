#include "features/crm/import_plan.hpp"

#include <fmt/format.h>

#include <set>

#include "features/crm/tags.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

namespace crm {
namespace {

// Every key that finds the contact of a row later on.
std::vector<std::string> all_keys(const ImportedContact& contact, std::string_view folded_name,
                                  std::string_view folded_company) {
    std::vector<std::string> keys;
    for (const auto& email : contact.emails) keys.push_back(email_key(email.normalised));
    for (const auto& phone : contact.phones) keys.push_back(phone_key(phone.e164, folded_name));
    if (!folded_company.empty()) keys.push_back(company_key(folded_name, folded_company));
    return keys;
}

void replace(std::string& base, const std::string& later) {
    if (!later.empty()) base = later;
}
template <class T>
void replace(std::optional<T>& base, const std::optional<T>& later) {
    if (later) base = later;
}

// What a contact holds of each list that has a bound.
class ContactLists {
  public:
    ContactLists(const KnownPeople& known, const KnownContact* stored) : known_(known) {
        if (!stored) return;
        is_stored_ = true;
        email_count_ = static_cast<std::size_t>(stored->email_count);
        phones_ = {stored->phones.begin(), stored->phones.end()};
        for (const auto& id : stored->tag_ids) tags_.insert(id.text());
    }

    void add(const ImportedContact& contact) {
        for (const auto& email : contact.emails)
            if (!is_stored_ || !known_.owners.contains(email_key(email.normalised)))
                new_emails_.insert(email.normalised);
        for (const auto& phone : contact.phones) phones_.insert(phone.e164);
        add_tags(contact.tags);
    }
    void add_tags(const std::vector<std::string>& names) {
        for (const auto& name : names) {
            const auto folded = text::fold(text::trim(name));
            const auto known = known_.tags.find(folded);
            tags_.insert(known == known_.tags.end() ? folded : known->second.text());
        }
    }

    // nullopt when nothing is beyond its bound that was not before.
    std::optional<RowProblem> beyond_bounds(const ContactLists& before) const {
        const auto problem = [](std::string_view code, std::size_t most, std::string_view what) {
            return RowProblem{RowProblem::whole_row,
                              std::string(code),
                              fmt::format("would give the contact more than {} {}", most, what),
                              {},
                              Severity::refusal};
        };
        if (emails() > most_emails && emails() > before.emails())
            return problem("contact_emails_full", most_emails, "e-mail addresses");
        if (phones_.size() > most_phones && phones_.size() > before.phones_.size())
            return problem("contact_phones_full", most_phones, "phone numbers");
        if (tags_.size() > most_tags && tags_.size() > before.tags_.size())
            return problem("contact_tags_full", most_tags, "tags");
        return std::nullopt;
    }

  private:
    std::size_t emails() const { return email_count_ + new_emails_.size(); }

    const KnownPeople& known_;
    bool is_stored_ = false;
    std::size_t email_count_ = 0;
    std::set<std::string> new_emails_, phones_, tags_; // tags by id, new ones by folded name
};

class Planner {
  public:
    Planner(std::span<const FileRow> rows, const ImportSettings& settings, KnownPeople& known,
            const EarlierRows* earlier)
        : rows_(rows), settings_(settings), known_(known), earlier_(earlier) {}

    BatchPlan run();

  private:
    // Somebody whom a row is about: planned in this batch, stored in the project, or in a row that
    // only a dry run has passed.
    struct Match {
        std::optional<std::size_t> planned;
        std::optional<Uuid> stored;
        bool earlier = false;
        explicit operator bool() const { return planned || stored || earlier; }
    };

    RowOutcome decide(std::size_t index);
    Match find(const ParsedRow& row) const;
    Match owner_of(const std::string& key) const;
    RowOutcome create(std::size_t index);
    RowOutcome update(std::size_t index, const Match& match);
    std::optional<RowProblem> overflow(const ImportedContact& contact, const Match& match) const;
    bool is_surely_within(const ImportedContact& contact, const ImportedContact* planned,
                          const KnownContact* stored) const;
    void leave_out_taken_emails(std::size_t index, ImportedContact& contact, const Match& match);
    void take(std::size_t index, std::size_t planned, ImportedContact contact);
    void check_owner(std::size_t index, ImportedContact& contact);
    void check_tags(std::size_t index, ImportedContact& contact);
    void meet_company(const ImportedContact& contact, const std::string& folded);
    void warn(std::size_t index, std::string_view code, std::string message, std::string value);

    std::span<const FileRow> rows_;
    const ImportSettings& settings_;
    KnownPeople& known_;
    const EarlierRows* earlier_;
    BatchPlan plan_;
    std::unordered_map<std::string, std::size_t> planned_by_key_;
    std::unordered_map<Uuid, std::size_t> planned_by_contact_;
};

BatchPlan Planner::run() {
    plan_.problems.resize(rows_.size());
    plan_.outcomes.reserve(rows_.size());
    plan_.contacts.reserve(rows_.size());
    planned_by_key_.reserve(2 * rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) plan_.outcomes.push_back(decide(i));
    if (earlier_)
        for (const auto& [key, planned] : planned_by_key_) plan_.keys.push_back(key);
    return std::move(plan_);
}

RowOutcome Planner::decide(std::size_t index) {
    const auto& row = rows_[index].parsed;
    plan_.problems[index] = row.problems;
    if (row.is_refused()) return RowOutcome::refused;
    if (row.is_blank) return RowOutcome::blank;
    const auto match = find(row);
    if (!match) return create(index);
    switch (settings_.duplicates) {
        case DuplicatePolicy::skip:
            return RowOutcome::skipped;
        case DuplicatePolicy::update:
            return update(index, match);
        case DuplicatePolicy::create:
            break;
    }
    if (row.contact.emails.empty()) return create(index);
    plan_.problems[index].push_back({RowProblem::whole_row, "contact_exists",
                                     "is the e-mail address of a contact that is there already",
                                     row.contact.emails.front().address, Severity::refusal});
    return RowOutcome::refused;
}

Planner::Match Planner::find(const ParsedRow& row) const {
    for (const auto& key : lookup_keys(row))
        if (const auto match = owner_of(key)) return match;
    return {};
}

Planner::Match Planner::owner_of(const std::string& key) const {
    if (const auto planned = planned_by_key_.find(key); planned != planned_by_key_.end())
        return {planned->second, {}, false};
    if (const auto owner = known_.owners.find(key); owner != known_.owners.end()) {
        const auto planned = planned_by_contact_.find(owner->second);
        if (planned != planned_by_contact_.end()) return {planned->second, owner->second, false};
        return {{}, owner->second, false};
    }
    return {{}, {}, earlier_ && earlier_->has(key)};
}

RowOutcome Planner::create(std::size_t index) {
    if (auto problem = overflow(rows_[index].parsed.contact, {})) {
        plan_.problems[index].push_back(std::move(*problem));
        return RowOutcome::refused;
    }
    plan_.contacts.push_back({.id = Uuid::make(), .row = index});
    take(index, plan_.contacts.size() - 1, rows_[index].parsed.contact);
    return RowOutcome::created;
}

RowOutcome Planner::update(std::size_t index, const Match& match) {
    if (match.earlier) return RowOutcome::updated;
    auto contact = rows_[index].parsed.contact;
    leave_out_taken_emails(index, contact, match);
    if (auto problem = overflow(contact, match)) {
        plan_.problems[index].push_back(std::move(*problem));
        return RowOutcome::refused;
    }
    if (match.planned) {
        plan_.contacts[*match.planned].is_merged = true;
        take(index, *match.planned, std::move(contact));
        return RowOutcome::updated;
    }
    const auto planned = plan_.contacts.size();
    plan_.contacts.push_back({.id = *match.stored, .is_new = false, .row = index});
    planned_by_contact_.emplace(*match.stored, planned);
    take(index, planned, std::move(contact));
    return RowOutcome::updated;
}

// Whether the row would bring its contact beyond what one may hold. Rows that add nothing pass,
// also where the contact holds more already.
std::optional<RowProblem> Planner::overflow(const ImportedContact& contact,
                                            const Match& match) const {
    const auto* planned = match.planned ? &plan_.contacts[*match.planned] : nullptr;
    const auto stored_at =
        known_.contacts.find(planned ? planned->id : match.stored.value_or(Uuid{}));
    const auto* stored = stored_at == known_.contacts.end() ? nullptr : &stored_at->second;
    if (is_surely_within(contact, planned ? &planned->contact : nullptr, stored)) return {};
    ContactLists held(known_, stored);
    if (planned) held.add(planned->contact);
    auto with_row = held;
    with_row.add(contact);
    with_row.add_tags(settings_.tags);
    return with_row.beyond_bounds(held);
}

// Counted without looking which of them are the same: hardly any row needs a closer look.
bool Planner::is_surely_within(const ImportedContact& contact, const ImportedContact* planned,
                               const KnownContact* stored) const {
    const auto emails = contact.emails.size() + (planned ? planned->emails.size() : 0)
                        + (stored ? static_cast<std::size_t>(stored->email_count) : 0);
    const auto phones = contact.phones.size() + (planned ? planned->phones.size() : 0)
                        + (stored ? stored->phones.size() : 0);
    const auto tags = contact.tags.size() + settings_.tags.size()
                      + (planned ? planned->tags.size() : 0)
                      + (stored ? stored->tag_ids.size() : 0);
    return emails <= most_emails && phones <= most_phones && tags <= most_tags;
}

// Those of others. One that is the contact's own already is laid over itself.
void Planner::leave_out_taken_emails(std::size_t index, ImportedContact& contact,
                                     const Match& match) {
    std::erase_if(contact.emails, [&](const ImportedEmail& email) {
        const auto owner = owner_of(email_key(email.normalised));
        if (!owner || owner.earlier) return false;
        const bool own = match.planned ? owner.planned == match.planned
                                       : !owner.planned && owner.stored == match.stored;
        if (!own)
            warn(index, "email_taken", "is the e-mail address of another contact: left out",
                 email.address);
        return !own;
    });
}

void Planner::take(std::size_t index, std::size_t planned, ImportedContact contact) {
    const auto& row = rows_[index].parsed;
    auto& whole = plan_.contacts[planned];
    for (const auto& tag : settings_.tags)
        if (!std::ranges::count(contact.tags, tag)) contact.tags.push_back(tag);
    check_owner(index, contact);
    check_tags(index, contact);
    if (!row.folded_company.empty()) {
        meet_company(contact, row.folded_company);
        whole.folded_company = row.folded_company;
    }
    if (!row.folded_name.empty()) whole.folded_name = row.folded_name;
    if (!contact.notes.empty()) whole.notes.push_back(contact.notes);
    lay_over(whole.contact, contact);
    for (auto& key : all_keys(whole.contact, whole.folded_name, whole.folded_company))
        planned_by_key_.emplace(std::move(key), planned);
}

void Planner::check_owner(std::size_t index, ImportedContact& contact) {
    if (contact.owner_email.empty() || known_.members.contains(contact.owner_email)) return;
    warn(index, "unknown_owner", "is no member of this project: left without owner",
         contact.owner_email);
    contact.owner_email.clear();
}

void Planner::check_tags(std::size_t index, ImportedContact& contact) {
    std::erase_if(contact.tags, [&](const std::string& tag) {
        const auto name = text::trim(tag);
        const auto folded = text::fold(name);
        if (folded.empty()) return true;
        if (known_.tags.contains(folded)) return false;
        if (static_cast<std::int64_t>(plan_.new_tags.size()) >= known_.room_for_tags) {
            warn(index, "too_many_tags", "is one tag more than the project can have: left out",
                 tag);
            return true;
        }
        plan_.new_tags.push_back({Uuid::make(), std::string(name), folded});
        known_.tags.emplace(folded, plan_.new_tags.back().id);
        return false;
    });
}

void Planner::meet_company(const ImportedContact& contact, const std::string& folded) {
    if (contact.company.empty() || known_.companies.contains(folded)) return;
    plan_.new_companies.push_back({Uuid::make(), contact.company, folded});
    known_.companies.emplace(folded, plan_.new_companies.back());
}

void Planner::warn(std::size_t index, std::string_view code, std::string message,
                   std::string value) {
    plan_.problems[index].push_back({RowProblem::whole_row, std::string(code), std::move(message),
                                     std::move(value), Severity::warning});
}

} // namespace

std::string email_key(std::string_view normalised) {
    return "e" + std::string(normalised);
}

std::string phone_key(std::string_view e164, std::string_view folded_name) {
    return "p" + std::string(e164) + '\n' + std::string(folded_name);
}

std::string company_key(std::string_view folded_name, std::string_view folded_company) {
    return "c" + std::string(folded_name) + '\n' + std::string(folded_company);
}

std::vector<std::string> lookup_keys(const ParsedRow& row) {
    std::vector<std::string> keys;
    for (const auto& email : row.contact.emails) keys.push_back(email_key(email.normalised));
    if (!keys.empty()) return keys;
    for (const auto& phone : row.contact.phones)
        keys.push_back(phone_key(phone.e164, row.folded_name));
    if (keys.empty() && !row.folded_company.empty())
        keys.push_back(company_key(row.folded_name, row.folded_company));
    return keys;
}

void EarlierRows::add(std::string_view key) {
    if (hashes_.size() < limit) hashes_.insert(std::hash<std::string_view>{}(key));
}

bool EarlierRows::has(std::string_view key) const {
    return hashes_.contains(std::hash<std::string_view>{}(key));
}

std::int64_t BatchPlan::count(RowOutcome outcome) const {
    return std::ranges::count(outcomes, outcome);
}

BatchPlan plan_batch(std::span<const FileRow> rows, const ImportSettings& settings,
                     KnownPeople& known, const EarlierRows* earlier) {
    return Planner(rows, settings, known, earlier).run();
}

void lay_over(ImportedContact& base, const ImportedContact& later) {
    replace(base.first_name, later.first_name);
    replace(base.last_name, later.last_name);
    for (const auto& email : later.emails)
        if (!std::ranges::count(base.emails, email.normalised, &ImportedEmail::normalised)
            && base.emails.size() < most_emails)
            base.emails.push_back(email);
    for (const auto& phone : later.phones)
        if (!std::ranges::count(base.phones, phone.e164, &ImportedPhone::e164)
            && base.phones.size() < most_phones)
            base.phones.push_back(phone);
    replace(base.company, later.company);
    replace(base.job_title, later.job_title);
    replace(base.lifecycle_stage, later.lifecycle_stage);
    replace(base.source, later.source);
    replace(base.language, later.language);
    replace(base.time_zone, later.time_zone);
    for (const auto& tag : later.tags)
        if (!std::ranges::count(base.tags, tag) && base.tags.size() < most_tags)
            base.tags.push_back(tag);
    replace(base.owner_email, later.owner_email);
    replace(base.first_contact_date, later.first_contact_date);
    replace(base.marketing_consent, later.marketing_consent);
    replace(base.email_subscribed, later.email_subscribed);
    replace(base.sms_subscribed, later.sms_subscribed);
    replace(base.do_not_contact, later.do_not_contact);
    for (const auto& field : later.custom_fields) {
        const auto same =
            std::ranges::find(base.custom_fields, field.key, &ImportedCustomField::key);
        if (same == base.custom_fields.end())
            base.custom_fields.push_back(field);
        else
            same->value = field.value;
    }
}

} // namespace crm
