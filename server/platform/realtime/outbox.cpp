#include "platform/realtime/outbox.hpp"

#include "platform/realtime/outbox_batch.hpp"
#include "platform/realtime/realtime.sql.hpp"

namespace realtime {
namespace {

constexpr std::size_t largest_event = 8 * 1024;

} // namespace

void publish(db::Transaction& tx, std::string_view topic, std::string_view name, std::string data) {
    publish_for(tx, tx.project_id(), topic, name, std::move(data));
}

void publish_for(db::Transaction& tx, const Uuid& project_id, std::string_view topic,
                 std::string_view name, std::string data, std::optional<Uuid> recipient_id) {
    if (data.size() > largest_event)
        throw std::logic_error("event too large: " + std::string(name));
    tx.later(sql::insert_event, project_id, topic, name, Json{std::move(data)}, recipient_id);
    tx.later(sql::notify_outbox); // PostgreSQL folds equal notifications of a transaction into one
}

void publish_each(db::Transaction& tx, std::string_view topic, std::string_view name,
                  const std::vector<std::string>& data) {
    if (data.empty()) return;
    std::vector<std::string> lists;
    for (const auto& one : data) {
        if (one.size() > largest_event)
            throw std::logic_error("event too large: " + std::string(name));
        const bool fits = !lists.empty() && lists.back().size() + one.size() < largest_event;
        if (fits)
            lists.back() += ',' + one;
        else
            lists.push_back('[' + one);
    }
    for (auto& list : lists) list += ']';
    tx.later(sql::insert_event_lists, tx.project_id(), topic, name, lists);
    tx.later(sql::notify_outbox);
}

} // namespace realtime
