#include "features/campaigns/writing/message_tokens.hpp"

namespace campaigns {

Vocabulary message_vocabulary(const std::vector<std::string>& custom_field_keys) {
    Vocabulary known;
    for (const auto* name :
         {"contact.first_name", "contact.last_name", "contact.display_name", "contact.email",
          "contact.phone", "contact.company", "contact.job_title", "contact.language",
          "contact.time_zone", "contact.lifecycle_stage", "project.name", "campaign.name",
          "sender.name", "sender.email", "sender.postal_address", "links.unsubscribe",
          "links.preferences", "links.web_version"})
        known.add(name);
    // Of whatever type: a list is written with nothing between its items, or joined.
    for (const auto& key : custom_field_keys)
        known.add("contact.custom_fields." + key, TokenKind::list);
    return known;
}

} // namespace campaigns
