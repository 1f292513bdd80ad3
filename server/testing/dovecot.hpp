// A mailbox that is read over IMAP and POP3: Dovecot, with one user and a Maildir.
#pragma once
#include "platform/base/timestamp.hpp"
#include "testing/local_program.hpp"
#include "testing/socket_server.hpp"

namespace testing_servers {

class Dovecot {
  public:
    static constexpr const char* user = "bounces";
    static constexpr const char* password = "a quiet mailbox";

    // `token_info_url`: whom it asks for the user of an access token; empty: it knows no tokens.
    explicit Dovecot(const std::string& token_info_url = {});
    ~Dovecot();

    std::uint16_t imap_port() const { return imap_; }   // STARTTLS
    std::uint16_t imaps_port() const { return imaps_; } // TLS
    std::uint16_t pop3_port() const { return pop3_; }
    std::uint16_t pop3s_port() const { return pop3s_; }
    // What a client has to trust.
    std::filesystem::path certificate() const { return program_.folder() / "certificate.pem"; }

    // Into the inbox, or a folder below it by its name on disk (".Reports"), as of this time.
    void deliver(std::string_view mail, Timestamp at, const std::string& folder = {});
    // How many mails lie in the inbox, and how many of them somebody has read.
    int mails() const;
    int seen_mails() const;
    // Every mail gets another number, and the mailbox another UIDVALIDITY.
    void renumber();
    void stop() { program_.stop(); }

  private:
    std::string configuration(const std::string& token_info_url);

    LocalProgram program_;
    TlsIdentity identity_;
    std::uint16_t imap_ = free_port(), imaps_ = free_port(), pop3_ = free_port(),
                  pop3s_ = free_port();
    int delivered_ = 0;
};

} // namespace testing_servers
