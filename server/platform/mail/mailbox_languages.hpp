// The two languages that mailboxes are read in. Only mailbox.cpp includes this.
#pragma once
#include <map>

#include "platform/mail/imap_reply.hpp"
#include "platform/mail/mailbox_connection.hpp"

namespace mail {

class ImapMailbox final : public Mailbox {
  public:
    explicit ImapMailbox(const MailboxSettings& settings);

    std::string validity() const override { return validity_; }
    std::vector<std::string> list(std::uint32_t after, Timestamp since) override;
    std::vector<MailHead> heads(std::span<const std::string> uids) override;
    std::optional<std::string> fetch(const std::string& uid, std::size_t limit) override;
    void mark_seen(std::span<const std::string> uids) override;
    void remove(std::span<const std::string> uids) override;

  private:
    // The answers before the one that ends the command; `refusal` when that is no OK.
    std::vector<ImapReply> ask(std::string_view command, MailboxFailure::Kind refusal);
    ImapReply read_reply();

    MailboxConnection connection_;
    std::string validity_;
    bool can_expunge_some_ = false; // UIDPLUS, RFC 4315
    int last_tag_ = 0;
    std::size_t literal_bytes_ = 0; // of the answers to this command so far
};

class Pop3Mailbox final : public Mailbox {
  public:
    explicit Pop3Mailbox(const MailboxSettings& settings);

    std::string validity() const override { return {}; }
    std::vector<std::string> list(std::uint32_t after, Timestamp since) override;
    std::vector<MailHead> heads(std::span<const std::string> uids) override;
    std::optional<std::string> fetch(const std::string& uid, std::size_t limit) override;
    void mark_seen(std::span<const std::string> uids) override;
    void remove(std::span<const std::string> uids) override;

  private:
    struct Place {
        std::string number; // in this session
        std::uint64_t bytes = 0;
    };

    // False: -ERR.
    bool ask(std::string_view command);
    // Lines up to the dot, unstuffed, with CRLF; at most `limit` bytes of them are kept.
    std::string read_text(std::size_t limit);
    void expect(std::string_view command);

    MailboxConnection connection_;
    std::map<std::string, Place> places_; // by uid
};

} // namespace mail
