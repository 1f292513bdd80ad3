// Writing mails: what there is to begin with, and what comes out for one person.
#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaign.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/email_channel.hpp"
#include "features/campaigns/email/email_message.hpp"
#include "features/campaigns/email/foreign_pictures.hpp"
#include "features/campaigns/email/public.sql.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/writing/mail_block_preview.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "platform/config/config.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {

// A message as it is being written.
struct EmailDraft {
    std::string subject_line, message_content, html_content;
    std::vector<Uuid> media_attachments; // files that go along with a test
    Json settings{"{}"};
    CampaignType campaign_type = CampaignType::marketing; // of its campaign
    std::optional<Uuid> contact_id; // for whom; absent: for nobody, every token is empty
};
BOOST_DESCRIBE_STRUCT(EmailDraft, (),
                      (subject_line, message_content, html_content, media_attachments, settings,
                       campaign_type, contact_id))

struct ListTemplates {
    std::string language = "en"; // of their words; in English where there are none
};
BOOST_DESCRIBE_STRUCT(ListTemplates, (), (language))

struct EmailPreview {
    std::string subject, text, html;
    std::vector<std::string> blanks; // tokens that came out empty
    std::vector<MailRemark> remarks; // what it still lacks as a mail of marketing
};
BOOST_DESCRIBE_STRUCT(EmailPreview, (), (subject, text, html, blanks, remarks))

// A block that holds no others, as it is being written.
struct BlockDraft {
    Json block{"{}"};
    std::int32_t columns = 1; // that share the width of the mail where it stands
};
BOOST_DESCRIBE_STRUCT(BlockDraft, (), (block, columns))

struct BlocksDraft {
    Json theme{"{}"};
    std::vector<BlockDraft> blocks;
    std::optional<Uuid> contact_id; // for whom; absent: for nobody, every token is empty
};
BOOST_DESCRIBE_STRUCT(BlocksDraft, (), (theme, blocks, contact_id))

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
     {.field = "media_attachments", .max = campaigns::most_attachments, .optional = true},
     {.field = "settings", .max = 512 * 1024, .format = "object", .optional = true},
     {.field = "campaign_type", .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::ListTemplates> =
    std::to_array<meta::Rule>({{.field = "language", .min = 2, .max = 35, .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::BlockDraft> =
    std::to_array<meta::Rule>({{.field = "block", .max = 64 * 1024, .format = "object"},
                               {.field = "columns", .min = 1, .max = 3, .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::BlocksDraft> = std::to_array<meta::Rule>(
    {{.field = "theme", .max = 4096, .format = "object", .optional = true},
     {.field = "blocks", .min = 1, .max = campaigns::most_mail_blocks}});
template <>
inline constexpr auto meta::rules<campaigns::EmailTest> =
    std::to_array<meta::Rule>({{.field = "to", .max = 254, .format = "email"}});

namespace campaigns {
namespace {

constexpr auto preview_address = "preview@example.com";

MessageContent content_of(const EmailDraft& draft) {
    MessageContent content;
    content.subject_line = draft.subject_line;
    content.message_content = draft.message_content;
    content.html_content = draft.html_content;
    content.media_attachments = draft.media_attachments;
    content.settings = draft.settings;
    return content;
}

// Links of it lead to no row of the ledger: whoever follows them changes nothing.
Recipient reader_of(http::Call& call, const std::optional<Uuid>& contact_id,
                    const std::string& address) {
    Recipient reader{.execution_id = Uuid::make(), .address = address};
    reader.data = {{"campaign", {{"name", "Preview"}}},
                   {"project", {{"name", accounts::project_settings(call.tx).name}}}};
    if (!contact_id) return reader;
    const auto data = call.tx.maybe<Json>(email::sql::data_of_contact, *contact_id);
    if (!data) throw Refusal::field("contact_id", "not_found", "there is no such contact");
    reader.data["contact"] = boost::json::parse(data->text);
    return reader;
}

std::unique_ptr<PreparedMessage> prepared(http::Call& call, const EmailDraft& draft) {
    const auto& channel = *channels().find(ChannelName::email);
    meta::Problems problems;
    channel.validate(call.services, call.tx, content_of(draft), problems);
    http::refuse_if_any(problems);
    return channel.prepare(call.services, call.tx, content_of(draft), std::nullopt);
}

Rendered rendered(const PreparedMessage& message, const Recipient& reader) {
    try {
        return message.render(reader);
    } catch (const Unwritable& why) {
        throw Refusal::field("message_content", "too_long", why.what());
    }
}

std::vector<MailRemark> remarks_on(http::Call& call, const EmailDraft& draft) {
    auto content = content_of(draft);
    content.purpose = purpose_of(draft.campaign_type);
    meta::Problems missing;
    channels().find(ChannelName::email)->require_complete(call.tx, content, missing);
    std::vector<MailRemark> remarks;
    for (auto& [field, code, message] : missing.list)
        remarks.push_back({std::move(field), std::move(code), std::move(message)});
    return remarks;
}

std::string shown(http::Call& call, std::string_view html) {
    return with_local_pictures(html, call.services.config.public_url, call.services.secrets,
                               call.project_id());
}

// GET /api/email/templates?language=de
http::Items<MailTemplate> list_templates(http::Call&, const http::Query<ListTemplates>& query) {
    return {mail_template_library(query->language)};
}

// GET /api/email/blocks: for the editor
http::Reply get_blocks(http::Call&) {
    return http::Reply::json(200, boost::json::serialize(mail_block_manifest()));
}

// POST /api/email/preview
EmailPreview preview_email(http::Call& call, const EmailDraft& draft) {
    const auto message = prepared(call, draft);
    auto made = rendered(*message, reader_of(call, draft.contact_id, preview_address));
    return {std::move(made.subject), std::move(made.text), shown(call, made.html),
            std::move(made.blanks), remarks_on(call, draft)};
}

// POST /api/email/blocks/preview: what the editor draws, block by block. Nothing is refused that an
// author may be in the middle of writing.
http::Items<BlockPreview> preview_blocks(http::Call& call, const BlocksDraft& draft) {
    // Sender and links are those of any mail; what it says is of no matter.
    const auto any = prepared(call, {.subject_line = "-", .message_content = "-"});
    const auto reader = reader_of(call, draft.contact_id, preview_address);
    const auto data = dynamic_cast<const PreparedEmail&>(*any).data_of(reader);
    const auto vocabulary = email_vocabulary(call.tx);
    const auto theme = good_mail_theme(boost::json::parse(draft.theme.text));
    http::Items<BlockPreview> drawn;
    for (const auto& [block, columns] : draft.blocks) {
        auto made =
            preview_mail_block(theme, boost::json::parse(block.text), columns, vocabulary, data);
        made.html = shown(call, made.html);
        drawn.items.push_back(std::move(made));
    }
    return drawn;
}

// POST /api/email/tests: one mail, now, to whoever is to look at it
EmailTestResult send_email_test(http::Call& call, const EmailTest& input) {
    const auto message = prepared(call, input.message);
    const auto reader = reader_of(call, input.message.contact_id, input.to);
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
    on.post<preview_blocks>("/api/email/blocks/preview", viewer("campaigns:read"), Rate::write);
    on.post<preview_email>("/api/email/preview", viewer("campaigns:read"), Rate::write);
    on.post<send_email_test>("/api/email/tests", manager("campaigns:send"), Rate::heavy);
}

} // namespace campaigns
