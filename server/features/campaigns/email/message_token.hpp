// The links of one person's mail: signed, so that nobody can open, click or unsubscribe for
// another.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/uuid.hpp"
#include "platform/crypto/secret_box.hpp"

namespace campaigns {

// What a link is for. A token of one is none of another.
enum class LinkPurpose : char {
    open = 'o',    // the picture that tells that the mail was opened
    click = 'c',   // leads on to the address that is signed with it
    trap = 't',    // a link that nobody sees: who follows it is a machine
    leave = 'u',   // unsubscribe and preferences
    browser = 'w', // the mail on a page
    picture = 'i', // from elsewhere, for an author of the project who looks at a mail
};

// A row of the ledger.
struct MessageLink {
    Uuid project_id{}, execution_id{};
    bool operator==(const MessageLink&) const = default;
};

// 64 characters of base64url: project, execution and a signature (16 bytes each). `url` is signed
// too: where a click leads on to. Has no end: people unsubscribe from old mails.
std::string make_message_token(const crypto::SecretBox& box, LinkPurpose purpose,
                               const MessageLink& link, std::string_view url = {});
// nullopt for what was changed or made for something else.
std::optional<MessageLink> read_message_token(const crypto::SecretBox& box, LinkPurpose purpose,
                                              std::string_view token, std::string_view url = {});

} // namespace campaigns
