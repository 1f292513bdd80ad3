#include "features/campaigns/email/email_message.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "features/campaigns/email/mail_html_text.hpp"
#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/mail_markup.hpp"
#include "platform/mail/rules.hpp"
#include "platform/meta/add_problem.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

// Where the templates of a message come from.
struct EmailSources {
    std::string html, text;
    std::string_view html_field = "html_content", text_field = "message_content";
};

EmailSources sources_of(const MessageContent& content, const EmailSettings& settings,
                        meta::Problems& problems) {
    if (!settings.document)
        return {content.html_content, content.message_content.empty()
                                          ? text_of_mail_html(content.html_content)
                                          : content.message_content};
    const auto document = json::parse(settings.document->text);
    const auto before = problems.list.size();
    check_mail_document(document, "settings.document", problems);
    if (problems.list.size() > before) return {};
    auto written = write_mail_document(document.as_object(), content.subject_line,
                                       settings.preheader, settings.language);
    return {std::move(written.html), std::move(written.text), "settings.document",
            "settings.document"};
}

// Of hand-written HTML; blocks have it in their page.
void add_preheader(EmailSources& sources, const EmailSettings& settings) {
    if (settings.document || settings.preheader.empty() || sources.html.empty()) return;
    const auto body = sources.html.find("<body");
    const auto at = body == std::string::npos ? 0 : sources.html.find('>', body) + 1;
    sources.html.insert(at, R"(<div style="display:none;max-height:0;overflow:hidden">)"
                                + escaped_around_tokens(settings.preheader) + "</div>");
}

// Those that stand for something of the recipient, each once.
std::vector<std::string> personal_tokens(const Template& subject, const Template& text,
                                         const std::optional<Template>& html) {
    std::set<std::string> named;
    const auto add = [&](const Template& made) {
        for (const auto& token : made.tokens())
            if (token.starts_with("contact.")) named.insert(token);
    };
    add(subject);
    add(text);
    if (html) add(*html);
    return {named.begin(), named.end()};
}

std::optional<Template> parsed(std::string_view source, TemplateForm form,
                               const Vocabulary& vocabulary, const EmailSettings& settings,
                               std::string_view field, meta::Problems& problems) {
    std::vector<TemplateProblem> found;
    auto made = Template::parse(source, form, vocabulary, found, settings.language);
    for (const auto& problem : found)
        meta::add_problem(
            problems, field, problem.code,
            fmt::format("line {}, column {}: {}{}{}", problem.line, problem.column, problem.token,
                        problem.token.empty() ? "" : ": ", problem.message));
    return made;
}

bool names_one_of(const Template& part, std::initializer_list<std::string_view> tokens) {
    return std::ranges::any_of(tokens, [&](std::string_view token) {
        return std::ranges::binary_search(part.tokens(), token);
    });
}

void require_footer_of(const Template& part, std::string_view field, meta::Problems& problems) {
    if (!names_one_of(part, {"links.unsubscribe", "links.preferences"}))
        meta::add_problem(problems, field, "unsubscribe_missing",
                          "has no link to unsubscribe: put {{ links.unsubscribe }} into it");
    if (!names_one_of(part, {"sender.postal_address"}))
        meta::add_problem(problems, field, "postal_address_missing",
                          "a marketing mail needs the sender's postal address in its footer: put "
                          "{{ sender.postal_address }} into it");
}

} // namespace

EmailSettings read_email_settings(const MessageContent& content, meta::Problems& problems) {
    meta::Problems inside;
    auto settings = meta::read<EmailSettings>(meta::parse_json(content.settings.text), inside);
    for (auto& problem : inside.list) {
        problem.field = "settings" + (problem.field.empty() ? "" : "." + problem.field);
        problems.list.push_back(std::move(problem));
    }
    if (!settings.reply_to.empty() && !mail::parse_address(settings.reply_to))
        meta::add_problem(problems, "settings.reply_to", "bad_format", "must be an e-mail address");
    const auto is_language = [](char c) { return text::is_alphanumeric(c) || c == '-'; };
    if (!std::ranges::all_of(settings.language, is_language))
        meta::add_problem(problems, "settings.language", "bad_format",
                          "must be a language, such as de");
    return settings;
}

std::optional<EmailTemplates> email_templates(const MessageContent& content,
                                              const EmailSettings& settings,
                                              const Vocabulary& vocabulary,
                                              meta::Problems& problems) {
    if (content.subject_line.empty())
        meta::add_problem(problems, "subject_line", "required", "a mail needs a subject");
    if (content.message_content.empty() && content.html_content.empty() && !settings.document)
        meta::add_problem(problems, "message_content", "required",
                          "a mail needs a text, HTML or blocks");
    if (!problems.empty()) return std::nullopt;
    auto sources = sources_of(content, settings, problems);
    if (!problems.empty()) return std::nullopt;
    add_preheader(sources, settings);
    const auto read = [&](std::string_view source, TemplateForm form, std::string_view field) {
        return parsed(source, form, vocabulary, settings, field, problems);
    };
    auto subject = read(content.subject_line, TemplateForm::line, "subject_line");
    std::optional<Template> html;
    if (!sources.html.empty()) html = read(sources.html, TemplateForm::html, sources.html_field);
    // What is wrong in a block is wrong in both its forms, and told once.
    if (settings.document && !problems.empty()) return std::nullopt;
    auto text = read(sources.text, TemplateForm::text, sources.text_field);
    if (!problems.empty()) return std::nullopt;
    EmailForm form{.subject = content.subject_line,
                   .text = std::move(sources.text),
                   .html = {},
                   .language = settings.language,
                   .tokens = personal_tokens(*subject, *text, html),
                   .sender_name = {},
                   .sender_email = {},
                   .postal_address = {}};
    if (html) form.html = std::move(sources.html);
    return EmailTemplates{std::move(*subject), std::move(*text), std::move(html), std::move(form)};
}

void require_footer(const EmailTemplates& templates, const MessageContent& content,
                    const EmailSettings& settings, meta::Problems& problems) {
    if (settings.document) { // both parts are made of the same blocks
        require_footer_of(*templates.html, "settings.document", problems);
        return;
    }
    if (templates.html) require_footer_of(*templates.html, "html_content", problems);
    if (!content.message_content.empty())
        require_footer_of(templates.text, "message_content", problems);
}

PreparedEmail::PreparedEmail(EmailTemplates templates, Origin origin, Tracking tracking,
                             std::unique_ptr<const Attachments> attachments, MessagePurpose purpose,
                             const crypto::SecretBox& secrets, std::string pages_url)
    : templates_(std::move(templates)),
      origin_(std::move(origin)),
      tracking_(tracking),
      attachments_(std::move(attachments)),
      purpose_(purpose),
      secrets_(secrets),
      pages_url_(std::move(pages_url)) {}

MessageLinks PreparedEmail::links_of(const Recipient& recipient) const {
    return {secrets_,
            pages_url_,
            {.project_id = origin_.project_id, .execution_id = recipient.execution_id}};
}

json::object PreparedEmail::data_of(const Recipient& recipient) const {
    const auto links = links_of(recipient);
    auto data = recipient.data;
    data["sender"] = {{"name", origin_.from.name},
                      {"email", origin_.from.address},
                      {"postal_address", origin_.postal_address}};
    data["links"] = {{"unsubscribe", links.unsubscribe()},
                     {"preferences", links.preferences()},
                     {"web_version", links.web_version()}};
    return data;
}

Rendered PreparedEmail::render(const Recipient& recipient) const {
    const auto links = links_of(recipient);
    const auto data = data_of(recipient);
    Rendered rendered;
    std::vector<std::string_view> blanks;
    try {
        templates_.subject.render(data, rendered.subject, &blanks);
        templates_.text.render(data, rendered.text, &blanks);
        if (templates_.html) {
            std::string html;
            templates_.html->render(data, html, &blanks);
            rendered.html = with_tracking(html, links, tracking_);
        }
    } catch (const TemplateLimit& limit) {
        throw Unwritable(fmt::format("line {}: {}", limit.line, limit.what()));
    }
    rendered.blanks.assign(blanks.begin(), blanks.end());
    if (purpose_ == MessagePurpose::marketing) require_way_out(rendered, data);
    return rendered;
}

std::vector<std::string> PreparedEmail::links(const Recipient& recipient) const {
    if (!templates_.html) return {};
    std::string html;
    try {
        templates_.html->render(data_of(recipient), html, nullptr);
    } catch (const TemplateLimit&) {
        return {}; // render() says so
    }
    return authors_links(html, links_of(recipient));
}

// Texts hardly grow in quoted-printable.
std::int64_t PreparedEmail::size_of(const Rendered& rendered) const {
    constexpr std::int64_t header_bytes = 1500;
    return header_bytes + PreparedMessage::size_of(rendered) + attachments_->encoded_bytes();
}

// A condition may leave it out for some. Looked for from the end, where it mostly stands.
void PreparedEmail::require_way_out(const Rendered& rendered, const json::object& data) const {
    const auto& seen = templates_.html ? rendered.html : rendered.text;
    const auto& links = data.at("links").as_object();
    for (const auto* name : {"unsubscribe", "preferences"})
        if (seen.rfind(std::string_view(links.at(name).as_string())) != seen.npos) return;
    throw Unwritable("no link to unsubscribe in the mail of this person");
}

mail::Message PreparedEmail::compose(const Recipient& recipient, const Rendered& rendered) const {
    const auto links = links_of(recipient);
    mail::Message message;
    message.from = origin_.from;
    if (!origin_.reply_to.empty()) message.reply_to = mail::parse_address(origin_.reply_to);
    message.to = {{"", recipient.address}};
    message.subject = rendered.subject;
    message.text = rendered.text;
    message.html = rendered.html;
    message.attachments = attachments_->contents();
    // RFC 8058: one click, by POST, without a page. Nobody leaves a list that he is on for his
    // order.
    if (purpose_ != MessagePurpose::transactional)
        message.headers = {{"List-Unsubscribe", "<" + links.unsubscribe() + ">"},
                           {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
    // The same at every attempt, so that a mailbox that has it already knows it again.
    const auto sender = mail::envelope_address(origin_.from);
    message.message_id =
        recipient.execution_id.text() + "@" + std::string(text::email_parts(sender).domain);
    return message;
}

} // namespace campaigns
