// Every column of the whole schema and whether it says something of a person. A test compares the
// list with the database: a column that is in no list fails it, so that whoever adds one has to
// say how a person is found in it and forgotten.
#pragma once
#include <span>
#include <string_view>

namespace crm {

// How the erasure of a contact reaches a table.
enum class Reach {
    with_contact, // the row goes with the contact's own (foreign key)
    forgotten,    // the function forget_person (0016_privacy.sql) empties or deletes it
    recalculated, // holds his id alone, until the segments take notice that he is gone
    files,        // contents that nothing else refers to are removed (personal_data.cpp)
    member,       // says something of members of the project, not of contacts
    kept,         // stays: somebody wrote it as the business's own record
    nobody        // says nothing of a person
};

// Columns parted by blanks; each stands in exactly one of the four.
struct ClassifiedTable {
    std::string_view table;
    std::string_view personal;     // names somebody, or was said by or of somebody
    std::string_view pseudonymous; // leads to somebody only with another table or a key
    std::string_view secret;       // opens something: hashes of tokens, sealed secrets
    std::string_view impersonal;
    Reach reach = Reach::nobody;
};

std::span<const ClassifiedTable> classified_tables();

} // namespace crm
