// A contact as a file holds it: what an import reads and an export writes.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/timestamp.hpp"

namespace crm {

struct ImportedEmail {
    std::string address;    // as typed
    std::string normalised; // as stored for comparison
    std::string label;      // "work", "home" or "other"
    bool operator==(const ImportedEmail&) const = default;
};

struct ImportedPhone {
    std::string number; // as typed
    std::string e164;
    std::string label; // "work", "home", "mobile" or "other"
    bool operator==(const ImportedPhone&) const = default;
};

// Text, url and select; number; boolean; date; multi_select.
using CustomValue = std::variant<std::string, double, bool, Date, std::vector<std::string>>;

struct ImportedCustomField {
    std::string key;
    CustomValue value;
    bool operator==(const ImportedCustomField&) const = default;
};

// Empty means that the file says nothing, which never clears what is stored. The first e-mail
// address and the first phone are the primary ones.
struct ImportedContact {
    std::string first_name;
    std::string last_name;
    std::vector<ImportedEmail> emails;
    std::vector<ImportedPhone> phones;
    std::string company;
    std::string job_title;
    std::string lifecycle_stage; // "lead", "prospect", "customer", "evangelist"
    std::string source;
    std::string language;  // "en", "pt-BR"
    std::string time_zone; // "Europe/Berlin"
    std::vector<std::string> tags;
    std::string notes;
    std::string owner_email; // normalised
    std::optional<Date> first_contact_date;
    std::optional<bool> marketing_consent;
    std::optional<bool> email_subscribed;
    std::optional<bool> sms_subscribed;
    std::optional<bool> do_not_contact;
    std::vector<ImportedCustomField> custom_fields;
    bool operator==(const ImportedContact&) const = default;
};

} // namespace crm
