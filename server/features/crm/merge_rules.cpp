#include "features/crm/merge_rules.hpp"

#include <boost/json.hpp>
#include <set>

#include "features/crm/contact_values.hpp"
#include "platform/text/fold.hpp"

namespace crm {
namespace {

using People = std::vector<Contact>;
using Position = std::size_t; // among the people; 0 is the winner

bool is_blank(const Json& value) {
    return value.text == "null" || value.text == R"("")" || value.text == "{}";
}

struct Choosable {
    std::string_view field;
    Json (*value)(const Contact&);
    void (*take)(Contact& into, const Contact& from);
    Position (*by_default)(const People&, const Choosable&);
};

Position first_filled(const People& people, const Choosable& choosable) {
    for (Position i = 0; i < people.size(); ++i)
        if (!is_blank(choosable.value(people[i]))) return i;
    return 0;
}

Position winners(const People&, const Choosable&) {
    return 0;
}

Position first_that(const People& people, const Choosable& choosable, std::string_view value) {
    for (Position i = 0; i < people.size(); ++i)
        if (choosable.value(people[i]).text == value) return i;
    return 0;
}

Position true_wins(const People& people, const Choosable& choosable) {
    return first_that(people, choosable, "true");
}

Position false_wins(const People& people, const Choosable& choosable) {
    return first_that(people, choosable, "false");
}

Position furthest_stage(const People& people, const Choosable&) {
    Position furthest = 0;
    for (Position i = 1; i < people.size(); ++i)
        if (people[i].lifecycle_stage > people[furthest].lifecycle_stage) furthest = i;
    return furthest;
}

template <auto Member>
constexpr Choosable member(std::string_view field,
                           Position (*by_default)(const People&, const Choosable&)) {
    return {field, [](const Contact& contact) { return Json{meta::write(contact.*Member)}; },
            [](Contact& into, const Contact& from) { into.*Member = from.*Member; }, by_default};
}

// The file's own address is of no use to people: an avatar is there or not.
Json avatar_of(const Contact& contact) {
    if (contact.avatar_file_id) return {meta::write(contact.avatar_file_id)};
    return {meta::write(contact.avatar_url)};
}

const Choosable choosable_fields[] = {
    member<&Contact::first_name>("first_name", first_filled),
    member<&Contact::last_name>("last_name", first_filled),
    member<&Contact::email>("email", first_filled),
    member<&Contact::phone>("phone", first_filled),
    {"company", [](const Contact& contact) { return Json{meta::write(contact.company)}; },
     [](Contact& into, const Contact& from) {
         into.company = from.company;
         into.company_id = from.company_id;
     },
     first_filled},
    member<&Contact::job_title>("job_title", first_filled),
    {"avatar", avatar_of,
     [](Contact& into, const Contact& from) {
         into.avatar_url = from.avatar_url;
         into.avatar_file_id = from.avatar_file_id;
     },
     first_filled},
    member<&Contact::time_zone>("time_zone", first_filled),
    member<&Contact::language>("language", winners),
    member<&Contact::lifecycle_stage>("lifecycle_stage", furthest_stage),
    member<&Contact::assigned_to>("assigned_to", first_filled),
    {"source", [](const Contact& contact) { return Json{meta::write(contact.source)}; },
     [](Contact& into, const Contact& from) {
         into.source = from.source;
         into.source_details = from.source_details;
     },
     winners},
    member<&Contact::utm_data>("utm_data", first_filled),
    member<&Contact::email_subscribed>("email_subscribed", false_wins),
    member<&Contact::sms_subscribed>("sms_subscribed", false_wins),
    member<&Contact::marketing_consent>("marketing_consent", winners),
    member<&Contact::do_not_contact>("do_not_contact", true_wins),
};

constexpr std::string_view custom_prefix = "custom_fields.";

class Merger {
  public:
    Merger(const People& people, const std::vector<MergeChoice>& choices,
           const std::optional<Uuid>& latest_consent_of, meta::Problems& problems)
        : people_(people),
          choices_(choices),
          latest_consent_of_(latest_consent_of),
          problems_(problems) {}

    MergedContact run() {
        merged_.contact = people_[0];
        check_choices();
        for (const auto& choosable : choosable_fields) decide(choosable);
        decide_custom_fields();
        unite_addresses();
        unite_tags();
        name_and_dates();
        for (std::size_t i = 0; i < choices_.size(); ++i)
            if (!used_.contains(i))
                add_problem("choices[" + std::to_string(i) + "].field", "not_allowed",
                            "is no field that can be chosen");
        return std::move(merged_);
    }

  private:
    void add_problem(std::string at, std::string code, std::string message) {
        problems_.at = std::move(at);
        problems_.add(std::move(code), std::move(message));
        problems_.at.clear();
    }

    std::optional<Position> position_of(const Uuid& id) const {
        const auto found = std::ranges::find(people_, id, &Contact::id);
        if (found == people_.end()) return std::nullopt;
        return static_cast<Position>(found - people_.begin());
    }

    void check_choices() {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            const auto at = "choices[" + std::to_string(i) + "].";
            if (!position_of(choices_[i].contact_id))
                add_problem(at + "contact_id", "not_allowed", "is none of the people to merge");
            if (!seen.insert(choices_[i].field).second)
                add_problem(at + "field", "not_allowed", "is chosen twice");
        }
    }

    Position chosen(std::string_view field, Position by_default) {
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].field != field) continue;
            used_.insert(i);
            return position_of(choices_[i].contact_id).value_or(by_default);
        }
        return by_default;
    }

    void decide(const Choosable& choosable) {
        auto by_default = choosable.by_default(people_, choosable);
        if (choosable.field == "marketing_consent" && latest_consent_of_)
            by_default = position_of(*latest_consent_of_).value_or(0);
        const auto position = chosen(choosable.field, by_default);
        choosable.take(merged_.contact, people_[position]);
        std::vector<Json> values;
        for (const auto& person : people_) values.push_back(choosable.value(person));
        show(std::string(choosable.field), position, values);
    }

    void show(std::string field, Position position, const std::vector<Json>& values) {
        MergeField shown{std::move(field), people_[position].id, false, {}};
        std::set<std::string_view> different;
        for (Position i = 0; i < people_.size(); ++i) {
            shown.values.push_back({people_[i].id, values[i]});
            if (!is_blank(values[i])) different.insert(values[i].text);
        }
        shown.differs = different.size() > 1;
        merged_.fields.push_back(std::move(shown));
    }

    void decide_custom_fields() {
        std::vector<boost::json::object> own;
        std::set<std::string> keys;
        for (const auto& person : people_) {
            own.push_back(meta::parse_json(person.custom_fields.text).as_object());
            for (const auto& each : own.back()) keys.insert(std::string(each.key()));
        }
        boost::json::object united;
        for (const auto& key : keys) {
            std::vector<Json> values;
            for (const auto& object : own) {
                Json value;
                if (const auto* found = object.if_contains(key)) {
                    value.text.clear();
                    meta::write_json(*found, value.text);
                }
                values.push_back(std::move(value));
            }
            Position filled = 0;
            while (filled + 1 < values.size() && is_blank(values[filled])) ++filled;
            const auto field = std::string(custom_prefix) + key;
            const auto position = chosen(field, is_blank(values[filled]) ? 0 : filled);
            if (!is_blank(values[position])) united[key] = own[position].at(key);
            show(field, position, values);
        }
        merged_.contact.custom_fields.text.clear();
        meta::write_json(united, merged_.contact.custom_fields.text);
    }

    void unite_addresses() {
        auto& contact = merged_.contact;
        contact.emails.clear();
        contact.phones.clear();
        std::set<std::string> numbers;
        for (const auto& person : people_) {
            contact.emails.insert(contact.emails.end(), person.emails.begin(), person.emails.end());
            for (auto phone : person.phones) {
                if (!numbers.insert(phone.e164.value_or(phone.number)).second) continue;
                contact.phones.push_back(std::move(phone));
            }
        }
        mark_primary_email();
        mark_primary_phone();
        if (contact.emails.size() > most_emails)
            add_problem("emails", "too_many", "together they have more than 20 addresses");
        if (contact.phones.size() > most_phones)
            add_problem("phones", "too_many", "together they have more than 20 numbers");
    }

    // Whose primary address was chosen may have none: then it is the first of all.
    void mark_primary_email() {
        auto& contact = merged_.contact;
        if (!contact.email && !contact.emails.empty()) contact.email = contact.emails[0].address;
        for (auto& email : contact.emails) email.primary = email.address == contact.email;
    }

    // Of two spellings of one number only the first is kept: it is found by what it stands for.
    void mark_primary_phone() {
        auto& contact = merged_.contact;
        std::optional<std::string> wanted;
        for (const auto& person : people_)
            for (const auto& phone : person.phones)
                if (contact.phone && phone.number == *contact.phone && !wanted)
                    wanted = phone.e164.value_or(phone.number);
        if (!wanted && !contact.phones.empty())
            wanted = contact.phones[0].e164.value_or(contact.phones[0].number);
        contact.phone.reset();
        for (auto& phone : contact.phones) {
            phone.primary = wanted && phone.e164.value_or(phone.number) == *wanted;
            if (phone.primary) contact.phone = phone.number;
        }
    }

    void unite_tags() {
        std::set<std::string> seen;
        std::vector<std::string> tags;
        for (const auto& person : people_)
            for (const auto& tag : person.tags)
                if (seen.insert(text::fold(tag)).second) tags.push_back(tag);
        merged_.contact.tags = std::move(tags);
        if (merged_.contact.tags.size() > most_tags)
            add_problem("tags", "too_many", "together they have more than 100 tags");
    }

    void name_and_dates() {
        auto& contact = merged_.contact;
        contact.display_name =
            display_name_of(contact.first_name, contact.last_name, contact.email.value_or(""),
                            contact.phone.value_or(""), contact.company.value_or(""));
        if (contact.display_name.empty()) contact.display_name = people_[0].display_name;
        for (const auto& person : people_)
            contact.first_contact_date =
                std::min(contact.first_contact_date, person.first_contact_date);
    }

    const People& people_;
    const std::vector<MergeChoice>& choices_;
    const std::optional<Uuid>& latest_consent_of_;
    meta::Problems& problems_;
    MergedContact merged_;
    std::set<std::size_t> used_;
};

} // namespace

MergedContact merged_contact(const std::vector<Contact>& people,
                             const std::vector<MergeChoice>& choices,
                             const std::optional<Uuid>& latest_consent_of,
                             meta::Problems& problems) {
    return Merger(people, choices, latest_consent_of, problems).run();
}

} // namespace crm
