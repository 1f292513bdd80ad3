#include "features/campaigns/email/public_pages.hpp"

#include <gtest/gtest.h>

#include "platform/text/language.hpp"

namespace {

using text::Language;

std::string body_of(http::Reply reply) {
    return std::get<std::string>(reply.body);
}

std::vector<std::string> pages_in(Language language) {
    using namespace campaigns;
    const std::vector<WantedTopic> one{{"", "", "", true, 0}};
    const std::vector<WantedTopic> two{{"", "", "", false, 0}, {"a", "Offers", "Now", true, 1}};
    return {body_of(unsubscribe_page(language, "Salon <b>", "/e/p/x")),
            body_of(unsubscribed_page(language, "Salon <b>", "/e/p/x")),
            body_of(preferences_page(language, "Salon <b>", one, false)),
            body_of(preferences_page(language, "Salon <b>", two, true)),
            body_of(broken_link_page(language))};
}

} // namespace

TEST(PublicPages, are_each_in_one_language_and_escape_the_senders_name) {
    const auto english = pages_in(Language::english);
    const auto german = pages_in(Language::german);
    for (std::size_t i = 0; i < english.size(); ++i) {
        EXPECT_NE(english[i].npos, english[i].find(R"(<html lang="en">)"));
        EXPECT_NE(german[i].npos, german[i].find(R"(<html lang="de">)"));
        const auto heading = english[i].substr(english[i].find("<h1>"));
        EXPECT_EQ(german[i].npos, german[i].find(heading.substr(0, heading.find("</h1>"))));
        for (const auto& page : {english[i], german[i]})
            EXPECT_EQ(page.npos, page.find("<b>")) << page;
    }
}

TEST(PublicPages, show_a_plain_mail_with_its_addresses_as_links) {
    struct Case {
        std::string text, html;
    };
    for (
        const auto& [text, html] : std::to_array<Case>({
            {"<b>Hi</b>\n\nyou", "<p>&lt;b&gt;Hi&lt;/b&gt;\n\nyou</p>"},
            {"See https://a.example/?b=1&c=2.",
             R"(<p>See <a rel="noreferrer" href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a>.</p>)"},
            {"(http://a.example)",
             R"(<p>(<a rel="noreferrer" href="http://a.example">http://a.example</a>)</p>)"},
            {"\"https://a.example\"onload=x",
             R"(<a rel="noreferrer" href="https://a.example">https://a.example</a>&quot;onload)"},
            {"javascript:alert(1)", "<p>javascript:alert(1)</p>"},
        })) {
        const auto page = body_of(campaigns::plain_mail_page(Language::english, "Spring", text));
        EXPECT_NE(page.npos, page.find(html)) << page.substr(page.find("<main"));
    }
}
