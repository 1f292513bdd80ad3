// When the last message of many has left, by how many may leave a minute and a day.
#pragma once
#include "features/campaigns/channel.hpp"
#include "platform/base/timestamp.hpp"

namespace campaigns {

Timestamp finish_time(Timestamp start, std::int64_t messages, const SendingTerms& terms);

} // namespace campaigns
