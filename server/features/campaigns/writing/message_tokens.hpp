// The names that a campaign's message may use.
#pragma once
#include <string>
#include <vector>

#include "features/campaigns/writing/vocabulary.hpp"

namespace campaigns {

// contact.…, project.name, campaign.name, sender.…, links.…; and of each custom field of the
// project contact.custom_fields.<key>.
Vocabulary message_vocabulary(const std::vector<std::string>& custom_field_keys);

} // namespace campaigns
