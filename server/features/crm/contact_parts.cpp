#include "features/crm/contact_parts.hpp"

#include "platform/realtime/outbox.hpp"
#include "platform/realtime/outbox_batch.hpp"

namespace crm {

struct PartEvent {
    Uuid id, contact_id;
};
BOOST_DESCRIBE_STRUCT(PartEvent, (), (id, contact_id))

struct CommonEvent {
    Uuid id;
};
BOOST_DESCRIBE_STRUCT(CommonEvent, (), (id))

void tell_part(db::Transaction& tx, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id) {
    realtime::publish(tx, "contacts", what, PartEvent{part_id, contact_id});
}

void tell_part(http::Call& call, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id) {
    tell_part(call.tx, what, contact_id, part_id);
}

void tell_parts(db::Transaction& tx, std::string_view what, std::span<const Uuid> contact_ids,
                std::span<const Uuid> part_ids) {
    std::vector<std::string> data;
    data.reserve(part_ids.size());
    for (std::size_t i = 0; i < part_ids.size(); ++i)
        data.push_back(meta::write(PartEvent{part_ids[i], contact_ids[i]}));
    realtime::publish_each(tx, "contacts", what, data);
}

void publish_to_all(db::Transaction& tx, std::string_view what, const Uuid& id) {
    realtime::publish(tx, "contacts", what, CommonEvent{id});
}

} // namespace crm
