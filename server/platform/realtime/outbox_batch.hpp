// Events of one kind by the thousand.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace db {
class Transaction;
}

namespace realtime {

// As publish() of each, but many share a row of the outbox: a thousand cost little more than ten.
// In the transaction's project.
void publish_each(db::Transaction& tx, std::string_view topic, std::string_view name,
                  const std::vector<std::string>& data);

} // namespace realtime
