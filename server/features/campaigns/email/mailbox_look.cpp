// One look at a mailbox. How far it was read moves on in the transaction that takes a report in, so
// that a killed server goes on without one lost or counted twice; marking and removing come after
// the commit, and what was not reached is done by the next look.
#include <algorithm>
#include <set>

#include "features/campaigns/email/bounce_intake.hpp"
#include "features/campaigns/email/bounce_mailbox.hpp"
#include "features/campaigns/email/bounce_mailboxes.sql.hpp"
#include "features/campaigns/email/oauth_tokens.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/log/log.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/clock.hpp"

namespace campaigns {

struct ClaimedMailbox {
    Uuid project_id{}, sender_id{};
};
BOOST_DESCRIBE_STRUCT(ClaimedMailbox, (), (project_id, sender_id))

struct LeasedMailbox {
    MailboxProtocol protocol = MailboxProtocol::imap;
    std::string host;
    std::int32_t port = 0;
    MailboxSecurity security = MailboxSecurity::tls;
    std::string username, password, folder; // the password sealed, in base64
    Afterwards afterwards = Afterwards::keep;
    MailboxSignIn sign_in = MailboxSignIn::password;
    std::string uid_validity;
    std::int64_t last_uid = 0;
    std::optional<Timestamp> succeeded_at;
    Timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(LeasedMailbox, (),
                      (protocol, host, port, security, username, password, folder, afterwards,
                       sign_in, uid_validity, last_uid, succeeded_at, created_at))

namespace {

constexpr std::size_t heads_at_once = 50;
constexpr std::size_t longest_failure_bytes = 500;

// The mailbox was changed or taken away, another node has it, or the server stops.
struct LookOver {};

bool is_report(const mail::MailHead& head) {
    return head.bytes <= longest_bounce
           && text::to_lower_ascii(head.content_type).find("multipart/report") != std::string::npos;
}

class Look {
    // First of all: its result is deduced.
    template <class F>
    auto in_project(F&& body) {
        return services_.database.in_transaction(
            {.role = db::Role::app, .project_id = claimed_.project_id}, std::forward<F>(body));
    }

  public:
    Look(Services& services, const ClaimedMailbox& claimed, const Uuid& lease,
         const std::atomic<bool>& stops)
        : services_(services), claimed_(claimed), lease_(lease), stops_(stops) {}

    // True: there is more to be read.
    bool run() {
        known_ = in_project([&](db::Transaction& tx) {
            auto row =
                tx.maybe<LeasedMailbox>(email::sql::leased_mailbox, claimed_.sender_id, lease_);
            if (!row) throw LookOver();
            if (row->sign_in == MailboxSignIn::password) row->password = opened(tx, row->password);
            return std::move(*row);
        });
        auto how = settings();
        if (known_.sign_in == MailboxSignIn::sender)
            how.access_token =
                oauth_tokens().find(services_, claimed_.project_id, claimed_.sender_id);
        mailbox_ = mail::open_mailbox(how);
        start_anew_if_renumbered();
        auto uids = unread();
        const bool has_more = uids.size() > most_mails_in_look;
        if (has_more) uids.resize(most_mails_in_look);
        const bool is_through = read(uids);
        end_reports();
        return has_more || !is_through;
    }

  private:
    std::string opened(db::Transaction& tx, const std::string& sealed) {
        return services_.secrets.open(
            crypto::from_base64(sealed).value_or(""),
            {tx.project_id(), "bounce_mailboxes", "password_sealed", claimed_.sender_id});
    }

    mail::MailboxSettings settings() const {
        using Protocol = mail::MailboxSettings::Protocol;
        mail::MailboxSettings settings;
        settings.protocol = is_imap() ? Protocol::imap : Protocol::pop3;
        settings.host = known_.host;
        settings.port = static_cast<std::uint16_t>(known_.port);
        settings.implicit_tls = known_.security == MailboxSecurity::tls;
        settings.user = known_.username;
        settings.password = known_.password;
        settings.folder = known_.folder;
        settings.certificate_file = services_.config.mail_certificates;
        settings.reach = services_.config.allow_private_outbound ? outbound::Reach::private_networks
                                                                 : outbound::Reach::public_only;
        return settings;
    }

    bool is_imap() const { return known_.protocol == MailboxProtocol::imap; }

    void start_anew_if_renumbered() {
        if (mailbox_->validity() == known_.uid_validity) return;
        in_project([&](db::Transaction& tx) {
            tx.query(email::sql::start_mailbox_anew, claimed_.sender_id, lease_,
                     mailbox_->validity());
        });
        known_.last_uid = 0;
    }

    std::vector<std::string> unread() {
        const auto since = known_.succeeded_at.value_or(known_.created_at - mailbox_look_back)
                           - std::chrono::days(1); // whatever zone the server counts days in
        auto uids = mailbox_->list(static_cast<std::uint32_t>(known_.last_uid), since);
        if (is_imap()) return uids;
        const auto known = in_project([&](db::Transaction& tx) {
            return tx.all<std::string>(email::sql::known_mails, claimed_.sender_id);
        });
        forget_those_gone(known, uids);
        const std::set<std::string> read(known.begin(), known.end());
        std::erase_if(uids, [&](const std::string& uid) { return read.contains(uid); });
        return uids;
    }

    void forget_those_gone(const std::vector<std::string>& known,
                           const std::vector<std::string>& uids) {
        const std::set<std::string> there(uids.begin(), uids.end());
        std::vector<std::string> gone;
        for (const auto& uid : known)
            if (!there.contains(uid)) gone.push_back(uid);
        if (gone.empty()) return;
        in_project([&](db::Transaction& tx) {
            tx.query(email::sql::forget_mails, claimed_.sender_id, gone);
        });
    }

    // False: the time was over before the mails were.
    bool read(std::span<const std::string> uids) {
        const auto end = std::chrono::steady_clock::now() + longest_look;
        while (!uids.empty()) {
            const auto some = uids.first(std::min(heads_at_once, uids.size()));
            for (const auto& head : mailbox_->heads(some))
                if (is_report(head)) take(head.uid);
            in_project([&](db::Transaction& tx) { advance(tx, some, false); });
            uids = uids.subspan(some.size());
            if (std::chrono::steady_clock::now() > end) return uids.empty();
        }
        return true;
    }

    void take(const std::string& uid) {
        if (stops_) throw LookOver();
        const auto mail = mailbox_->fetch(uid, longest_bounce);
        if (!mail) return;
        in_project([&](db::Transaction& tx) {
            const auto result = take_bounce(services_, tx, *mail, services_.clock.now());
            advance(tx, std::span(&uid, 1), result.was_ours);
        });
    }

    // `uids` were read, the last one too; `are_reports`: about mails of the project.
    void advance(db::Transaction& tx, std::span<const std::string> uids, bool are_reports) {
        const std::int64_t last_uid = is_imap() ? std::stoll(uids.back()) : 0;
        const std::int64_t reports = are_reports ? std::ssize(uids) : 0;
        if (!tx.maybe<std::int64_t>(email::sql::advance_mailbox, claimed_.sender_id, lease_,
                                    last_uid, reports, services_.clock.now() + mailbox_lease))
            throw LookOver();
        const bool awaits_end = are_reports && known_.afterwards != Afterwards::keep;
        if (!is_imap() || awaits_end)
            tx.query(email::sql::remember_mails, claimed_.sender_id,
                     std::vector(uids.begin(), uids.end()), awaits_end);
    }

    // Marks or removes; also what an earlier look did not come to.
    void end_reports() {
        const auto reports = in_project([&](db::Transaction& tx) {
            return tx.all<std::string>(email::sql::open_reports, claimed_.sender_id);
        });
        for (std::span<const std::string> left(reports); !left.empty();) {
            // POP3 removes when it says good-bye: all at once.
            const auto some = left.first(is_imap() ? std::min(mail::most_mails_at_once, left.size())
                                                   : left.size());
            if (known_.afterwards == Afterwards::remove) mailbox_->remove(some);
            if (known_.afterwards == Afterwards::mark_seen) mailbox_->mark_seen(some);
            left = left.subspan(some.size());
            if (is_imap() || known_.afterwards == Afterwards::remove)
                in_project([&](db::Transaction& tx) {
                    tx.query(email::sql::forget_mails, claimed_.sender_id,
                             std::vector(some.begin(), some.end()));
                });
        }
    }

    Services& services_;
    ClaimedMailbox claimed_;
    Uuid lease_;
    const std::atomic<bool>& stops_;
    LeasedMailbox known_;
    std::unique_ptr<mail::Mailbox> mailbox_;
};

std::string name_of(mail::MailboxFailure::Kind kind) {
    using Kind = mail::MailboxFailure::Kind;
    switch (kind) {
        case Kind::sign_in:
            return "sign_in";
        case Kind::tls:
            return "tls";
        case Kind::connection:
            return "connection";
        case Kind::folder:
            return "folder";
        case Kind::nonsense:
            return "nonsense";
    }
    throw std::logic_error("a kind without a name");
}

// What a look came to; `failure` empty: well.
struct LookResult {
    bool has_more = false;
    std::string failure, detail;
};

LookResult look_at(Services& services, const ClaimedMailbox& claimed, const Uuid& lease,
                   const std::atomic<bool>& stops) {
    try {
        return {Look(services, claimed, lease, stops).run(), {}, {}};
    } catch (const mail::MailboxFailure& failure) {
        return {false, name_of(failure.kind), failure.what()};
    } catch (const crypto::SecretUnreadable& failure) {
        return {false, "secret", failure.what()};
    } catch (const OAuthRevoked&) {
        return {false, "oauth_revoked", {}};
    } catch (const OAuthUnavailable& failure) {
        return {false, "connection", failure.what()};
    } catch (const std::exception& failure) {
        log::error("bounce_mailbox_failed", {{"error", failure.what()}});
        return {false, "server", {}};
    }
}

} // namespace

bool read_due_mailbox(Services& services, const std::atomic<bool>& stops) {
    const auto lease = Uuid::make();
    const auto now = services.clock.now();
    const auto claimed =
        services.database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
            return tx.maybe<ClaimedMailbox>(email::sql::claim_due_mailbox, lease, now,
                                            now + mailbox_lease);
        });
    if (!claimed) return false;
    const db::Scope scope{.role = db::Role::app, .project_id = claimed->project_id};
    try {
        const auto result = look_at(services, *claimed, lease, stops);
        services.database.in_transaction(scope, [&](db::Transaction& tx) {
            const auto ended = services.clock.now();
            const auto detail =
                text::repaired(text::first_bytes(result.detail, longest_failure_bytes));
            tx.query(email::sql::end_look, claimed->sender_id, lease,
                     result.has_more ? ended : ended + mailbox_pause, result.failure, detail,
                     ended);
        });
    } catch (const LookOver&) {
        services.database.in_transaction(scope, [&](db::Transaction& tx) {
            tx.query(email::sql::give_mailbox_back, claimed->sender_id, lease);
        });
    }
    return true;
}

} // namespace campaigns
