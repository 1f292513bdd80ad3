// One connection to an SMTP server (RFC 5321). libcurl opens it, encrypts and signs in; mails are
// handed over by a dialogue of our own: where the server offers PIPELINING (RFC 2920) everything
// before the mail itself goes out at once, so that two answers are waited for in place of four, and
// a refused mail does not cost the connection.
#pragma once
#include "platform/mail/server_stream.hpp"
#include "platform/mail/smtp_transport.hpp"

namespace mail {

class SmtpConnection {
  public:
    // Connects and signs in. SendFailure.
    explicit SmtpConnection(const SmtpSettings& settings);
    ~SmtpConnection(); // says QUIT and does not wait

    // SendFailure.
    void hand_over(const Envelope& envelope, std::string_view bytes);
    // Whether it is still there. SendFailure.
    void check();

    // Another mail may follow.
    bool is_usable() const { return is_usable_; }
    // Nothing of the last mail itself went out: it may be handed over on another connection.
    bool kept_the_mail() const { return body_ == Body::kept; }

    // What the server said while libcurl talked to it.
    struct Greeting {
        bool offers_pipelining = false, offers_utf8 = false;
        std::string refusal; // the last reply of 400 or above
    };

  private:
    enum class Body { kept, begun, sent }; // sent: with the dot that ends it
    struct Reply {
        int code = 0;
        std::string line; // the last one
        bool is(int hundreds) const { return code / 100 == hundreds; }
    };

    template <class Talk>
    void converse(Talk talk);
    std::vector<std::string> commands_of(const Envelope& envelope) const;
    void begin_mail(const Envelope& envelope);
    void send_body(std::string_view bytes);
    Reply read_reply();
    [[noreturn]] void refuse(const Reply& reply) const;
    void make_ready_again(std::size_t unread);

    const SmtpSettings settings_;
    Greeting greeting_; // before the stream: filled while that connects
    ServerStream stream_;
    std::string buffer_; // the body as it travels
    bool is_usable_ = true;
    Body body_ = Body::kept;
};

} // namespace mail
