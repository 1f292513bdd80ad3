// Writing mails: what there is to begin with, and what comes out for one person.
#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/public.sql.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {

// A message as it is being written.
struct EmailDraft {
    std::string subject_line, message_content, html_content;
    Json settings{"{}"};
    std::optional<Uuid> contact_id; // for whom; absent: for nobody, every token is empty
};
BOOST_DESCRIBE_STRUCT(EmailDraft, (),
                      (subject_line, message_content, html_content, settings, contact_id))

struct EmailPreview {
    std::string subject, text, html;
    std::vector<std::string> blanks; // tokens that came out empty
};
BOOST_DESCRIBE_STRUCT(EmailPreview, (), (subject, text, html, blanks))

struct EmailTest {
    EmailDraft message;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(EmailTest, (), (message, to))

struct EmailTestResult {
    bool was_accepted = false;
    std::int32_t reply_code = 0;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(EmailTestResult, (), (was_accepted, reply_code, detail))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::EmailDraft> = std::to_array<meta::Rule>(
    {{.field = "subject_line", .max = 255},
     {.field = "message_content", .max = 512 * 1024, .optional = true},
     {.field = "html_content", .max = 512 * 1024, .optional = true},
     {.field = "settings", .max = 512 * 1024, .format = "object", .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::EmailTest> =
    std::to_array<meta::Rule>({{.field = "to", .max = 254, .format = "email"}});

namespace campaigns {
namespace {

MessageContent content_of(const EmailDraft& draft) {
    MessageContent content;
    content.subject_line = draft.subject_line;
    content.message_content = draft.message_content;
    content.html_content = draft.html_content;
    content.settings = draft.settings;
    return content;
}

// Links of it lead to no row of the ledger: whoever follows them changes nothing.
Recipient reader_of(http::Call& call, const EmailDraft& draft, const std::string& address) {
    Recipient reader{.execution_id = Uuid::make(), .address = address};
    reader.data = {{"campaign", {{"name", "Preview"}}},
                   {"project", {{"name", accounts::project_settings(call.tx).name}}}};
    if (!draft.contact_id) return reader;
    const auto data = call.tx.maybe<Json>(email::sql::data_of_contact, *draft.contact_id);
    if (!data) throw Refusal::field("contact_id", "not_found", "there is no such contact");
    reader.data["contact"] = boost::json::parse(data->text);
    return reader;
}

std::unique_ptr<PreparedMessage> prepared(http::Call& call, const EmailDraft& draft) {
    const auto& channel = *channels().find(ChannelName::email);
    meta::Problems problems;
    channel.validate(call.services, call.tx, content_of(draft), problems);
    http::refuse_if_any(problems);
    return channel.prepare(call.services, call.tx, content_of(draft));
}

Rendered rendered(const PreparedMessage& message, const Recipient& reader) {
    try {
        return message.render(reader);
    } catch (const Unwritable& why) {
        throw Refusal::field("message_content", "too_long", why.what());
    }
}

// GET /api/email/templates
http::Items<MailTemplate> list_templates(http::Call&) {
    return {mail_template_library()};
}

// GET /api/email/blocks: for the editor
http::Reply get_blocks(http::Call&) {
    return http::Reply::json(200, boost::json::serialize(mail_block_manifest()));
}

// POST /api/email/preview
EmailPreview preview_email(http::Call& call, const EmailDraft& draft) {
    const auto message = prepared(call, draft);
    auto made = rendered(*message, reader_of(call, draft, "preview@example.com"));
    return {std::move(made.subject), std::move(made.text), std::move(made.html),
            std::move(made.blanks)};
}

// POST /api/email/tests: one mail, now, to whoever is to look at it
EmailTestResult send_email_test(http::Call& call, const EmailTest& input) {
    const auto message = prepared(call, input.message);
    const auto reader = reader_of(call, input.message, input.to);
    const auto carrier = channels().find(ChannelName::email)->open(call.services);
    const auto outcome = carrier->hand_over(*message, reader, rendered(*message, reader));
    return {outcome.kind == Outcome::Kind::accepted, outcome.reply_code, outcome.detail};
}

} // namespace

void add_writing_routes(http::Router& on) {
    using namespace http;
    on.get<list_templates>("/api/email/templates", viewer("campaigns:read"), Rate::read);
    on.get<get_blocks>("/api/email/blocks", viewer("campaigns:read"), Rate::read,
                       {.cacheable = true});
    on.post<preview_email>("/api/email/preview", viewer("campaigns:read"), Rate::write);
    on.post<send_email_test>("/api/email/tests", manager("campaigns:send"), Rate::heavy);
}

} // namespace campaigns
