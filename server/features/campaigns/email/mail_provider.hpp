// Companies that mail leaves by, and the domains under which they give mailboxes to everybody.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string_view>

namespace campaigns {

enum class MailProvider { gmail, outlook, own };
BOOST_DESCRIBE_ENUM(MailProvider, gmail, outlook, own)

// Whose domain it is, if everybody may have a mailbox there and nobody but that company changes
// the DNS: of gmail.com gmail, of gmx.de own, since we know no more of GMX. nullopt: a domain of
// somebody's own.
std::optional<MailProvider> mailbox_provider(std::string_view domain);
// The same of an address.
std::optional<MailProvider> mailbox_provider_of(std::string_view email);

} // namespace campaigns
