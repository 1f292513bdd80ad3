#include "features/crm/import_staging.hpp"

#include "features/crm/contact_values.hpp"
#include "platform/text/email.hpp"
#include "platform/text/fold.hpp"

namespace crm {
namespace {

// COPY's text format: fields apart by tabs, \N for NULL, backslash escapes.
class CopyText {
  public:
    void add(std::string_view value) {
        begin_field();
        for (const char c : value) add_escaped(c);
    }
    void add_null() {
        begin_field();
        text_ += "\\N";
    }
    void add_filled(std::string_view value) { value.empty() ? add_null() : add(value); }
    void add_param(const db::Param& value) { value ? add(*value) : add_null(); }
    template <class T>
    void add_value(const T& value) {
        add_param(db::param(value));
    }
    template <class T>
    void add_list(const std::vector<T>& list) {
        list.empty() ? add("{}") : add_param(db::param(list));
    }
    void end_row() {
        text_ += '\n';
        is_first_ = true;
    }
    std::string take() { return std::move(text_); }

  private:
    void begin_field() {
        if (!is_first_) text_ += '\t';
        is_first_ = false;
    }
    void add_escaped(char c) {
        switch (c) {
            case '\\':
                text_ += "\\\\";
                break;
            case '\n':
                text_ += "\\n";
                break;
            case '\r':
                text_ += "\\r";
                break;
            case '\t':
                text_ += "\\t";
                break;
            default:
                text_ += c;
        }
    }

    std::string text_;
    bool is_first_ = true;
};

struct EmailLists {
    std::vector<std::string> normalised, address, local_part, domain, label;
};
struct PhoneLists {
    std::vector<std::string> number, e164, label, reversed;
};
struct ValueLists {
    std::vector<Uuid> field_id;
    std::vector<std::int32_t> item;
    std::vector<std::optional<std::string>> text;
    std::vector<std::optional<double>> number;
    std::vector<std::optional<Date>> date;
    std::vector<std::optional<bool>> boolean;
};

void write_json(const CustomValue& value, std::string& json) {
    if (const auto* text = std::get_if<std::string>(&value))
        meta::write_string(*text, json);
    else if (const auto* number = std::get_if<double>(&value))
        json += meta::write(*number);
    else if (const auto* boolean = std::get_if<bool>(&value))
        json += *boolean ? "true" : "false";
    else if (const auto* date = std::get_if<Date>(&value))
        meta::write_string(to_text(*date), json);
    else
        json += meta::write(std::get<std::vector<std::string>>(value));
}

Json custom_fields_json(const std::vector<ImportedCustomField>& fields) {
    Json all{"{"};
    for (const auto& field : fields) {
        if (all.text.size() > 1) all.text += ',';
        meta::write_string(field.key, all.text);
        all.text += ':';
        write_json(field.value, all.text);
    }
    all.text += '}';
    return all;
}

// One contact at a time into one row.
class Stager {
  public:
    Stager(std::span<const FileRow> rows, const KnownPeople& known, const ImportSettings& settings,
           const std::vector<CustomField>& custom_fields)
        : rows_(rows), known_(known), settings_(settings), custom_fields_(custom_fields) {}

    void add(const PlannedContact& planned, const Uuid& project_id, const Uuid& batch_id);
    StagedBatch take() { return {copy_.take(), parts_}; }

  private:
    void add_names(const PlannedContact& planned);
    void add_primary_addresses();
    void add_company(const PlannedContact& planned);
    void add_facts(const PlannedContact& planned);
    void add_emails();
    void add_phones();
    void add_tags(const ImportedContact& contact);
    void add_custom_fields_and_owner(const PlannedContact& planned);
    void add_values();
    std::optional<bool> consent_of(const PlannedContact& planned) const;
    void add_note_and_consent(const PlannedContact& planned);
    void choose_addresses(const PlannedContact& planned);
    std::string company_name(const PlannedContact& planned) const;

    std::span<const FileRow> rows_;
    const KnownPeople& known_;
    const ImportSettings& settings_;
    const std::vector<CustomField>& custom_fields_;
    CopyText copy_;
    StagedParts parts_;
    // Of the contact under way.
    const KnownContact* stored_ = nullptr;
    std::vector<const ImportedEmail*> new_emails_;
    std::vector<const ImportedPhone*> new_phones_;
    const ImportedEmail* primary_email_ = nullptr; // where it changes
    const ImportedPhone* primary_phone_ = nullptr;
    ValueLists values_;
};

void Stager::add(const PlannedContact& planned, const Uuid& project_id, const Uuid& batch_id) {
    const auto found = planned.is_new ? known_.contacts.end() : known_.contacts.find(planned.id);
    stored_ = found == known_.contacts.end() ? nullptr : &found->second;
    (planned.is_new ? parts_.created : parts_.updated) = true;
    choose_addresses(planned);
    copy_.add_value(project_id);
    copy_.add_value(batch_id);
    copy_.add_value(static_cast<std::int64_t>(rows_[planned.row].parsed.line));
    copy_.add_value(planned.id);
    copy_.add_value(planned.is_new);
    add_names(planned);
    add_primary_addresses();
    add_company(planned);
    add_facts(planned);
    add_custom_fields_and_owner(planned);
    add_emails();
    add_phones();
    add_tags(planned.contact);
    add_values();
    add_note_and_consent(planned);
    copy_.end_row();
}

// What the contact does not have yet; the first becomes primary where there was none.
void Stager::choose_addresses(const PlannedContact& planned) {
    new_emails_.clear();
    new_phones_.clear();
    for (const auto& email : planned.contact.emails)
        if (planned.is_new || !known_.owners.contains(email_key(email.normalised)))
            new_emails_.push_back(&email);
    for (const auto& phone : planned.contact.phones)
        if (!stored_ || !std::ranges::count(stored_->phones, phone.e164))
            new_phones_.push_back(&phone);
    primary_email_ =
        !new_emails_.empty() && !(stored_ && stored_->email) ? new_emails_.front() : nullptr;
    primary_phone_ =
        !new_phones_.empty() && !(stored_ && stored_->phone) ? new_phones_.front() : nullptr;
}

std::string Stager::company_name(const PlannedContact& planned) const {
    if (planned.folded_company.empty())
        return stored_ ? stored_->company.value_or("") : std::string();
    return known_.companies.at(planned.folded_company).name;
}

void Stager::add_names(const PlannedContact& planned) {
    auto first = planned.contact.first_name;
    auto last = planned.contact.last_name;
    if (stored_ && first.empty()) first = stored_->first_name;
    if (stored_ && last.empty()) last = stored_->last_name;
    const auto text_of = [](const std::optional<std::string>& stored, const std::string* added) {
        return stored ? *stored : added ? *added : std::string();
    };
    const auto display =
        display_name_of(first, last,
                        text_of(stored_ ? stored_->email : std::nullopt,
                                primary_email_ ? &primary_email_->address : nullptr),
                        text_of(stored_ ? stored_->phone : std::nullopt,
                                primary_phone_ ? &primary_phone_->number : nullptr),
                        company_name(planned));
    copy_.add(first);
    copy_.add(last);
    copy_.add(display);
    copy_.add(planned.is_new && !planned.is_merged ? planned.folded_name
                                                   : folded_name_of(first, last, display));
}

void Stager::add_primary_addresses() {
    copy_.add_filled(primary_email_ ? primary_email_->address : std::string());
    copy_.add_filled(primary_email_ ? primary_email_->normalised : std::string());
    copy_.add_filled(primary_phone_ ? primary_phone_->number : std::string());
    copy_.add_filled(primary_phone_ ? primary_phone_->e164 : std::string());
}

void Stager::add_company(const PlannedContact& planned) {
    if (planned.folded_company.empty()) {
        for (int column = 0; column < 3; ++column) copy_.add_null();
        return;
    }
    const auto& company = known_.companies.at(planned.folded_company);
    copy_.add_value(company.id);
    copy_.add(company.name);
    copy_.add(company.name_folded);
}

// Defaults are for new contacts: they overwrite nothing.
void Stager::add_facts(const PlannedContact& planned) {
    const auto& contact = planned.contact;
    auto source = contact.source;
    auto stage = contact.lifecycle_stage;
    if (planned.is_new) {
        if (source.empty()) source = settings_.source.value_or("import");
        if (stage.empty())
            stage = meta::enum_name(settings_.lifecycle_stage.value_or(LifecycleStage::lead));
    }
    copy_.add_filled(contact.job_title);
    copy_.add_filled(contact.time_zone);
    copy_.add_filled(contact.language);
    copy_.add_filled(source);
    copy_.add_value(contact.first_contact_date);
    copy_.add_filled(stage);
    copy_.add_value(contact.email_subscribed);
    copy_.add_value(contact.sms_subscribed);
    copy_.add_value(consent_of(planned));
    copy_.add_value(contact.do_not_contact);
}

void Stager::add_custom_fields_and_owner(const PlannedContact& planned) {
    values_ = {};
    if (planned.contact.custom_fields.empty()) {
        copy_.add_null();
    } else {
        const auto json = custom_fields_json(planned.contact.custom_fields);
        meta::Problems checked_by_the_row;
        for (auto& value : indexed_values(custom_fields_, json, checked_by_the_row)) {
            values_.field_id.push_back(value.field_id);
            values_.item.push_back(value.item);
            values_.text.push_back(std::move(value.text_value));
            values_.number.push_back(value.number_value);
            values_.date.push_back(value.date_value);
            values_.boolean.push_back(value.boolean_value);
        }
        copy_.add(json.text);
    }
    const auto owner = known_.members.find(planned.contact.owner_email);
    if (owner != known_.members.end())
        copy_.add_value(owner->second);
    else
        copy_.add_value(planned.is_new ? settings_.assigned_to : std::nullopt);
}

void Stager::add_emails() {
    EmailLists lists;
    for (const auto* email : new_emails_) {
        const auto parts = text::email_parts(email->normalised);
        lists.normalised.push_back(email->normalised);
        lists.address.push_back(email->address);
        lists.local_part.emplace_back(parts.local);
        lists.domain.emplace_back(parts.domain);
        lists.label.push_back(email->label);
    }
    parts_.emails |= !new_emails_.empty();
    copy_.add_list(lists.normalised);
    copy_.add_list(lists.address);
    copy_.add_list(lists.local_part);
    copy_.add_list(lists.domain);
    copy_.add_list(lists.label);
}

void Stager::add_phones() {
    PhoneLists lists;
    for (const auto* phone : new_phones_) {
        lists.number.push_back(phone->number);
        lists.e164.push_back(phone->e164);
        lists.label.push_back(phone->label);
        lists.reversed.push_back(reversed_digits(phone->e164));
    }
    parts_.phones |= !new_phones_.empty();
    copy_.add_value(stored_ ? stored_->last_phone_position : 0);
    copy_.add_list(lists.number);
    copy_.add_list(lists.e164);
    copy_.add_list(lists.label);
    copy_.add_list(lists.reversed);
}

void Stager::add_tags(const ImportedContact& contact) {
    std::vector<Uuid> ids;
    for (const auto& tag : contact.tags) {
        const auto known = known_.tags.find(text::fold(tag));
        if (known != known_.tags.end() && !std::ranges::count(ids, known->second))
            ids.push_back(known->second);
    }
    parts_.tags |= !ids.empty();
    copy_.add_list(ids);
}

void Stager::add_values() {
    parts_.values |= !values_.field_id.empty();
    copy_.add_list(values_.field_id);
    copy_.add_list(values_.item);
    copy_.add_list(values_.text);
    copy_.add_list(values_.number);
    copy_.add_list(values_.date);
    copy_.add_list(values_.boolean);
}

// Nobody who objects to mail in the same row has agreed to it.
std::optional<bool> Stager::consent_of(const PlannedContact& planned) const {
    const auto& contact = planned.contact;
    const bool objects =
        contact.do_not_contact.value_or(false) || !contact.email_subscribed.value_or(true);
    const bool by_default = settings_.marketing_consent && planned.is_new && !objects;
    return contact.marketing_consent || !by_default ? contact.marketing_consent
                                                    : std::optional(true);
}

// Consent is recorded where somebody gives it, and where it changes.
void Stager::add_note_and_consent(const PlannedContact& planned) {
    std::string note;
    for (const auto& each : planned.notes) note += (note.empty() ? "" : "\n\n") + each;
    copy_.add_filled(note);
    const bool before = stored_ && stored_->marketing_consent;
    const auto given = consent_of(planned);
    const bool recorded = given && *given != before;
    copy_.add_value(recorded ? given : std::nullopt);
    parts_.notes |= !note.empty();
    parts_.consents |= recorded;
}

} // namespace

StagedBatch stage_batch(const BatchPlan& plan, std::span<const FileRow> rows,
                        const KnownPeople& known, const ImportSettings& settings,
                        const std::vector<CustomField>& custom_fields, const Uuid& project_id,
                        const Uuid& batch_id) {
    Stager stager(rows, known, settings, custom_fields);
    for (const auto& planned : plan.contacts) stager.add(planned, project_id, batch_id);
    return stager.take();
}

} // namespace crm
