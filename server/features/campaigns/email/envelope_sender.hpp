// An address of its own for each mail to come back to (VERP): bounces+TOKEN@domain. Mail servers
// report to it, so that a report names its mail even when it quotes nothing of it. Only where the
// domain is ours and its mailbox takes what stands behind a plus; through Gmail and Outlook reports
// are known by the Message-ID.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "features/campaigns/email/message_token.hpp"

namespace campaigns {

// Of a bounce address: with the plus and the token within what a local part may have (RFC 5321).
inline constexpr std::size_t longest_bounce_local = 23;

// The same at every attempt; in lower case, since servers on the way may write it so. `address`: of
// the mailbox, in ASCII.
std::string make_envelope_sender(const crypto::SecretBox& box, std::string_view address,
                                 const MessageLink& link);

// Whose mail an address is about, in angle brackets or not; nullopt for what nobody here made, or
// of another project.
std::optional<Uuid> read_envelope_sender(const crypto::SecretBox& box, std::string_view address,
                                         const Uuid& project_id);

} // namespace campaigns
