// Whom not to write to: by address, channel and topic. The list outlives the person: then only a
// keyed hash of the address is left on it.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

enum class SuppressionChannel { email, sms, push };
BOOST_DESCRIBE_ENUM(SuppressionChannel, email, sms, push)

enum class SuppressionReason { unsubscribed, bounced, complained, manual, erased, imported };
BOOST_DESCRIBE_ENUM(SuppressionReason, unsubscribed, bounced, complained, manual, erased, imported)

// An address for the list: an e-mail address normalised, a phone number as E.164, a push token as
// it is; nullopt when it is none.
std::optional<std::string> suppressed_form(SuppressionChannel channel, std::string_view address,
                                           std::string_view region);

// Puts addresses (in suppressed form) on the list; who is there stays as he is. `shown` false:
// only the hash is kept.
void suppress(http::Call& call, SuppressionChannel channel,
              const std::vector<std::string>& addresses, std::string_view topic,
              SuppressionReason reason, bool shown = true);

// For each address (in suppressed form) whether it must not be written to on the channel about the
// topic: suppressed for it, or for everything (the empty topic). One statement for all of them.
std::vector<bool> is_suppressed(Services& services, db::Transaction& tx, SuppressionChannel channel,
                                std::string_view topic, const std::vector<std::string>& addresses);

} // namespace crm
