// A message of the channel email, ready to be written for many.
#pragma once
#include "features/campaigns/channel.hpp"
#include "features/campaigns/email/email_settings.hpp"
#include "features/campaigns/email/message_links.hpp"
#include "features/campaigns/email/sender.hpp"
#include "features/campaigns/writing/template.hpp"
#include "platform/mail/message.hpp"

namespace campaigns {

// The templates of a message, with what every mail must have: a text part, an HTML part when there
// is any HTML, and in both the way out and the postal address.
struct EmailTemplates {
    Template subject, text;
    std::optional<Template> html;
};

// Problems by the fields of MessageContent; nullopt with at least one.
std::optional<EmailTemplates> email_templates(const MessageContent& content,
                                              const EmailSettings& settings,
                                              const Vocabulary& vocabulary,
                                              meta::Problems& problems);

// Reads `settings` of a message; problems begin with "settings.".
EmailSettings read_email_settings(const MessageContent& content, meta::Problems& problems);

class PreparedEmail final : public PreparedMessage {
  public:
    struct Origin {
        Uuid project_id{};
        std::optional<Uuid> sender_id; // absent: the server's own way out (dev inbox)
        mail::Address from;
        std::string reply_to, postal_address;
    };

    PreparedEmail(EmailTemplates templates, Origin origin, Tracking tracking,
                  const crypto::SecretBox& secrets, std::string public_url);

    Rendered render(const Recipient& recipient) const override;

    // What the tokens of its templates stand for: what the recipient brings, sender and links.
    boost::json::object data_of(const Recipient& recipient) const;

    // The mail of one person. Throws Unwritable.
    mail::Message compose(const Recipient& recipient, const Rendered& rendered) const;
    const Origin& origin() const { return origin_; }

  private:
    MessageLinks links_of(const Recipient& recipient) const;

    EmailTemplates templates_;
    Origin origin_;
    Tracking tracking_;
    const crypto::SecretBox& secrets_;
    std::string public_url_;
};

} // namespace campaigns
