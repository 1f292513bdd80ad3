#include "features/campaigns/email/public_pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/text/html.hpp"
#include "platform/text/phrase.hpp"

namespace campaigns {
namespace {

using text::escape_html;
using text::Language;
using text::Sentence;

std::string about(Sentence sentence, Language language, std::string_view sender) {
    return text::Phrase{sentence, {{"sender", escape_html(sender)}}}.in(language);
}

// Words that are HTML already. `kind` is a class of the sheet of rules, or nothing.
http::Reply page(Language language, int status, std::string_view title, std::string_view content,
                 std::string_view kind = {}) {
    auto reply = http::Reply::text(status,
                                   fmt::format(
                                       R"(<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>{}</title>
<style>
body{{margin:0;padding:48px 20px;font:17px/1.55 system-ui,sans-serif;background:#f3f4f7;color:#1f2430}}
main{{max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px}}
h1{{margin:0 0 16px;font-size:26px;line-height:1.25;overflow-wrap:anywhere}}
p{{margin:0 0 16px}}
label{{display:block;margin:0 0 14px;padding-left:30px;text-indent:-30px}}
input{{width:20px;height:20px;margin:0 10px 0 0;vertical-align:-4px}}
small{{display:block;text-indent:0;color:#5c6370}}
button{{padding:12px 24px;border:0;border-radius:8px;background:#4663c5;color:#fff;font:600 16px system-ui,sans-serif;cursor:pointer}}
a{{color:#3b55ad}}
:focus-visible{{outline:3px solid #7d93ee;outline-offset:2px}}
@media(max-width:520px){{body{{padding:16px 12px}}main{{padding:24px 20px}}button{{width:100%}}}}
.mail{{max-width:680px}}.mail p{{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}}
hr{{margin:20px 0;border:0;border-top:1px solid #d9dce3}}
@media(prefers-color-scheme:dark){{body{{background:#14161b;color:#e6e8ee}}main{{background:#1e2128}}small{{color:#a9afbd}}a{{color:#9db2ff}}hr{{border-color:#3a3f4b}}}}
</style></head><body><main class="{}"><h1>{}</h1>
{}</main></body></html>
)",
                                       text::language_tag(language), title, kind, title, content),
                                   "text/html; charset=utf-8");
    reply.headers.set("Cache-Control", "no-store");
    return reply;
}

std::string checkbox(std::string_view name, std::string_view value, bool is_checked,
                     std::string_view label, std::string_view remark) {
    return fmt::format(R"(<label><input type="checkbox" name="{}" value="{}"{}>{}{}</label>)", name,
                       escape_html(value), is_checked ? " checked" : "", escape_html(label),
                       remark.empty() ? "" : "<small>" + escape_html(remark) + "</small>");
}

// The escaped text with what begins like an address of the web as a link. Marks behind it belong to
// the sentence.
std::string with_links(std::string_view text) {
    std::string html;
    while (!text.empty()) {
        const auto start = std::min(text.find("https://"), text.find("http://"));
        html += escape_html(text.substr(0, start));
        if (start == text.npos) break;
        text.remove_prefix(start);
        auto address = text.substr(0, text.find_first_of(" \t\r\n<>\""));
        while (!address.empty()
               && std::string_view(".,;:!?)").find(address.back()) != std::string_view::npos)
            address.remove_suffix(1);
        const auto escaped = escape_html(address);
        html += "<a rel=\"noreferrer\" href=\"" + escaped + "\">" + escaped + "</a>";
        text.remove_prefix(address.size());
    }
    return html;
}

} // namespace

http::Reply unsubscribe_page(Language language, std::string_view sender,
                             std::string_view preferences_url) {
    return page(
        language, 200, about("No more news from {sender}?", language, sender),
        fmt::format(R"(<form method="post"><p><button>{}</button></p></form>
<p><a href="{}">{}</a></p>)",
                    Sentence("Yes, unsubscribe me").in(language), escape_html(preferences_url),
                    Sentence("I would rather choose what I get").in(language)));
}

http::Reply unsubscribed_page(Language language, std::string_view sender,
                              std::string_view preferences_url) {
    return page(language, 200, Sentence("You are unsubscribed").in(language),
                fmt::format(R"(<p>{}</p><p><a href="{}">{}</a></p>)",
                            about("{sender} will not send you news any more. What you order or "
                                  "book is still confirmed by mail.",
                                  language, sender),
                            escape_html(preferences_url),
                            Sentence("It was a mistake: choose what I get").in(language)));
}

http::Reply preferences_page(Language language, std::string_view sender,
                             const std::vector<WantedTopic>& topics, bool was_saved) {
    std::string content;
    if (was_saved)
        content += fmt::format(R"(<p role="status"><strong>{}</strong></p>)",
                               Sentence("Saved.").in(language));
    content += R"(<form method="post">)";
    bool wants_anything = true;
    for (const auto& topic : topics) {
        if (topic.key.empty())
            wants_anything = topic.is_wanted;
        else
            content += checkbox("topic", topic.key, topic.is_wanted, topic.name, topic.description);
    }
    if (topics.size() > 1) content += "<hr>";
    content +=
        checkbox("nothing", "1", !wants_anything, Sentence("No news at all").in(language),
                 Sentence("Confirmations of what you order or book still reach you.").in(language));
    content += fmt::format("<p><button>{}</button></p></form>", Sentence("Save").in(language));
    return page(language, 200,
                topics.size() > 1
                    ? std::string(Sentence("What would you like to get?").in(language))
                    : about("News from {sender}", language, sender),
                content);
}

http::Reply broken_link_page(Language language) {
    return page(language, 404, Sentence("This link does not work").in(language),
                fmt::format("<p>{}</p>", Sentence("Some mail programs cut long addresses. Copy all "
                                                  "of it from the mail, please.")
                                             .in(language)));
}

http::Reply plain_mail_page(Language language, std::string_view subject, std::string_view text) {
    return page(language, 200, escape_html(subject), "<p>" + with_links(text) + "</p>", "mail");
}

} // namespace campaigns
