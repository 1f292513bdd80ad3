// The dev inbox on the screen. It shows system mail of everybody on this server, so it is there
// only while no sender is set up, and for admins.
#include "platform/config/config.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/http/cursor.hpp"
#include "platform/mail/dev_inbox.hpp"
#include "platform/mail/dev_inbox.sql.hpp"
#include "platform/mail/parts.hpp"

namespace mail {

struct InboxMail {
    Uuid id;
    std::string sender, recipient, subject, preview;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(InboxMail, (), (id, sender, recipient, subject, preview, created_at))

struct StoredMail {
    Uuid id;
    std::string sender, recipient, subject, preview;
    Timestamp created_at;
    std::string source; // base64
};
BOOST_DESCRIBE_STRUCT(StoredMail, (), (id, sender, recipient, subject, preview, created_at, source))

struct ShownHeader {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(ShownHeader, (), (name, value))

struct ShownMail {
    Uuid id;
    std::string sender, recipient, subject;
    Timestamp created_at;
    std::string text, html; // html is for a sandboxed frame only
    std::vector<ShownHeader> headers;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(ShownMail, (),
                      (id, sender, recipient, subject, created_at, text, html, headers, source))

struct ListMails {
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ListMails, (), (limit, after))

struct MailStatus {
    bool sender_configured = false;
};
BOOST_DESCRIBE_STRUCT(MailStatus, (), (sender_configured))

} // namespace mail

template <>
inline constexpr auto meta::rules<mail::ListMails> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true}});

namespace mail {
namespace {

bool sender_configured(const http::Call& call) {
    return !call.services.config.smtp_url.empty();
}

void refuse_with_sender(const http::Call& call) {
    if (sender_configured(call)) throw Refusal("not_found");
}

// GET /api/dev-inbox
http::Page<InboxMail> list_dev_inbox(http::Call& call, const http::Query<ListMails>& query) {
    refuse_with_sender(call);
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<InboxMail> page;
    page.items =
        call.tx.all<InboxMail>(sql::list_mails, cursor ? std::optional(cursor->at) : std::nullopt,
                               cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next =
            http::make_cursor(http::TimeCursor{page.items.back().created_at, page.items.back().id});
    }
    return page;
}

// GET /api/dev-inbox/{id}
ShownMail get_dev_inbox_mail(http::Call& call, const Uuid& id) {
    refuse_with_sender(call);
    const auto stored = call.tx.maybe<StoredMail>(sql::find_mail, id);
    if (!stored) throw Refusal("not_found");
    auto source = crypto::from_base64(stored->source);
    if (!source) throw std::logic_error("a stored mail is not base64");
    auto parts = read_parts(*source);
    ShownMail shown{
        stored->id,         stored->sender,        stored->recipient,     stored->subject,
        stored->created_at, std::move(parts.text), std::move(parts.html), {},
        std::move(*source)};
    for (auto& [name, value] : parts.headers)
        shown.headers.push_back({std::move(name), std::move(value)});
    return shown;
}

// DELETE /api/dev-inbox/{id}
http::NoContent delete_dev_inbox_mail(http::Call& call, const Uuid& id) {
    refuse_with_sender(call);
    if (!call.tx.maybe<Uuid>(sql::delete_mail, id)) throw Refusal("not_found");
    return {};
}

// DELETE /api/dev-inbox
http::NoContent empty_dev_inbox(http::Call& call) {
    refuse_with_sender(call);
    call.tx.query(sql::empty_inbox);
    return {};
}

// GET /api/mail/status
MailStatus get_mail_status(http::Call& call) {
    return {sender_configured(call)};
}

} // namespace

void add_dev_inbox_routes(http::Router& on) {
    using namespace http;
    on.get<list_dev_inbox>("/api/dev-inbox", admin(), Rate::read);
    on.get<get_dev_inbox_mail>("/api/dev-inbox/{id}", admin(), Rate::read);
    on.del<delete_dev_inbox_mail>("/api/dev-inbox/{id}", admin(), Rate::write);
    on.del<empty_dev_inbox>("/api/dev-inbox", admin(), Rate::write);
    on.get<get_mail_status>("/api/mail/status", viewer(), Rate::read);
}

} // namespace mail
