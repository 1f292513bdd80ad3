#include "features/crm/import_known.hpp"

#include "features/crm/import_merge.sql.hpp"
#include "features/crm/tags.hpp"

namespace crm {

struct KeyOwner {
    std::string key;
    Uuid contact_id;
};
BOOST_DESCRIBE_STRUCT(KeyOwner, (), (key, contact_id))

struct NamedId {
    std::string key;
    Uuid value;
};
BOOST_DESCRIBE_STRUCT(NamedId, (), (key, value))

namespace {

// The different keys of a batch, by their kind, as columns for unnest.
struct WantedKeys {
    std::vector<std::string> emails;
    std::vector<std::string> phones, phone_names;
    std::vector<std::string> names, name_companies;
    std::vector<std::string> companies;
};

WantedKeys keys_of(std::span<const FileRow> rows) {
    WantedKeys wanted;
    std::unordered_set<std::string> seen;
    for (const auto& row : rows) {
        const auto& parsed = row.parsed;
        const auto& contact = parsed.contact;
        if (parsed.is_refused() || parsed.is_blank) continue;
        if (!parsed.folded_company.empty() && seen.insert("k" + parsed.folded_company).second)
            wanted.companies.push_back(parsed.folded_company);
        for (const auto& email : contact.emails)
            if (seen.insert(email_key(email.normalised)).second)
                wanted.emails.push_back(email.normalised);
        if (!contact.emails.empty()) continue;
        for (const auto& phone : contact.phones) {
            if (!seen.insert(phone_key(phone.e164, parsed.folded_name)).second) continue;
            wanted.phones.push_back(phone.e164);
            wanted.phone_names.push_back(parsed.folded_name);
        }
        if (!contact.phones.empty() || parsed.folded_company.empty()) continue;
        if (!seen.insert(company_key(parsed.folded_name, parsed.folded_company)).second) continue;
        wanted.names.push_back(parsed.folded_name);
        wanted.name_companies.push_back(parsed.folded_company);
    }
    return wanted;
}

// The first letter tells the kind of key: import_plan.cpp.
void add_owners(KnownPeople& known, char kind, const std::vector<KeyOwner>& found) {
    for (const auto& each : found) known.owners.emplace(kind + each.key, each.contact_id);
}

void lock_contacts(db::Transaction& tx, KnownPeople& known) {
    std::vector<Uuid> ids;
    for (const auto& [key, id] : known.owners) ids.push_back(id);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (ids.empty()) return;
    for (auto& contact : tx.all<KnownContact>(sql::lock_known_contacts, ids)) {
        const auto id = contact.id;
        known.contacts.emplace(id, std::move(contact));
    }
    // Whoever went to the trash since is nobody's duplicate.
    std::erase_if(known.owners,
                  [&](const auto& owner) { return !known.contacts.contains(owner.second); });
}

} // namespace

KnownPeople find_known_people(db::Transaction& tx, std::span<const FileRow> rows,
                              const ImportSettings& settings) {
    KnownPeople known;
    const auto wanted = keys_of(rows);
    if (!wanted.emails.empty())
        add_owners(known, 'e', tx.all<KeyOwner>(sql::known_emails, wanted.emails));
    if (!wanted.phones.empty())
        add_owners(known, 'p',
                   tx.all<KeyOwner>(sql::known_phones, wanted.phones, wanted.phone_names));
    if (!wanted.names.empty())
        add_owners(known, 'c',
                   tx.all<KeyOwner>(sql::known_names, wanted.names, wanted.name_companies));
    if (settings.duplicates == DuplicatePolicy::update) lock_contacts(tx, known);
    if (!wanted.companies.empty())
        for (auto& company : tx.all<KnownCompany>(sql::known_companies, wanted.companies)) {
            auto folded = company.name_folded;
            known.companies.emplace(std::move(folded), std::move(company));
        }
    for (auto& tag : tx.all<NamedId>(sql::known_tags)) known.tags.emplace(tag.key, tag.value);
    known.room_for_tags = most_project_tags - static_cast<std::int64_t>(known.tags.size());
    for (auto& member : tx.all<NamedId>(sql::known_members))
        known.members.emplace(member.key, member.value);
    return known;
}

} // namespace crm
