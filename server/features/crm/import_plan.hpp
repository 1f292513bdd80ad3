// What an import does with each row of a batch: pure, so that every policy can be read and tested
// without a database.
//
// Who is the same person: whoever has one of the row's e-mail addresses; of a row without one,
// whoever has its phone and its name; of a row without either, whoever has its name and its
// company. Rows of one batch see each other as if they were stored one after the other.
#pragma once
#include <unordered_map>
#include <unordered_set>

#include "features/crm/import_source.hpp"
#include "features/crm/imports.hpp"

namespace crm {

// What tells a person: see above. Keys of different kinds never meet.
std::string email_key(std::string_view normalised);
std::string phone_key(std::string_view e164, std::string_view folded_name);
std::string company_key(std::string_view folded_name, std::string_view folded_company);

// The keys that a row is looked up by, the strongest kind it has, in its order.
std::vector<std::string> lookup_keys(const ParsedRow& row);

// A contact that a row may change, as it is stored now.
struct KnownContact {
    Uuid id;
    std::string first_name, last_name;
    std::optional<std::string> email, phone, company; // the primary ones
    bool marketing_consent = false;
    std::int64_t email_count = 0;
    std::vector<std::string> phones; // E.164
    std::int32_t last_phone_position = 0;
    std::vector<Uuid> tag_ids;
};
BOOST_DESCRIBE_STRUCT(KnownContact, (),
                      (id, first_name, last_name, email, phone, company, marketing_consent,
                       email_count, phones, last_phone_position, tag_ids))

struct KnownCompany {
    Uuid id;
    std::string name, name_folded;
};
BOOST_DESCRIBE_STRUCT(KnownCompany, (), (id, name, name_folded))

struct NewTag {
    Uuid id;
    std::string name, name_folded;
};

// What the project holds of the people in a batch.
struct KnownPeople {
    std::unordered_map<std::string, Uuid> owners;            // by key
    std::unordered_map<Uuid, KnownContact> contacts;         // those that may be changed
    std::unordered_map<std::string, KnownCompany> companies; // by folded name
    std::unordered_map<std::string, Uuid> tags;              // by folded name
    std::int64_t room_for_tags = 0;
    std::unordered_map<std::string, Uuid> members; // by normalised address
};

// Who stood earlier in the file: for a dry run, which stores nobody. Beyond `limit` keys the
// counts of rows that repeat somebody are too low.
class EarlierRows {
  public:
    static constexpr std::size_t limit = 2'000'000; // some 80 MB
    void add(std::string_view key);
    bool has(std::string_view key) const;

  private:
    std::unordered_set<std::size_t> hashes_;
};

// A contact to be stored: all rows of the batch that are about it, one laid over the other.
struct PlannedContact {
    Uuid id;
    bool is_new = true;
    std::size_t row = 0;    // its first, in the batch
    bool is_merged = false; // of several rows
    ImportedContact contact;
    std::string folded_name, folded_company; // of the last row that has one
    std::vector<std::string> notes;
};

enum class RowOutcome { created, updated, skipped, refused, blank };

struct BatchPlan {
    std::vector<PlannedContact> contacts;
    std::vector<RowOutcome> outcomes;              // of each row
    std::vector<std::vector<RowProblem>> problems; // of each row, the parser's and these
    std::vector<KnownCompany> new_companies;
    std::vector<NewTag> new_tags;
    std::vector<std::string> keys; // of the planned contacts, for EarlierRows; of a dry run

    std::int64_t count(RowOutcome outcome) const;
};

// clang-format off
// Problems that only the project knows, beside those of row.hpp:
// code                | severity | when
// --------------------|----------|-----
// contact_exists      | refusal  | policy `create`, and somebody has one of the addresses
// contact_emails_full | refusal  | with those of the row the contact would have more than 20
// contact_phones_full | refusal  | the same of its phones
// contact_tags_full   | refusal  | with those of the row and of the import more than 100
// email_taken         | warning  | an address is another contact's: left out
// unknown_owner       | warning  | no member has the address
// too_many_tags       | warning  | the project has its 2000 different tags
// clang-format on
//
// `known` holds the owners of the keys of lookup_keys() and the contacts they belong to (with
// policy
// `update`), and learns of companies and tags to be made. `earlier`: of a dry run, else null.
BatchPlan plan_batch(std::span<const FileRow> rows, const ImportSettings& settings,
                     KnownPeople& known, const EarlierRows* earlier);

// `later` over `base`: filled fields replace, lists grow, the primary address stays.
void lay_over(ImportedContact& base, const ImportedContact& later);

} // namespace crm
