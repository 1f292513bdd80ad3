#include "features/campaigns/email/email_message.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/mail_markup.hpp"
#include "platform/mail/rules.hpp"
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

void complain(meta::Problems& problems, std::string_view field, std::string code,
              std::string message) {
    problems.list.push_back({std::string(field), std::move(code), std::move(message)});
}

// HTML alone would leave people with a plain reader nothing, and filters suspicious.
std::string text_of_html(std::string_view html) {
    std::string out;
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] != '<') {
            out += html[at++];
            continue;
        }
        const auto end = html.find('>', at);
        if (end == html.npos) break;
        const auto tag = text::to_lower_ascii(html.substr(at, 8));
        for (const auto* breaks : {"<br", "</p", "</h", "</tr", "</li", "</div", "</table"})
            if (tag.starts_with(breaks) && !out.ends_with("\n\n")) out += '\n';
        at = end + 1;
        for (const auto* skipped : {"style", "script", "title"})
            if (tag.starts_with("<" + std::string(skipped)))
                at = std::min(html.find("</" + std::string(skipped), at), html.size());
    }
    return out;
}

EmailSources sources_of(const MessageContent& content, const EmailSettings& settings,
                        meta::Problems& problems) {
    if (!settings.document)
        return {content.html_content, content.message_content.empty()
                                          ? text_of_html(content.html_content)
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

bool names_one_of(std::string_view source, std::initializer_list<std::string_view> tokens) {
    return std::ranges::any_of(
        tokens, [&](std::string_view token) { return source.find(token) != source.npos; });
}

// Whatever the author forgot: nobody gets news without a way out and without knowing from whom.
void add_way_out(EmailSources& sources) {
    std::string html, text;
    if (!names_one_of(sources.text, {"sender.postal_address"}))
        text += "{{ sender.postal_address }}\n";
    if (!names_one_of(sources.text, {"links.unsubscribe", "links.preferences"}))
        text += "Unsubscribe: {{ links.unsubscribe }}\n";
    if (!text.empty()) sources.text += "\n\n--\n" + text;
    if (sources.html.empty()) return;
    if (!names_one_of(sources.html, {"sender.postal_address"}))
        html += "<br>{{ sender.postal_address }}";
    if (!names_one_of(sources.html, {"links.unsubscribe", "links.preferences"}))
        html += R"(<br><a href="{{ links.unsubscribe }}">Unsubscribe</a>)";
    if (html.empty()) return;
    const auto footer =
        R"(<p style="font:13px/1.5 sans-serif;text-align:center">)" + html.substr(4) + "</p>";
    const auto end = sources.html.rfind("</body");
    sources.html.insert(end == std::string::npos ? sources.html.size() : end, footer);
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
        complain(problems, field, problem.code,
                 fmt::format("line {}, column {}: {}{}{}", problem.line, problem.column,
                             problem.token, problem.token.empty() ? "" : ": ", problem.message));
    return made;
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
        complain(problems, "settings.reply_to", "bad_format", "must be an e-mail address");
    const auto is_language = [](char c) { return text::is_alphanumeric(c) || c == '-'; };
    if (!std::ranges::all_of(settings.language, is_language))
        complain(problems, "settings.language", "bad_format", "must be a language, such as de");
    return settings;
}

std::optional<EmailTemplates> email_templates(const MessageContent& content,
                                              const EmailSettings& settings,
                                              const Vocabulary& vocabulary,
                                              meta::Problems& problems) {
    if (content.subject_line.empty())
        complain(problems, "subject_line", "required", "a mail needs a subject");
    if (content.message_content.empty() && content.html_content.empty() && !settings.document)
        complain(problems, "message_content", "required", "a mail needs a text, HTML or blocks");
    if (!problems.empty()) return std::nullopt;
    auto sources = sources_of(content, settings, problems);
    if (!problems.empty()) return std::nullopt;
    add_way_out(sources);
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

PreparedEmail::PreparedEmail(EmailTemplates templates, Origin origin, Tracking tracking,
                             const crypto::SecretBox& secrets, std::string public_url)
    : templates_(std::move(templates)),
      origin_(std::move(origin)),
      tracking_(tracking),
      secrets_(secrets),
      public_url_(std::move(public_url)) {}

MessageLinks PreparedEmail::links_of(const Recipient& recipient) const {
    return {secrets_,
            public_url_,
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
    return rendered;
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
    // RFC 8058: one click, by POST, without a page.
    message.headers = {{"List-Unsubscribe", "<" + links.unsubscribe() + ">"},
                       {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
    // The same at every attempt, so that a mailbox that has it already knows it again.
    const auto sender = mail::envelope_address(origin_.from);
    message.message_id =
        recipient.execution_id.text() + "@" + std::string(text::email_parts(sender).domain);
    return message;
}

} // namespace campaigns
