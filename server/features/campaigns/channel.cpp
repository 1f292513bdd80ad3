#include "features/campaigns/channel.hpp"

#include <algorithm>

namespace campaigns {

void Channels::add(std::unique_ptr<Channel> channel) {
    std::erase_if(channels_, [&](const auto& known) { return known->name() == channel->name(); });
    channels_.push_back(std::move(channel));
}

const Channel* Channels::find(ChannelName name) const {
    const auto found = std::ranges::find_if(
        channels_, [&](const auto& channel) { return channel->name() == name; });
    return found == channels_.end() ? nullptr : found->get();
}

} // namespace campaigns
