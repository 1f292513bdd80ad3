#include "features/crm/contact_parts.hpp"

#include "platform/realtime/outbox.hpp"

namespace crm {

struct PartEvent {
    Uuid id, contact_id;
};
BOOST_DESCRIBE_STRUCT(PartEvent, (), (id, contact_id))

void tell_part(db::Transaction& tx, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id) {
    realtime::publish(tx, "contacts", what, PartEvent{part_id, contact_id});
}

void tell_part(http::Call& call, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id) {
    tell_part(call.tx, what, contact_id, part_id);
}

} // namespace crm
