// What the hub sends: events of the outbox, and its answers, as the text of WebSocket frames.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/uuid.hpp"
#include "platform/meta/describe.hpp"

namespace realtime {

// A row of the outbox that has its number.
struct Event {
    std::int64_t number = 0;
    Uuid project_id;
    std::string topic, name;
    Json data;
    bool is_list = false; // several of one kind; the number is that of the last
    std::optional<Uuid> recipient_id;
};
BOOST_DESCRIBE_STRUCT(Event, (), (number, project_id, topic, name, data, is_list, recipient_id))

// Shared by all who are sent it.
struct Frame {
    std::int64_t number = 0;
    std::shared_ptr<const std::string> text;
};

// One for each event of the row, in their order.
std::vector<Frame> event_frames(const Event& event);

// `type`: "ready" or "reset"; `number`: up to where the client knows everything.
std::shared_ptr<const std::string> start_frame(std::string_view type, std::int64_t number,
                                               const std::vector<std::string>& topics);
std::shared_ptr<const std::string> refused_frame(std::string_view code);

} // namespace realtime
