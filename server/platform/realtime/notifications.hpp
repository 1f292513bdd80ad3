// The bell: what a person should know, in the app and by mail if he chose so.
#pragma once
#include <boost/json/object.hpp>

#include "platform/http/router.hpp"
#include "platform/text/phrase.hpp"

namespace realtime {

// Kinds a person can choose mail for, with what holds until he chooses.
enum class NotificationKind {
    task_reminder,
    import_finished,
    mention,
    webhook_disabled,
    campaign_waits, // for a decision of who may send
    domain_broken,  // the DNS of a sender no longer says what it should
};
BOOST_DESCRIBE_ENUM(NotificationKind, task_reminder, import_finished, mention, webhook_disabled,
                    campaign_waits, domain_broken)

struct NewNotification {
    Uuid user_id;
    NotificationKind kind = NotificationKind::mention;
    // In English for the API; the mail says it in the reader's language.
    text::Phrase title;              // at most 300 characters
    text::Phrase body;               // at most 2,000
    std::optional<std::string> link; // inside the app: "/contacts/…"
    // What the words say, for an app that says it in the reader's language:
    // {"about":"import_finished","file":"people.csv","added":3}.
    boost::json::object details;
};

// Stores it, tells the person's open tabs, and mails it when wanted. Nothing happens for who is no
// member any more.
void notify(db::Transaction& tx, const Uuid& project_id, const NewNotification& notification);

std::int64_t count_unread(db::Transaction& tx, const Uuid& user_id);

void add_notification_routes(http::Router& router);

} // namespace realtime
