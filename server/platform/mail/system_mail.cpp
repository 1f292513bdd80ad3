#include "platform/mail/system_mail.hpp"

#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/transport.hpp"
#include "platform/text/html.hpp"

namespace mail {

// A letter in its language: the payload of a job.
struct SystemMail {
    static constexpr std::string_view kind = "system_mail";
    static constexpr auto lane = jobs::Lane::prompt;
    std::string to, subject, greeting;
    std::vector<std::string> paragraphs;
    std::string button, link;
    std::optional<std::string> language; // absent in those of older servers, which spoke English
};
BOOST_DESCRIBE_STRUCT(SystemMail, (), (to, subject, greeting, paragraphs, button, link, language))

namespace {

SystemMail written(const Letter& letter) {
    const auto language = letter.language;
    const auto greeting = letter.name.empty()
                              ? text::Phrase{"Hello,"}
                              : text::Phrase{"Hello {name},", {{"name", letter.name}}};
    SystemMail mail{.to = letter.to,
                    .subject = letter.subject.in(language),
                    .greeting = greeting.in(language),
                    .paragraphs = {},
                    .button = letter.button.in(language),
                    .link = letter.link,
                    .language = std::string(text::language_tag(language))};
    for (const auto& paragraph : letter.paragraphs)
        mail.paragraphs.push_back(paragraph.in(language));
    if (mail.button.empty()) mail.button = text::Sentence("Open").in(language);
    return mail;
}

std::string text_of(const SystemMail& mail) {
    auto text = mail.greeting + '\n';
    for (const auto& paragraph : mail.paragraphs) text += '\n' + paragraph + '\n';
    if (!mail.link.empty()) text += '\n' + mail.link + '\n';
    return text + "\nSocialFlow\n";
}

std::string button_of(const SystemMail& mail, text::Language language) {
    if (mail.link.empty()) return {};
    const auto link = text::escape_html(mail.link);
    return R"(<p style="margin:24px 0"><a href=")" + link
           + R"(" style="display:inline-block;background:#4663c5;color:#ffffff;text-decoration:none;font-weight:600;)"
             R"(padding:12px 20px;border-radius:8px">)"
           + text::escape_html(mail.button)
           + R"(</a></p><p style="margin:0;font-size:13px;color:#5c6370">)"
           + std::string(text::Sentence("If the button does not work, open").in(language))
           + R"( <a href=")" + link + R"(" style="color:#4663c5;word-break:break-all">)" + link
           + "</a></p>";
}

std::string html_of(const SystemMail& mail) {
    const auto language = text::spoken_language(mail.language.value_or("en"));
    auto body = R"(<p style="margin:0 0 16px">)" + text::escape_html(mail.greeting) + "</p>";
    for (const auto& paragraph : mail.paragraphs)
        body += R"(<p style="margin:0 0 16px">)" + text::escape_html(paragraph) + "</p>";
    return R"(<!doctype html><html lang=")" + std::string(text::language_tag(language))
           + R"("><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">)"
             "<title>"
           + text::escape_html(mail.subject)
           + R"(</title></head><body style="margin:0;padding:24px;background:#f3f4f7">)"
             R"(<table role="presentation" align="center" width="100%" style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px">)"
             R"(<tr><td style="padding:32px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1f2430">)"
             R"(<p style="margin:0 0 24px;font-weight:700;color:#4663c5">SocialFlow</p>)"
           + body + button_of(mail, language) + "</td></tr></table></body></html>";
}

Message message_of(const SystemMail& mail, const Address& from) {
    Message message;
    message.from = from;
    message.to = {{"", mail.to}};
    message.subject = mail.subject;
    message.text = text_of(mail);
    message.html = html_of(mail);
    return message;
}

void send_system_mail(jobs::Context& job, const SystemMail& written) {
    auto mail = written;
    if (mail.link.starts_with('/')) mail.link.insert(0, job.services.config.public_url);
    try {
        job.services.mail.send(message_of(mail, sender_of(job.services.config)));
    } catch (const Unsendable& error) {
        throw jobs::Hopeless(error.what());
    } catch (const SendFailure& failure) {
        if (failure.kind == SendFailure::Kind::permanent) throw jobs::Hopeless(failure.what());
        throw;
    }
}

} // namespace

Address sender_of(const config::Config& config) {
    if (const auto address = parse_address(config.mail_from)) return *address;
    return {"SocialFlow", "socialflow@localhost.localdomain"};
}

Message compose(const Letter& letter, const Address& from) {
    return message_of(written(letter), from);
}

void send_later(db::Transaction& tx, const Letter& letter) {
    jobs::enqueue(tx, written(letter));
}

void add_jobs(jobs::Registry& registry) {
    registry.add<SystemMail>(send_system_mail);
}

} // namespace mail
