#include "features/campaigns/email/public_pages.hpp"

#include <fmt/format.h>

#include "platform/text/html.hpp"

namespace campaigns {
namespace {

using text::escape_html;

struct PageWords {
    std::string_view language, unsubscribe, question, yes, rather_choose, done, done_text,
        changed_mind, preferences, preferences_text, nothing, nothing_text, save, saved, broken,
        broken_text;
};

constexpr PageWords english{
    .language = "en",
    .unsubscribe = "Unsubscribe",
    .question = "No more news from {}?",
    .yes = "Yes, unsubscribe me",
    .rather_choose = "I would rather choose what I get",
    .done = "You are unsubscribed",
    .done_text =
        "{} will not send you news any more. What you order or book is still confirmed by mail.",
    .changed_mind = "It was a mistake: choose what I get",
    .preferences = "What would you like to get?",
    .preferences_text = "News from {}",
    .nothing = "No news at all",
    .nothing_text = "Confirmations of what you order or book still reach you.",
    .save = "Save",
    .saved = "Saved.",
    .broken = "This link does not work",
    .broken_text = "Some mail programs cut long addresses. Copy all of it from the mail, please.",
};
constexpr PageWords german{
    .language = "de",
    .unsubscribe = "Abmelden",
    .question = "Keine Neuigkeiten mehr von {}?",
    .yes = "Ja, bitte abmelden",
    .rather_choose = "Ich möchte lieber auswählen, was ich bekomme",
    .done = "Sie sind abgemeldet",
    .done_text =
        "{} schickt Ihnen keine Neuigkeiten mehr. Was Sie bestellen oder buchen, wird weiterhin "
        "per Mail bestätigt.",
    .changed_mind = "Es war ein Versehen: auswählen, was ich bekomme",
    .preferences = "Was möchten Sie bekommen?",
    .preferences_text = "Neuigkeiten von {}",
    .nothing = "Gar keine Neuigkeiten",
    .nothing_text = "Bestätigungen von Bestellungen und Buchungen erreichen Sie weiterhin.",
    .save = "Speichern",
    .saved = "Gespeichert.",
    .broken = "Dieser Link geht nicht",
    .broken_text =
        "Manche Mailprogramme kürzen lange Adressen. Bitte kopieren Sie sie ganz aus der Mail.",
};

const PageWords& words_in(PageLanguage language) {
    return language == PageLanguage::german ? german : english;
}

std::string about(std::string_view pattern, std::string_view sender) {
    return fmt::format(fmt::runtime(pattern), escape_html(sender));
}

http::Reply page(const PageWords& words, int status, std::string_view title,
                 std::string_view content) {
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
hr{{margin:20px 0;border:0;border-top:1px solid #d9dce3}}
@media(prefers-color-scheme:dark){{body{{background:#14161b;color:#e6e8ee}}main{{background:#1e2128}}small{{color:#a9afbd}}a{{color:#9db2ff}}hr{{border-color:#3a3f4b}}}}
</style></head><body><main><h1>{}</h1>
{}</main></body></html>
)",
                                       words.language, title, title, content),
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

} // namespace

PageLanguage page_language(std::string_view accept_language) {
    return accept_language.starts_with("de") ? PageLanguage::german : PageLanguage::english;
}

http::Reply unsubscribe_page(PageLanguage language, std::string_view sender,
                             std::string_view preferences_url) {
    const auto& words = words_in(language);
    return page(words, 200, about(words.question, sender),
                fmt::format(R"(<form method="post"><p><button>{}</button></p></form>
<p><a href="{}">{}</a></p>)",
                            words.yes, escape_html(preferences_url), words.rather_choose));
}

http::Reply unsubscribed_page(PageLanguage language, std::string_view sender,
                              std::string_view preferences_url) {
    const auto& words = words_in(language);
    return page(
        words, 200, words.done,
        fmt::format(R"(<p>{}</p><p><a href="{}">{}</a></p>)", about(words.done_text, sender),
                    escape_html(preferences_url), words.changed_mind));
}

http::Reply preferences_page(PageLanguage language, std::string_view sender,
                             const std::vector<WantedTopic>& topics, bool was_saved) {
    const auto& words = words_in(language);
    std::string content;
    if (was_saved)
        content += fmt::format(R"(<p role="status"><strong>{}</strong></p>)", words.saved);
    content += R"(<form method="post">)";
    bool wants_anything = true;
    for (const auto& topic : topics) {
        if (topic.key.empty())
            wants_anything = topic.is_wanted;
        else
            content += checkbox("topic", topic.key, topic.is_wanted, topic.name, topic.description);
    }
    if (topics.size() > 1) content += "<hr>";
    content += checkbox("nothing", "1", !wants_anything, words.nothing, words.nothing_text);
    content += fmt::format("<p><button>{}</button></p></form>", words.save);
    return page(
        words, 200,
        topics.size() > 1 ? std::string(words.preferences) : about(words.preferences_text, sender),
        content);
}

http::Reply broken_link_page(PageLanguage language) {
    const auto& words = words_in(language);
    return page(words, 404, words.broken, fmt::format("<p>{}</p>", words.broken_text));
}

} // namespace campaigns
