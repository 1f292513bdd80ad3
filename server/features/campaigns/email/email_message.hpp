// A message of the channel email, ready to be written for many.
#pragma once
#include "features/campaigns/attachments.hpp"
#include "features/campaigns/channel.hpp"
#include "features/campaigns/email/email_settings.hpp"
#include "features/campaigns/email/message_links.hpp"
#include "features/campaigns/email/sender.hpp"
#include "features/campaigns/writing/template.hpp"
#include "platform/mail/message.hpp"

namespace campaigns {

// A message with nobody in it, as it is kept of what people were sent (kept_contents.hpp).
struct EmailForm {
    std::string subject, text;
    std::optional<std::string> html;
    std::string language;
    std::vector<std::string> tokens; // that are a person's own, in the order of his values
    std::string sender_name, sender_email, postal_address;
};
BOOST_DESCRIBE_STRUCT(EmailForm, (),
                      (subject, text, html, language, tokens, sender_name, sender_email,
                       postal_address))

// The templates of a message: a text part always, an HTML part when there is any HTML.
struct EmailTemplates {
    Template subject, text;
    std::optional<Template> html;
    EmailForm form; // what they were parsed from
};

// Problems by the fields of MessageContent; nullopt with at least one.
std::optional<EmailTemplates> email_templates(const MessageContent& content,
                                              const EmailSettings& settings,
                                              const Vocabulary& vocabulary,
                                              meta::Problems& problems);

// What every mail of marketing says at its end, in each part that its author wrote: how to get no
// more of them (problem "unsubscribe_missing"), and the postal address of who sends it
// ("postal_address_missing").
void require_footer(const EmailTemplates& templates, const MessageContent& content,
                    const EmailSettings& settings, meta::Problems& problems);

// Reads `settings` of a message; problems begin with "settings.".
EmailSettings read_email_settings(const MessageContent& content, meta::Problems& problems);

// What somebody got, with links that lead nowhere; nullopt: the templates cannot be read any more.
std::optional<Rendered> fill_in_email(std::string_view blank_form,
                                      std::string_view personal_values);

class PreparedEmail final : public PreparedMessage {
  public:
    struct Origin {
        Uuid project_id{};
        std::optional<Uuid> sender_id; // absent: the server's own way out (dev inbox)
        mail::Address from;
        std::string reply_to, postal_address;
        SendingTerms terms{};
    };

    PreparedEmail(EmailTemplates templates, Origin origin, Tracking tracking,
                  std::unique_ptr<const Attachments> attachments, MessagePurpose purpose,
                  const crypto::SecretBox& secrets, std::string pages_url);

    // Unwritable also when a mail of marketing has no way out for this very person.
    Rendered render(const Recipient& recipient) const override;
    SendingTerms terms() const override { return origin_.terms; }
    std::string sender_name() const override;
    std::vector<std::string> links(const Recipient& recipient) const override;
    std::string blank_form() const override;
    std::string personal_values(const Recipient& recipient) const override;
    std::int64_t size_of(const Rendered& rendered) const override;

    // What the tokens of its templates stand for: what the recipient brings, sender and links.
    boost::json::object data_of(const Recipient& recipient) const;

    // The mail of one person. Throws Unwritable.
    mail::Message compose(const Recipient& recipient, const Rendered& rendered) const;
    const Origin& origin() const { return origin_; }

  private:
    MessageLinks links_of(const Recipient& recipient) const;
    void require_way_out(const Rendered& rendered, const boost::json::object& data) const;

    EmailTemplates templates_;
    Origin origin_;
    Tracking tracking_;
    std::unique_ptr<const Attachments> attachments_;
    MessagePurpose purpose_;
    const crypto::SecretBox& secrets_;
    std::string pages_url_;
};

} // namespace campaigns
