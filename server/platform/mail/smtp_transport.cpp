#include "platform/mail/smtp_transport.hpp"

#include <mutex>
#include <vector>

#include "platform/base/url.hpp"
#include "platform/mail/rules.hpp"
#include "platform/mail/smtp_connection.hpp"

namespace mail {
namespace {

using Kind = SendFailure::Kind;

} // namespace

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::settings:
            return "settings";
        case Kind::connection:
            return "connection";
        case Kind::temporary:
            return "temporary";
        case Kind::permanent:
            return "permanent";
        case Kind::unknown:
            return "unknown";
    }
    throw std::logic_error("a kind without a name");
}

SmtpSettings parse_smtp_url(std::string_view text) {
    const auto url = parse_url(text);
    if (!url || (url->scheme != "smtp" && url->scheme != "smtps"))
        throw std::invalid_argument("no URL of an SMTP server");
    return {.host = url->host,
            .port = url->port,
            .implicit_tls = url->scheme == "smtps",
            .user = url->user,
            .password = url->password};
}

struct SmtpTransport::State {
    using Connection = std::unique_ptr<SmtpConnection>;

    SmtpSettings settings;
    const Clock& clock;
    std::mutex mutex;
    std::vector<Connection> idle;

    // A kept connection, or none.
    Connection take_idle() {
        const std::lock_guard lock(mutex);
        if (idle.empty()) return nullptr;
        auto connection = std::move(idle.back());
        idle.pop_back();
        return connection;
    }
    void give_back(Connection connection) {
        if (!connection->is_usable()) return;
        const std::lock_guard lock(mutex);
        if (idle.size() < idle_limit) idle.push_back(std::move(connection));
    }

    // Tries again on another connection when a kept one turned out to be dead before the mail was
    // on its way.
    template <class Work>
    void with_connection(Work work) {
        for (;;) {
            auto connection = take_idle();
            const bool was_idle = connection != nullptr;
            if (!was_idle) connection = std::make_unique<SmtpConnection>(settings);
            try {
                work(*connection);
                return give_back(std::move(connection));
            } catch (const SendFailure& failure) {
                const bool was_dead = was_idle && connection->kept_the_mail()
                                      && (failure.reply_code == 0 || failure.reply_code == 421);
                if (!was_dead) {
                    give_back(std::move(connection));
                    throw;
                }
            }
        }
    }
};

SmtpTransport::SmtpTransport(SmtpSettings settings, const Clock& clock)
    : state_(new State{.settings = std::move(settings), .clock = clock}) {}

SmtpTransport::~SmtpTransport() = default;

std::string SmtpTransport::send(const Message& message) {
    auto named = message;
    if (named.message_id.empty()) named.message_id = make_message_id(message.from);
    const auto bytes = to_bytes(named, state_->clock.now());
    Envelope envelope{envelope_address(message.from), {}};
    for (const auto& recipient : message.to) envelope.to.push_back(envelope_address(recipient));
    hand_over(envelope, bytes);
    return named.message_id;
}

void SmtpTransport::hand_over(const Envelope& envelope, std::string_view bytes) {
    state_->with_connection(
        [&](SmtpConnection& connection) { connection.hand_over(envelope, bytes); });
}

void SmtpTransport::check() {
    state_->with_connection([](SmtpConnection& connection) { connection.check(); });
}

} // namespace mail
