// A way to people: email, later SMS, social networks, push. The engine knows whom a message is
// for, when it is due and what became of it; a channel knows how it is checked, written and handed
// over. Nothing in the engine names a channel.
//
//     validate    what the author wrote, while he writes; require_complete when he is done
//     prepare     once a message: templates parsed, sender looked up
//     render      once a person: pure, any thread
//     hand_over   once an attempt: over a Carrier, which one thread owns and which keeps its
//                 connection from one person to the next
//     report      what became known later (reports.hpp): delivered, bounced, opened …
#pragma once
#include <boost/json/object.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/meta/describe.hpp"

struct Services;
namespace db {
class Transaction;
}

namespace campaigns {

enum class ChannelName { email, sms, social, push };
BOOST_DESCRIBE_ENUM(ChannelName, email, sms, social, push)

// Why somebody is written to.
enum class MessagePurpose {
    marketing,     // news and offers: only with a way out, and with the address of who sends it
    transactional, // what somebody waits for: neither, and also to who wants no news
    trial,         // being written: looked at or tried out by its author, who may not be done
};
BOOST_DESCRIBE_ENUM(MessagePurpose, marketing, transactional, trial)

// What the author wrote: columns of campaign_messages, topic and purpose are the campaign's.
struct MessageContent {
    Uuid id{}, campaign_id{};
    ChannelName channel = ChannelName::email;
    std::string topic; // key of a topic of the preference centre; empty: none
    std::string subject_line;
    std::string message_content; // text
    std::string html_content;
    std::vector<Uuid> media_attachments; // files that go along
    Json settings{"{}"};                 // the channel's own: sender, reply-to, preheader, blocks
    MessagePurpose purpose = MessagePurpose::trial;
};
BOOST_DESCRIBE_STRUCT(MessageContent, (),
                      (id, campaign_id, channel, topic, subject_line, message_content, html_content,
                       media_attachments, settings, purpose))

// One row of the ledger on its way.
struct Recipient {
    // Row of campaign_executions: the same at every attempt, so what is made from it is too
    // (Message-ID, envelope sender, links, unsubscribe).
    Uuid execution_id{};
    Uuid contact_id{};
    std::string address;      // an e-mail address as typed, a phone number as E.164, a push token
    boost::json::object data; // what templates read: {"contact":{…},"campaign":{…},"project":{…}}
};

// What one person gets. Bytes that travel (MIME, signatures) are made by hand_over.
struct Rendered {
    std::string subject, text, html;
    std::vector<std::string> blanks; // tokens that came out empty, each once: for the rehearsal
};

// This message cannot be written for this person (a template beyond its limits, a header that
// would break): the row becomes `failed` with what(), at once.
struct Unwritable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The message as a whole cannot be sent (no sender, a template that does not parse): the campaign
// pauses with what(), nobody is lost.
struct Unprepared : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Why nothing more of a message leaves by a sender for now.
enum class WaitReason {
    unreachable, // nobody answers there
    settings,    // the other side takes nothing by what is set up: a password, encryption
    sign_in,     // somebody has to sign in to the provider again
    daily_limit, // it has sent what it may in a day
};
BOOST_DESCRIBE_ENUM(WaitReason, unreachable, settings, sign_in, daily_limit)

// What an attempt came to.
struct Outcome {
    enum class Kind {
        accepted, // taken over for good (SMTP: 250 after the data)
        refused,  // for good (5xx): the row becomes `bounced`
        deferred, // not now (4xx, no connection, a provider that is down): tried again with backoff
        held,    // not attempted, a rate says wait: comes again after `delay`, counts as no attempt
        failed,  // nothing that another attempt would mend and not the address's fault
        unknown, // all of it went out and no answer came: never sent again by itself
    };
    Kind kind = Kind::unknown;
    std::int32_t reply_code = 0; // of SMTP or HTTP, 0: none
    std::string detail;          // for people, without the address: "550 5.1.1 no such user"
    std::string provider_id;     // how the provider calls the message, empty: as we do
    std::optional<std::chrono::seconds> delay; // wanted by the provider, or by a rate
    // Of `held` and `deferred`: nothing of this message leaves by this sender before.
    std::optional<WaitReason> waits_because;
};

// What the way of a message costs, and how much it takes.
struct SendingTerms {
    std::int64_t price_per_thousand = 0;    // minor units of the project's currency
    std::optional<std::int32_t> per_minute; // absent: as fast as it goes
    std::optional<std::int32_t> per_day;    // in any 24 hours; absent: any number
    std::int32_t sent_in_a_day = 0;
};

// One of the senders of a message, and how big its part of the people is beside the others'.
struct SenderShare {
    Uuid sender_id{};
    std::int32_t weight = 1;             // 1 to most_sender_weight
    std::int64_t price_per_thousand = 0; // as in SendingTerms
};
inline constexpr std::int32_t most_sender_weight = 100;

// A message ready to be written for many. Thread-safe; lives as long as a run of the campaign.
class PreparedMessage {
  public:
    virtual ~PreparedMessage() = default;
    // Throws Unwritable. Knows no database and no network.
    virtual Rendered render(const Recipient& recipient) const = 0;
    // As they were when it was prepared.
    virtual SendingTerms terms() const { return {}; }
    // Whom it comes from, for people: "Salon <news@salon.example>".
    virtual std::string sender_name() const { return {}; }
    // Where the author's links of one person's message lead, each once: for the rehearsal.
    virtual std::vector<std::string> links(const Recipient& /*recipient*/) const { return {}; }
    // What stays of what people were sent (kept_contents.hpp): once the message with nobody in it,
    // and of each person what is his alone. Both are JSON; empty: this channel keeps nothing.
    virtual std::string blank_form() const { return {}; }
    virtual std::string personal_values(const Recipient& /*recipient*/) const { return {}; }
    // About how many bytes travel to one person.
    virtual std::int64_t size_of(const Rendered& rendered) const {
        return static_cast<std::int64_t>(rendered.subject.size() + rendered.text.size()
                                         + rendered.html.size());
    }
};

// Hands over, one after another, on the thread that owns it. Opens its connection when it needs
// it, keeps it, and opens a new one when it broke.
class Carrier {
  public:
    virtual ~Carrier() = default;
    // Never throws for what the other side does: that is an Outcome. Returns within the time that
    // the channel waits for a final reply (email: 10 minutes); sleeps at most 200 ms for a rate,
    // else answers `held`.
    virtual Outcome hand_over(const PreparedMessage& message, const Recipient& recipient,
                              const Rendered& rendered) = 0;
    // Nothing to do for now: polite to the other side, connections may close.
    virtual void rest() {}
};

class Channel {
  public:
    virtual ~Channel() = default;
    virtual ChannelName name() const = 0;
    // Problems of the fields of MessageContent, by name ("subject_line", "settings.sender_id"), in
    // the project of the transaction. Run when a message is stored and before an approval.
    virtual void validate(Services& services, db::Transaction& tx, const MessageContent& message,
                          meta::Problems& problems) const = 0;
    // What a draft may lack, but nobody may be written to without, given its purpose. Of a message
    // that is valid; run before it is rehearsed and before it is sent.
    virtual void require_complete(db::Transaction&, const MessageContent&, meta::Problems&) const {}
    // By whom it leaves; none: there is only one way. In the project of the transaction.
    virtual std::vector<SenderShare> senders(db::Transaction& /*tx*/,
                                             const MessageContent& /*message*/) const {
        return {};
    }
    // As it leaves by that sender; without one, or when it is gone, by the first that there is.
    // Throws Unprepared. In the project of the transaction.
    virtual std::unique_ptr<PreparedMessage> prepare(
        Services& services, db::Transaction& tx, const MessageContent& message,
        const std::optional<Uuid>& sender_id) const = 0;
    virtual std::unique_ptr<Carrier> open(Services& services) const = 0;
    // What a person was sent, of what PreparedMessage kept; links lead nowhere. nullopt: it cannot
    // be written any more.
    virtual std::optional<Rendered> fill_in(std::string_view /*blank_form*/,
                                            std::string_view /*personal_values*/) const {
        return std::nullopt;
    }
};

// Which channels there are. Filled before the first request, then only read.
class Channels {
  public:
    void add(std::unique_ptr<Channel> channel);  // a second of one name takes the first one's place
    const Channel* find(ChannelName name) const; // nullptr: this server has none

  private:
    std::vector<std::unique_ptr<Channel>> channels_;
};

} // namespace campaigns
