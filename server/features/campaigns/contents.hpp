// What a person was sent by campaigns, for the export of the person.
#pragma once
#include <string>

#include "platform/base/uuid.hpp"

namespace db {
class Transaction;
}

namespace campaigns {

// As a JSON array, newest first, as far as it is kept.
std::string contents_of_contact(db::Transaction& tx, const Uuid& contact_id);

} // namespace campaigns
