#include "features/campaigns/email/email_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/attachments.hpp"
#include "features/campaigns/email/daily_limit.hpp"
#include "features/campaigns/email/email_channel.sql.hpp"
#include "features/campaigns/email/email_message.hpp"
#include "features/campaigns/email/envelope_sender.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "features/campaigns/email/send_rate.hpp"
#include "features/campaigns/email/sender_mail.hpp"
#include "features/campaigns/email/sender_terms.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/db/transaction.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/rules.hpp"
#include "platform/mail/transport.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"
#include "platform/text/phrase.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {
namespace {

constexpr std::size_t longest_detail = 500;
constexpr std::chrono::minutes pause_for_a_person{5}; // who mended it does not wait for long

// What a mail says of where it comes from while no sender is set up: a newcomer's dev inbox.
PreparedEmail::Origin origin_without_sender(Services& services, db::Transaction& tx,
                                            std::string_view language) {
    auto from = mail::parse_address(services.config.mail_from)
                    .value_or(mail::Address{"", "campaigns@localhost.localdomain"});
    from.name = accounts::project_settings(tx).name;
    return {.project_id = tx.project_id(),
            .sender_id = std::nullopt,
            .from = std::move(from),
            .reply_to = {},
            .postal_address =
                std::string(text::Sentence("(your postal address, from Settings, Senders)")
                                .in(text::spoken_language(language))),
            .terms = {}};
}

// A message that names no language is written in the project's.
EmailSettings settings_of(db::Transaction& tx, const MessageContent& message,
                          meta::Problems& problems) {
    auto settings = read_email_settings(message, problems);
    if (settings.language.empty())
        settings.language = tx.one<std::string>(email::sql::find_project_language);
    return settings;
}

// Those of its senders that there still are; of a gone one the others take the share over.
std::vector<EmailSender> senders_of(db::Transaction& tx, const EmailSettings& settings) {
    std::vector<EmailSender> found;
    if (settings.senders.empty())
        if (auto sender = find_sender(tx, settings.sender_id)) found.push_back(std::move(*sender));
    for (const auto& each : settings.senders)
        if (auto sender = find_sender(tx, each.sender_id)) found.push_back(std::move(*sender));
    return found;
}

PreparedEmail::Origin origin_of(Services& services, db::Transaction& tx,
                                const EmailSettings& settings,
                                const std::optional<Uuid>& sender_id) {
    auto sender = sender_id ? find_sender(tx, *sender_id) : std::nullopt;
    if (!sender)
        if (auto others = senders_of(tx, settings); !others.empty())
            sender = std::move(others.front());
    if (!sender && (sender_id || settings.sender_id || !settings.senders.empty()))
        throw Unprepared("the sender of the message is gone");
    if (!sender) {
        auto origin = origin_without_sender(services, tx, settings.language);
        origin.reply_to = settings.reply_to;
        return origin;
    }
    return {.project_id = tx.project_id(),
            .sender_id = sender->id,
            .from = {sender->name, sender->email},
            .reply_to = settings.reply_to.empty() ? sender->reply_to : settings.reply_to,
            .postal_address = sender->postal_address,
            .terms = sending_terms(tx, *sender, services.clock.now())};
}

Outcome outcome(Outcome::Kind kind, std::int32_t code, std::string_view detail) {
    return {.kind = kind,
            .reply_code = code,
            .detail = text::repaired(text::first_bytes(detail, longest_detail)),
            .provider_id = {},
            .delay = {}};
}

// Nothing leaves by this sender for so long.
Outcome waiting(WaitReason because, std::chrono::seconds delay, std::string_view detail) {
    auto held = outcome(Outcome::Kind::held, 0, detail);
    held.delay = delay;
    held.waits_because = because;
    return held;
}

// A reply names the address often enough; what is stored is to say why, not who.
std::string without_address(std::string text, const std::string& address) {
    for (auto at = text.find(address); at != text.npos; at = text.find(address))
        text.replace(at, address.size(), "…");
    return text;
}

Outcome outcome_of(const mail::SendFailure& failure, const Recipient& recipient) {
    using Kind = mail::SendFailure::Kind;
    const auto detail = without_address(failure.what(), recipient.address);
    switch (failure.kind) {
        case Kind::permanent:
            return outcome(Outcome::Kind::refused, failure.reply_code, detail);
        case Kind::unknown:
            return outcome(Outcome::Kind::unknown, failure.reply_code, detail);
        case Kind::settings: // no mail's fault: all wait until somebody has mended them
            return waiting(WaitReason::settings, pause_for_a_person, detail);
        case Kind::connection:
        case Kind::temporary:
            break;
    }
    return outcome(Outcome::Kind::deferred, failure.reply_code, detail);
}

class EmailCarrier final : public Carrier {
  public:
    EmailCarrier(Services& services, SenderAccounts& accounts, DailyLimits& limits)
        : services_(services), accounts_(accounts), limits_(limits) {}

    Outcome hand_over(const PreparedMessage& prepared, const Recipient& recipient,
                      const Rendered& rendered) override {
        const auto& email = dynamic_cast<const PreparedEmail&>(prepared);
        try {
            const auto message = email.compose(recipient, rendered);
            return email.origin().sender_id ? by_sender(email, recipient, message)
                                            : by_server(recipient, message);
        } catch (const mail::SendFailure& failure) {
            hear_complaint(email, recipient, failure);
            return outcome_of(failure, recipient);
        } catch (const mail::Unsendable& why) {
            return outcome(Outcome::Kind::failed, 0, why.what());
        } catch (const crypto::SecretUnreadable& why) {
            return waiting(WaitReason::settings, pause_for_a_person, why.what());
        } catch (const OAuthUnavailable& why) {
            return outcome(Outcome::Kind::deferred, 0, why.what());
        } catch (const OAuthRevoked& why) {
            return waiting(WaitReason::sign_in, pause_for_a_person, why.what());
        }
    }

    void rest() override { connection_.reset(); }

  private:
    // One connection, to the sender that was used last: campaigns come in chunks.
    struct Connection {
        Uuid sender_id{};
        std::int64_t version = 0;
        std::string token;
        mail::SmtpTransport transport;
    };

    // By which account a mail goes, and with which token when somebody signed in.
    struct Way {
        std::shared_ptr<const SenderAccount> account;
        std::string token;
    };

    Outcome by_server(const Recipient&, const mail::Message& message) {
        auto made = outcome(Outcome::Kind::accepted, 250, {});
        made.provider_id = services_.mail.send(message);
        return made;
    }

    Outcome by_sender(const PreparedEmail& email, const Recipient& recipient,
                      const mail::Message& message) {
        Way way;
        if (auto why = why_not_now(email, recipient, way)) return std::move(*why);
        const auto& account = way.account;
        sign_and_send(transport_of(*account, way.token), *account,
                      {.from = envelope_sender(*account, email, recipient),
                       .to = {mail::envelope_address({"", recipient.address})}},
                      message, services_.clock.now());
        auto made = outcome(Outcome::Kind::accepted, 250, {});
        made.provider_id = message.message_id;
        return made;
    }

    // nullopt: one mail may go, by this account. When the database does not answer, nothing was
    // handed over, and nothing is in doubt.
    std::optional<Outcome> why_not_now(const PreparedEmail& email, const Recipient& recipient,
                                       Way& way) try {
        const SenderKey key{email.origin().project_id, *email.origin().sender_id};
        way.account = accounts_.find(services_, key.project_id, key.sender_id);
        if (!way.account) return outcome(Outcome::Kind::deferred, 0, "the sender is gone");
        if (way.account->sign_in == MailSignIn::oauth)
            way.token = oauth_tokens().find(services_, key.project_id, key.sender_id);
        const auto wait = send_rates().wait(services_, key, way.account->per_minute,
                                            mail_host_of(recipient.address));
        if (wait.count() > 0) return held(wait, "as fast as it may go to there already");
        if (!way.account->per_day) return std::nullopt;
        const auto until_tomorrow = limits_.wait(services_, key, *way.account->per_day);
        if (until_tomorrow.count() <= 0) return std::nullopt;
        return waiting(WaitReason::daily_limit, until_tomorrow,
                       "the sender has sent what it may in a day");
    } catch (const db::Error& error) {
        return outcome(Outcome::Kind::held, 0, error.what());
    }

    static Outcome held(std::chrono::seconds delay, std::string_view why) {
        auto held = outcome(Outcome::Kind::held, 0, why);
        held.delay = delay;
        return held;
    }

    // What the other side asked for is kept; a database that cannot must not put the mail in doubt.
    void hear_complaint(const PreparedEmail& email, const Recipient& recipient,
                        const mail::SendFailure& failure) try {
        const auto slowed = slowed_by(failure.reply_code, failure.what());
        if (!email.origin().sender_id || slowed == Slowed::nobody) return;
        send_rates().slow_down(services_, {email.origin().project_id, *email.origin().sender_id},
                               slowed == Slowed::host ? mail_host_of(recipient.address) : "");
    } catch (const db::Error& error) {
        log::warn("campaign_pace_lost", {{"what", error.what()}});
    }

    std::string envelope_sender(const SenderAccount& account, const PreparedEmail& email,
                                const Recipient& recipient) const {
        if (account.bounce_address.empty()) return mail::envelope_address(account.from);
        return make_envelope_sender(
            services_.secrets, mail::envelope_address({"", account.bounce_address}),
            {.project_id = email.origin().project_id, .execution_id = recipient.execution_id});
    }

    // A connection stays signed in when its token ends.
    mail::SmtpTransport& transport_of(const SenderAccount& account, const std::string& token) {
        const bool fits = connection_ && connection_->sender_id == account.id
                          && connection_->version == account.version && connection_->token == token;
        if (!fits) {
            auto smtp = account.smtp;
            smtp.access_token = token;
            connection_.reset(
                new Connection{account.id, account.version, token,
                               mail::SmtpTransport(std::move(smtp), services_.clock)});
        }
        return connection_->transport;
    }

    Services& services_;
    SenderAccounts& accounts_;
    DailyLimits& limits_;
    std::unique_ptr<Connection> connection_;
};

} // namespace

Vocabulary email_vocabulary(db::Transaction& tx) {
    return message_vocabulary(tx.all<std::string>(email::sql::custom_field_keys));
}

namespace {

void check_senders(db::Transaction& tx, const EmailSettings& settings, meta::Problems& problems) {
    const auto is_there = [&](const Uuid& id) { return find_sender(tx, id).has_value(); };
    if (settings.sender_id && !is_there(*settings.sender_id))
        problems.list.push_back({"settings.sender_id", "not_found", "there is no such sender"});
    std::set<Uuid> named;
    for (std::size_t i = 0; i < settings.senders.size(); ++i) {
        const auto& id = settings.senders[i].sender_id;
        const auto field = fmt::format("settings.senders[{}].sender_id", i);
        if (!named.insert(id).second)
            problems.list.push_back({field, "duplicate", "stands there twice"});
        else if (!is_there(id))
            problems.list.push_back({field, "not_found", "there is no such sender"});
    }
}

} // namespace

void EmailChannel::validate(Services& services, db::Transaction& tx, const MessageContent& message,
                            meta::Problems& problems) const {
    const auto settings = settings_of(tx, message, problems);
    check_senders(tx, settings, problems);
    check_attachments(services, tx, message.media_attachments, problems);
    if (problems.empty()) email_templates(message, settings, email_vocabulary(tx), problems);
}

void EmailChannel::require_complete(db::Transaction& tx, const MessageContent& message,
                                    meta::Problems& problems) const {
    if (message.purpose != MessagePurpose::marketing) return;
    meta::Problems told; // by validate()
    const auto settings = settings_of(tx, message, told);
    const auto templates = told.empty()
                               ? email_templates(message, settings, email_vocabulary(tx), told)
                               : std::nullopt;
    if (templates) require_footer(*templates, message, settings, problems);
}

std::vector<SenderShare> EmailChannel::senders(db::Transaction& tx,
                                               const MessageContent& message) const {
    meta::Problems problems;
    const auto settings = settings_of(tx, message, problems);
    std::vector<SenderShare> shares;
    for (const auto& sender : senders_of(tx, settings)) {
        const auto named =
            std::ranges::find(settings.senders, sender.id, &WeightedSender::sender_id);
        shares.push_back({.sender_id = sender.id,
                          .weight = named == settings.senders.end() ? 1 : named->weight,
                          .price_per_thousand = terms_of(tx, sender.id).price_per_thousand});
    }
    return shares;
}

std::unique_ptr<PreparedMessage> EmailChannel::prepare(Services& services, db::Transaction& tx,
                                                       const MessageContent& message,
                                                       const std::optional<Uuid>& sender_id) const {
    meta::Problems problems;
    const auto settings = settings_of(tx, message, problems);
    std::optional<EmailTemplates> templates;
    if (problems.empty())
        templates = email_templates(message, settings, email_vocabulary(tx), problems);
    if (!templates)
        throw Unprepared(problems.list.front().field + ": " + problems.list.front().message);
    return std::make_unique<PreparedEmail>(
        std::move(*templates), origin_of(services, tx, settings, sender_id),
        Tracking{settings.track_opens,
                 settings.track_clicks,
                 {settings.utm_source, settings.utm_medium, settings.utm_campaign}},
        std::make_unique<Attachments>(services, tx, message.media_attachments), message.purpose,
        services.secrets, services.config.pages_url);
}

std::optional<Rendered> EmailChannel::fill_in(std::string_view blank_form,
                                              std::string_view personal_values) const {
    return fill_in_email(blank_form, personal_values);
}

std::unique_ptr<Carrier> EmailChannel::open(Services& services) const {
    static SenderAccounts accounts;
    static DailyLimits limits;
    return std::make_unique<EmailCarrier>(services, accounts, limits);
}

} // namespace campaigns
