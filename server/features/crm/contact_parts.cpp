#include "features/crm/contact_parts.hpp"

#include "platform/realtime/outbox.hpp"

namespace crm {

struct PartEvent {
    Uuid id, contact_id;
};
BOOST_DESCRIBE_STRUCT(PartEvent, (), (id, contact_id))

void tell_part(http::Call& call, std::string_view what, const Uuid& contact_id,
               const Uuid& part_id) {
    realtime::publish(call.tx, "contacts", what, PartEvent{part_id, contact_id});
}

} // namespace crm
