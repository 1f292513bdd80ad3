// Events for people who look at a screen and for other modules: written with the change, told after
// the commit.
#pragma once
#include <string>
#include <string_view>

#include "platform/db/transaction.hpp"
#include "platform/meta/describe.hpp"

namespace realtime {

// In the transaction's project. `topic` is what a client subscribes to ("contacts"), `name` what
// happened
// ("contact.updated"), `data` a small JSON object: ids and what a list needs, at most 8 KB.
void publish(db::Transaction& tx, std::string_view topic, std::string_view name, std::string data);

// The same for a project that the transaction need not be in (system jobs), for one person only
// when named.
void publish_for(db::Transaction& tx, const Uuid& project_id, std::string_view topic,
                 std::string_view name, std::string data, std::optional<Uuid> recipient_id = {});

template <class Data>
void publish(db::Transaction& tx, std::string_view topic, std::string_view name, const Data& data) {
    publish(tx, topic, name, meta::write(data));
}

} // namespace realtime
