#include "features/campaigns/email/mail_html_text.hpp"

#include <gtest/gtest.h>

TEST(MailHtmlText, keeps_words_links_and_tokens) {
    struct Case {
        const char* html;
        const char* expected;
    };
    const Case cases[] = {
        {"", ""},
        {"<p>Dear {{ contact.first_name }},</p><p>Caf&eacute; &amp; more&nbsp;&lt;3</p>",
         "Dear {{ contact.first_name }},\nCaf&eacute; & more <3\n"},
        {"a<br>b<style>p{color:red}</style>c<script>x()</script>d", "a\nbcd"},
        {R"(<A HREF="https://shop.example/?a=1&amp;b=2">Our <b>shop</b></A>.)",
         "Our shop (https://shop.example/?a=1&b=2)."},
        {R"(<a href="https://shop.example">https://shop.example</a>)", "https://shop.example"},
        {R"(<a href="https://shop.example"><img src="x"></a>)", "https://shop.example"},
        {R"(<a href="#top">Up</a> <a href="mailto:a@b.example">Write</a> <a name="x">here</a>)",
         "Up Write here"},
        {R"(<a href="{{ links.unsubscribe }}">No more</a>)", "No more ({{ links.unsubscribe }})"},
        {R"(<a href="https://x.example/{{ contact.company | default: "none" }}">x</a>)",
         R"(x (https://x.example/{{ contact.company | default: "none" }}))"},
        {"{% if contact.score > 3 %}<b>yes</b>{% endif %}{% if a < 2 %}no{% endif %}",
         "{% if contact.score > 3 %}yes{% endif %}{% if a < 2 %}no{% endif %}"},
        {"broken <a href=\"x", "broken "},
        {"{{ open", "{{ open"},
        {"<a href=\"{{ open\">x</a>", "x ({{ open)"},
        {"</a></a><a href=", ""},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.expected, campaigns::text_of_mail_html(c.html)) << c.html;
}
