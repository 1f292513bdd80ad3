// What is stored of a contact, worked out from what was typed. Pure: knows no database. Import and
// API share it, so that a person found by one is found by the other.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

struct StoredEmail {
    std::string address, normalised, local_part, domain, label;
    bool is_primary = false;
};

struct StoredPhone {
    std::string number;
    std::optional<std::string> e164;
    std::string label, reversed;
    bool is_primary = false;
};

// The emails of an input, `email` first; exactly one is primary. Problems name "email" or
// "emails[2].address".
std::vector<StoredEmail> stored_emails(const std::optional<std::string>& email,
                                       const std::vector<ContactEmail>& emails,
                                       meta::Problems& problems);
// A number that can be none is a problem; one that no numbering plan knows is kept as typed.
std::vector<StoredPhone> stored_phones(const std::optional<std::string>& phone,
                                       const std::vector<ContactPhone>& phones,
                                       std::string_view region, meta::Problems& problems);

const StoredEmail* primary_of(const std::vector<StoredEmail>& emails);
const StoredPhone* primary_of(const std::vector<StoredPhone>& phones);

// "First Last", else the e-mail address, the phone, the company; empty when there is none of them.
std::string display_name_of(std::string_view first_name, std::string_view last_name,
                            std::string_view email, std::string_view phone,
                            std::string_view company);

// "first last", folded: what the search reads and lists sort by.
std::string folded_name_of(std::string_view first_name, std::string_view last_name,
                           std::string_view display_name);

// Digits of a number from the end to the front, so that its last digits are found by a prefix.
std::string reversed_digits(std::string_view number);

} // namespace crm
