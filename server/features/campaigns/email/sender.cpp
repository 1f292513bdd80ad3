#include "features/campaigns/email/sender.hpp"

#include <algorithm>

#include "features/campaigns/email/sender_terms.hpp"
#include "features/campaigns/email/senders.sql.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/mail/rules.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"

namespace campaigns {

struct SealedSecrets {
    std::string password, dkim_key; // base64
};
BOOST_DESCRIBE_STRUCT(SealedSecrets, (), (password, dkim_key))

namespace {

// RFC 5321, 4.5.3.2.6: the final reply may take that long.
constexpr std::chrono::seconds final_reply_time{600};

std::string opened(Services& services, db::Transaction& tx, const Uuid& row,
                   std::string_view column, const std::string& sealed) {
    if (sealed.empty()) return {};
    const auto bytes = crypto::from_base64(sealed);
    return services.secrets.open(bytes.value_or(""),
                                 {tx.project_id(), "email_senders", column, row});
}

} // namespace

bool is_mail_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return text::is_alphanumeric(c) || c == '.' || c == '-' || c == ':';
    });
}

std::string oauth_user(const EmailSender& sender) {
    return sender.username.empty() ? sender.email : sender.username;
}

std::optional<EmailSender> find_sender(db::Transaction& tx, const std::optional<Uuid>& id) {
    return tx.maybe<EmailSender>(email::sql::find_sender, id);
}

SenderAccount account_of(Services& services, db::Transaction& tx, const EmailSender& sender) {
    const auto sealed = tx.one<SealedSecrets>(email::sql::sealed_secrets, sender.id);
    SenderAccount account;
    account.id = sender.id;
    account.version = sender.version;
    account.from = {sender.name, sender.email};
    account.bounce_address = sender.bounce_address;
    account.smtp = {.host = sender.host,
                    .port = static_cast<std::uint16_t>(sender.port),
                    .implicit_tls = sender.security == MailSecurity::tls,
                    .must_encrypt = sender.security == MailSecurity::starttls,
                    .user = sender.username,
                    .password = opened(services, tx, sender.id, "password_sealed", sealed.password),
                    .certificate_file = services.config.mail_certificates,
                    .reply_time = final_reply_time,
                    .total_time = final_reply_time + std::chrono::minutes(5)};
    account.sign_in = sender.sign_in;
    if (sender.sign_in == MailSignIn::oauth) {
        account.smtp.user = oauth_user(sender);
        account.smtp.password.clear();
    }
    account.smtp.reach = services.config.allow_private_outbound ? outbound::Reach::private_networks
                                                                : outbound::Reach::public_only;
    account.per_minute = sender.per_minute;
    account.per_day = daily_limit_of(terms_of(tx, sender.id).daily_limit,
                                     provider_limit(sender.provider, sender.email));
    const bool signs = sender.dkim_signing != DkimSigning::off && !sealed.dkim_key.empty();
    // A key that was made before the address was changed to another domain's.
    if (signs && !mailbox_provider_of(sender.email)) {
        account.dkim_key =
            DkimKey::from_pem(opened(services, tx, sender.id, "dkim_key_sealed", sealed.dkim_key));
        account.dkim_selector = sender.dkim_selector;
        account.dkim_domain = text::email_parts(mail::envelope_address(account.from)).domain;
    }
    return account;
}

std::shared_ptr<const SenderAccount> SenderAccounts::find(Services& services,
                                                          const Uuid& project_id,
                                                          const Uuid& sender_id) {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    auto& known = known_[sender_id];
    if (known.account && now - known.since < age_limit) return known.account;
    known = {services.database.in_transaction(
                 {.role = db::Role::app, .project_id = project_id, .read_only = true},
                 [&](db::Transaction& tx) -> std::shared_ptr<const SenderAccount> {
                     const auto sender = find_sender(tx, sender_id);
                     if (!sender) return nullptr;
                     return std::make_shared<SenderAccount>(account_of(services, tx, *sender));
                 }),
             now};
    return known.account;
}

} // namespace campaigns
