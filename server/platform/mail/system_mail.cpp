#include "platform/mail/system_mail.hpp"

#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/transport.hpp"
#include "platform/text/html.hpp"

namespace mail {

struct SystemMail {
    static constexpr std::string_view kind = "system_mail";
    static constexpr auto lane = jobs::Lane::prompt;
    std::string to, subject, greeting;
    std::vector<std::string> paragraphs;
    std::string button, link;
};
BOOST_DESCRIBE_STRUCT(SystemMail, (), (to, subject, greeting, paragraphs, button, link))

namespace {

std::string text_of(const Letter& letter) {
    std::string text = letter.greeting.empty() ? "Hello,\n" : "Hello " + letter.greeting + ",\n";
    for (const auto& paragraph : letter.paragraphs) text += '\n' + paragraph + '\n';
    if (!letter.link.empty()) text += '\n' + letter.link + '\n';
    return text + "\nSocialFlow\n";
}

std::string button_of(const Letter& letter) {
    if (letter.link.empty()) return {};
    const auto link = text::escape_html(letter.link);
    return R"(<p style="margin:24px 0"><a href=")" + link
           + R"(" style="display:inline-block;background:#4663c5;color:#ffffff;text-decoration:none;font-weight:600;)"
             R"(padding:12px 20px;border-radius:8px">)"
           + text::escape_html(letter.button.empty() ? "Open" : letter.button)
           + R"(</a></p><p style="margin:0;font-size:13px;color:#5c6370">If the button does not work, open <a href=")"
           + link + R"(" style="color:#4663c5;word-break:break-all">)" + link + "</a></p>";
}

std::string html_of(const Letter& letter) {
    std::string body = R"(<p style="margin:0 0 16px">Hello)"
                       + (letter.greeting.empty() ? "" : ' ' + text::escape_html(letter.greeting))
                       + ",</p>";
    for (const auto& paragraph : letter.paragraphs)
        body += R"(<p style="margin:0 0 16px">)" + text::escape_html(paragraph) + "</p>";
    return R"(<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">)"
           "<title>"
           + text::escape_html(letter.subject)
           + R"(</title></head><body style="margin:0;padding:24px;background:#f3f4f7">)"
             R"(<table role="presentation" align="center" width="100%" style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px">)"
             R"(<tr><td style="padding:32px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1f2430">)"
             R"(<p style="margin:0 0 24px;font-weight:700;color:#4663c5">SocialFlow</p>)"
           + body + button_of(letter) + "</td></tr></table></body></html>";
}

void send_system_mail(jobs::Context& job, const SystemMail& mail) {
    Letter letter{mail.to, mail.subject, mail.greeting, mail.paragraphs, mail.button, mail.link};
    if (letter.link.starts_with('/')) letter.link.insert(0, job.services.config.public_url);
    try {
        job.services.mail.send(compose(letter, sender_of(job.services.config)));
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
    Message message;
    message.from = from;
    message.to = {{"", letter.to}};
    message.subject = letter.subject;
    message.text = text_of(letter);
    message.html = html_of(letter);
    return message;
}

void send_later(db::Transaction& tx, const Letter& letter) {
    jobs::enqueue(tx, SystemMail{letter.to, letter.subject, letter.greeting, letter.paragraphs,
                                 letter.button, letter.link});
}

void add_jobs(jobs::Registry& registry) {
    registry.add<SystemMail>(send_system_mail);
}

} // namespace mail
