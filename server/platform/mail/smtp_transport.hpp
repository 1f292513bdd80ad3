// Mail over SMTP to the server that the operator set up (smtp_url), over connections that are kept.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/mail/transport.hpp"
#include "platform/outbound/address_guard.hpp"
#include "platform/time/clock.hpp"

namespace mail {

struct SmtpSettings {
    std::string host;
    std::uint16_t port = 587;
    bool implicit_tls = false; // smtps://
    bool must_encrypt = false; // by STARTTLS, or nothing is sent
    std::string user;          // empty: no sign-in
    std::string password;
    std::string access_token;     // instead of a password: AUTH XOAUTH2
    std::string certificate_file; // PEM of authorities to trust; empty: the system's
    std::chrono::milliseconds connect_time{10'000};
    std::chrono::seconds reply_time{120};          // for one reply of the server
    std::chrono::milliseconds total_time{300'000}; // to connect, and again for each mail
    // Where the connection may lead to; absent: anywhere. For hosts that customers enter.
    std::optional<outbound::Reach> reach;
};

// Whom a mail is from and for, as the servers on its way hear it; without angle brackets.
struct Envelope {
    std::string from;
    std::vector<std::string> to;
};

// smtp://user:password@host:587 or smtps://…; std::invalid_argument for anything else, without
// showing the password.
SmtpSettings parse_smtp_url(std::string_view url);

// Keeps connections open between mails, at most `idle_limit`. With a user name TLS must be had and
// its certificate hold, or nothing is sent; without one, TLS is used when the server offers it,
// whatever its certificate: the alternative is none.
class SmtpTransport final : public Transport {
  public:
    static constexpr std::size_t idle_limit = 4;

    SmtpTransport(SmtpSettings settings, const Clock& clock);
    ~SmtpTransport() override;

    std::string send(const Message& message) override;
    // The same for bytes that are written already (and signed). SendFailure.
    void hand_over(const Envelope& envelope, std::string_view bytes);
    // Connects and signs in without sending anything, for `doctor` and `mail test`. SendFailure
    // when that does not work.
    void check();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace mail
