#include "platform/mail/dev_inbox.hpp"

#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/db/database.hpp"
#include "platform/mail/dev_inbox.sql.hpp"
#include "platform/mail/smtp_transport.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace mail {
namespace {

constexpr std::size_t preview_code_points = 140;

std::string preview_of(const Message& message) {
    std::string text(text::first_code_points(message.text, preview_code_points));
    for (auto& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

} // namespace

std::string DevInbox::send(const Message& message) {
    auto sent = message;
    if (sent.message_id.empty()) sent.message_id = make_message_id(sent.from);
    const auto now = clock_.now();
    const auto source = to_bytes(sent, now);
    std::string recipients;
    for (const auto& to : sent.to) recipients += (recipients.empty() ? "" : ", ") + to_text(to);
    database_.in_transaction(db::Scope{.role = db::Role::system}, [&](db::Transaction& tx) {
        tx.query(sql::insert_mail, Uuid::make(), to_text(sent.from), recipients, sent.subject,
                 preview_of(sent), crypto::to_base64(source), now);
        tx.query(sql::keep_newest_mails, dev_inbox_limit);
    });
    return sent.message_id;
}

std::unique_ptr<Transport> make_transport(const config::Config& config, db::Pool& database,
                                          const Clock& clock) {
    if (config.smtp_url.empty()) return std::make_unique<DevInbox>(database, clock);
    return std::make_unique<SmtpTransport>(parse_smtp_url(config.smtp_url), clock);
}

} // namespace mail
