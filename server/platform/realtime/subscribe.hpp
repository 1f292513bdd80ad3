// The first and only message of a WebSocket client. Internal to platform/realtime.
#pragma once
#include "platform/meta/describe.hpp"

namespace realtime {

inline constexpr std::size_t most_topics = 20;

struct Subscribe {
    Uuid project_id;
    std::vector<std::string> topics;
    std::optional<std::int64_t> after; // the last event that the client saw
};
BOOST_DESCRIBE_STRUCT(Subscribe, (), (project_id, topics, after))

} // namespace realtime

template <>
inline constexpr auto meta::rules<realtime::Subscribe> = std::to_array<meta::Rule>(
    {{.field = "topics", .max = realtime::most_topics}, {.field = "after", .min = 0}});
