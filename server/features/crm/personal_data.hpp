// What features above hold of a person in tables that do not name him.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/uuid.hpp"

namespace db {
class Transaction;
}

namespace crm {

struct PersonalDataSource {
    std::string_view name; // of the list in the export
    // The rows as a JSON array, in the project of the transaction.
    std::string (*rows)(db::Transaction& tx, const Uuid& contact_id);
};

// Before the first request. What is registered is in the export of a person.
void register_personal_data(const PersonalDataSource& source);

} // namespace crm
