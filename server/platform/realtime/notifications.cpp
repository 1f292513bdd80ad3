#include "platform/realtime/notifications.hpp"

#include "platform/http/cursor.hpp"
#include "platform/mail/system_mail.hpp"
#include "platform/realtime/notifications.sql.hpp"
#include "platform/realtime/outbox.hpp"

namespace realtime {

struct Notification {
    Uuid id;
    std::string kind, title, body;
    Json details;
    std::optional<std::string> link;
    Timestamp created_at;
    std::optional<Timestamp> read_at;
};
BOOST_DESCRIBE_STRUCT(Notification, (), (id, kind, title, body, details, link, created_at, read_at))

struct ListNotifications {
    std::int32_t limit = 20;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListNotifications, (), (limit, after))

struct MarkRead {
    std::optional<std::vector<Uuid>> ids; // absent: all
};
BOOST_DESCRIBE_STRUCT(MarkRead, (), (ids))

struct NotificationAdded {
    Uuid id;
    std::string kind, title;
};
BOOST_DESCRIBE_STRUCT(NotificationAdded, (), (id, kind, title))

struct EmailPreferences {
    bool task_reminder = true;
    bool import_finished = false;
    bool mention = true;
    bool webhook_disabled = true;
    bool campaign_waits = true;
    bool domain_broken = true;
};
BOOST_DESCRIBE_STRUCT(EmailPreferences, (),
                      (task_reminder, import_finished, mention, webhook_disabled, campaign_waits,
                       domain_broken))

struct Preferences {
    EmailPreferences email;
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (email))

struct StoredPreference {
    std::string kind;
    bool by_email = false;
};
BOOST_DESCRIBE_STRUCT(StoredPreference, (), (kind, by_email))

struct MailRecipient {
    std::string name, email, language;
    std::optional<bool> by_email; // absent: the default of the kind
    std::string project_name;
};
BOOST_DESCRIBE_STRUCT(MailRecipient, (), (name, email, language, by_email, project_name))

} // namespace realtime

template <>
inline constexpr auto meta::rules<realtime::ListNotifications> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 100, .optional = true}});
template <>
inline constexpr auto meta::rules<realtime::MarkRead> =
    std::to_array<meta::Rule>({{.field = "ids", .max = 1000}});

namespace realtime {
namespace {

// nullptr: no kind that a person chooses for.
bool* preference(EmailPreferences& preferences, std::string_view kind) {
    bool* found = nullptr;
    boost::mp11::mp_for_each<
        boost::describe::describe_members<EmailPreferences, boost::describe::mod_public>>(
        [&](auto member) {
            if (kind == member.name) found = &(preferences.*member.pointer);
        });
    return found;
}

text::Phrase subject_of(const NewNotification& notification) {
    if (notification.kind != NotificationKind::task_reminder) return notification.title;
    return {"Reminder: {task}", {{"task", notification.title.in(text::Language::english)}}};
}

void mail_if_wanted(db::Transaction& tx, const Uuid& project_id,
                    const NewNotification& notification) {
    const auto kind = meta::enum_name(notification.kind);
    const auto recipient =
        tx.maybe<MailRecipient>(sql::mail_recipient, project_id, notification.user_id, kind);
    if (!recipient) return;
    EmailPreferences defaults;
    if (!recipient->by_email.value_or(*preference(defaults, kind))) return;
    mail::Letter letter{.to = recipient->email,
                        .language = text::spoken_language(recipient->language),
                        .subject = subject_of(notification),
                        .name = recipient->name,
                        .paragraphs = {notification.title}};
    if (!notification.body.is_empty()) letter.paragraphs.push_back(notification.body);
    letter.paragraphs.push_back(
        {"This is about {project}. Your settings say which notifications also come by mail.",
         {{"project", recipient->project_name}}});
    if (notification.link) letter.link = *notification.link;
    mail::send_later(tx, letter);
}

// GET /api/notifications
http::Page<Notification> list_notifications(http::Call& call,
                                            const http::Query<ListNotifications>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Notification> page;
    page.items = call.tx.all<Notification>(
        sql::list_notifications, call.user_id(), cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next =
            http::make_cursor(http::TimeCursor{page.items.back().created_at, page.items.back().id});
    }
    return page;
}

// POST /api/notifications/read
http::NoContent mark_notifications_read(http::Call& call, const MarkRead& input) {
    call.tx.execute(sql::mark_read, call.user_id(), input.ids, call.now);
    return {};
}

// GET /api/notifications/preferences
Preferences get_notification_preferences(http::Call& call) {
    Preferences preferences;
    for (const auto& stored : call.tx.all<StoredPreference>(sql::list_preferences, call.user_id()))
        if (bool* chosen = preference(preferences.email, stored.kind)) *chosen = stored.by_email;
    return preferences;
}

// PUT /api/notifications/preferences
Preferences put_notification_preferences(http::Call& call, const Preferences& input) {
    boost::mp11::mp_for_each<
        boost::describe::describe_members<EmailPreferences, boost::describe::mod_public>>(
        [&](auto member) {
            call.tx.later(sql::put_preference, call.user_id(), member.name,
                          input.email.*member.pointer);
        });
    return input;
}

} // namespace

void notify(db::Transaction& tx, const Uuid& project_id, const NewNotification& notification) {
    const auto id = Uuid::make();
    const auto kind = meta::enum_name(notification.kind);
    const auto title = notification.title.in(text::Language::english);
    tx.later(sql::insert_notification, id, project_id, notification.user_id, kind, title,
             notification.body.in(text::Language::english), notification.link,
             Json{boost::json::serialize(notification.details)});
    publish_for(tx, project_id, "notifications", "notification.added",
                meta::write(NotificationAdded{id, std::string(kind), title}), notification.user_id);
    mail_if_wanted(tx, project_id, notification);
}

std::int64_t count_unread(db::Transaction& tx, const Uuid& user_id) {
    return tx.one<std::int64_t>(sql::count_unread, user_id);
}

void add_notification_routes(http::Router& on) {
    using namespace http;
    on.get<list_notifications>("/api/notifications", viewer(), Rate::read);
    on.post<mark_notifications_read>("/api/notifications/read", viewer(), Rate::write);
    on.get<get_notification_preferences>("/api/notifications/preferences", viewer(), Rate::read);
    on.put<put_notification_preferences>("/api/notifications/preferences", viewer(), Rate::write);
}

} // namespace realtime
