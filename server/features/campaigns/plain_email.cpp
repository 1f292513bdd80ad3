#include "features/campaigns/plain_email.hpp"

#include "platform/config/config.hpp"
#include "platform/mail/transport.hpp"
#include "platform/services.hpp"

namespace campaigns {
namespace {

constexpr std::size_t longest_detail = 500;

class PlainMessage final : public PreparedMessage {
  public:
    explicit PlainMessage(MessageContent content) : content_(std::move(content)) {}
    Rendered render(const Recipient&) const override {
        return {content_.subject_line, content_.message_content, content_.html_content, {}};
    }

  private:
    MessageContent content_;
};

Outcome::Kind kind_of(mail::SendFailure::Kind kind) {
    switch (kind) {
        case mail::SendFailure::Kind::permanent:
            return Outcome::Kind::refused;
        case mail::SendFailure::Kind::unknown:
            return Outcome::Kind::unknown;
        case mail::SendFailure::Kind::settings:
        case mail::SendFailure::Kind::connection:
        case mail::SendFailure::Kind::temporary:
            return Outcome::Kind::deferred;
    }
    return Outcome::Kind::unknown;
}

class PlainCarrier final : public Carrier {
  public:
    explicit PlainCarrier(Services& services) : services_(services) {}

    Outcome hand_over(const PreparedMessage&, const Recipient& recipient,
                      const Rendered& rendered) override {
        mail::Message message;
        message.from =
            mail::parse_address(services_.config.mail_from)
                .value_or(mail::Address{"SocialFlow", "socialflow@localhost.localdomain"});
        message.to = {{"", recipient.address}};
        message.subject = rendered.subject;
        message.text = rendered.text;
        message.html = rendered.html;
        message.message_id = recipient.execution_id.text() + "@"
                             + message.from.address.substr(message.from.address.find('@') + 1);
        try {
            const auto id = services_.mail.send(message);
            return {.kind = Outcome::Kind::accepted,
                    .reply_code = 250,
                    .detail = {},
                    .provider_id = id,
                    .delay = {}};
        } catch (const mail::SendFailure& failure) {
            return {.kind = kind_of(failure.kind),
                    .reply_code = failure.reply_code,
                    .detail = std::string(failure.what()).substr(0, longest_detail),
                    .provider_id = {},
                    .delay = {}};
        } catch (const mail::Unsendable& why) {
            return {.kind = Outcome::Kind::failed,
                    .reply_code = 0,
                    .detail = why.what(),
                    .provider_id = {},
                    .delay = {}};
        }
    }

  private:
    Services& services_;
};

} // namespace

void PlainEmail::validate(Services&, db::Transaction&, const MessageContent& message,
                          meta::Problems& problems) const {
    if (message.subject_line.empty())
        problems.list.push_back({"subject_line", "required", "a mail needs a subject"});
    if (message.message_content.empty() && message.html_content.empty())
        problems.list.push_back({"message_content", "required", "a mail needs a text or HTML"});
}

std::unique_ptr<PreparedMessage> PlainEmail::prepare(Services&, db::Transaction&,
                                                     const MessageContent& message) const {
    return std::make_unique<PlainMessage>(message);
}

std::unique_ptr<Carrier> PlainEmail::open(Services& services) const {
    return std::make_unique<PlainCarrier>(services);
}

} // namespace campaigns
