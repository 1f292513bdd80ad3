// The bell of those who decide about campaigns.
#pragma once
#include <boost/json.hpp>

#include "features/campaigns/campaign.hpp"
#include "platform/text/phrase.hpp"

namespace campaigns {

// Everybody who may send campaigns; the notice leads to the campaign. `details`: an object for the
// app's own words (realtime::NewNotification); the campaign's name is added.
void notify_senders(db::Transaction& tx, const Campaign& campaign, const text::Phrase& title,
                    const text::Phrase& body, boost::json::object details);

} // namespace campaigns
