#include "features/campaigns/writing/mail_block_preview.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "features/campaigns/writing/template.hpp"

namespace {

namespace json = boost::json;
using campaigns::BlockPreview;

json::object somebody() {
    return json::parse(R"({
        "contact": {"first_name": "<Ada>"}, "sender": {"postal_address": "5 Example Street"},
        "links": {"unsubscribe": "https://s.example/u/1", "preferences": "https://s.example/p/1",
                  "web_version": "https://s.example/w/1"}})")
        .as_object();
}

BlockPreview preview(std::string_view block, int columns = 1, std::string_view theme = "{}") {
    return campaigns::preview_mail_block(campaigns::good_mail_theme(json::parse(theme)),
                                         json::parse(block), columns,
                                         campaigns::message_vocabulary({}), somebody());
}

std::string remarks(const BlockPreview& made) {
    std::string text;
    for (const auto& each : made.remarks) text += each.field + " " + each.code + "\n";
    return text;
}

bool holds(const BlockPreview& made, std::string_view part) {
    return made.html.find(part) != made.html.npos;
}

} // namespace

TEST(MailBlockPreview, is_what_the_mail_holds_for_each_block_of_the_library) {
    const auto vocabulary = campaigns::message_vocabulary({});
    ASSERT_FALSE(campaigns::mail_template_library().empty());
    for (const auto& each : campaigns::mail_template_library()) {
        SCOPED_TRACE(each.key);
        const auto document = json::parse(each.document.text).as_object();
        std::vector<campaigns::TemplateProblem> problems;
        const auto page =
            campaigns::Template::parse(campaigns::write_mail_document(document, "", "").html,
                                       campaigns::TemplateForm::html, vocabulary, problems);
        ASSERT_TRUE(page);
        std::string mail;
        page->render(somebody(), mail);
        const auto* theme = document.if_contains("theme");
        const auto good = theme ? campaigns::good_mail_theme(*theme) : json::object{};
        std::size_t at = 0;
        const auto expect_next = [&](const json::value& block, int columns) {
            const auto made =
                campaigns::preview_mail_block(good, block, columns, vocabulary, somebody());
            EXPECT_FALSE(made.html.empty());
            const auto found = mail.find(made.html, at);
            ASSERT_NE(mail.npos, found) << made.html;
            at = found + made.html.size();
        };
        for (const auto& block : document.at("blocks").as_array()) {
            if (block.at("type") != "columns") {
                expect_next(block, 1);
                continue;
            }
            const auto& columns = block.at("columns").as_array();
            for (const auto& column : columns)
                for (const auto& inside : column.as_array())
                    expect_next(inside, static_cast<int>(columns.size()));
        }
    }
}

TEST(MailBlockPreview, shows_what_is_right_of_a_block_and_says_what_is_not) {
    struct Case {
        const char* block;
        const char* remarks;
        const char* shows;
    };
    constexpr Case cases[]{
        {R"({"type": "heading", "text": "Hello {{ contact.first_name }}"})", "",
         ">Hello &lt;Ada&gt;</h1>"},
        {R"({"type": "heading", "text": ""})", "text required\n", "<h1"},
        {R"({"type": "heading", "text": "Hi", "level": 9})", "level out_of_range\n", ">Hi</h1>"},
        {R"({"type": "button", "label": "Book", "url": "https:/"})", "url bad_format\n",
         R"(href="")"},
        {R"({"type": "button", "label": "Book", "url": "javascript:x"})", "url bad_format\n",
         ">Book</a>"},
        {R"({"type": "text", "text": "Dear {{ contact.nam }} & co"})", "text unknown_token\n",
         "Dear {\u2060{ contact.nam }} &amp; co"},
        {R"({"type": "text", "text": "{{ '<img src=x onerror=y>' | nonsense }}"})",
         "text unknown_filter\n", "&lt;img src=x"},
        {R"({"type": "text", "text": "{% if contact.first_name %}x"})", "text syntax\n",
         "{\u2060% if contact.first_name %}x"},
        {R"({"type": "social", "links": [{"label": "A", "url": "x"}, {"label": "B"}, 7]})",
         "links[0].url bad_format\nlinks[1].url required\nlinks[2] wrong_type\n", ">B</a>"},
        {R"({"type": "social", "links": "x"})", "links wrong_type\n", "<p"},
        {R"({"type": "image", "src": "https://i.example/a.png"})", "alt missing_alt\n", "<img"},
        {R"({"type": "image", "src": "", "alt": ""})", "src bad_format\n", "<img"},
        {R"({"type": "footer"})", "", "https://s.example/u/1"},
        {R"({"type": "divider", "more": 1})", "more unknown_field\n", "<hr"},
        {R"({"type": "marquee"})", "type not_allowed\n", ""},
        {R"({"type": "columns", "columns": [[], []]})", "type not_allowed\n", ""},
        {R"({"type": 7})", "type not_allowed\n", ""},
        {R"([])", "type not_allowed\n", ""},
    };
    for (const auto& each : cases) {
        const auto made = preview(each.block);
        EXPECT_EQ(each.remarks, remarks(made)) << each.block;
        EXPECT_TRUE(holds(made, each.shows)) << each.block << "\n" << made.html;
        EXPECT_EQ(*each.shows == '\0', made.html.empty()) << each.block;
        for (const auto* bad : {"javascript:", "<img src=x", "<Ada>"})
            EXPECT_FALSE(holds(made, bad)) << each.block;
    }
}

TEST(MailBlockPreview, takes_colours_and_widths_from_the_theme_and_the_columns) {
    const auto* image = R"({"type": "image", "src": "https://i.example/a.png", "alt": "A"})";
    EXPECT_TRUE(holds(preview(image), R"(width="536")"));
    EXPECT_TRUE(holds(preview(image, 2), R"(width="258")"));
    EXPECT_TRUE(holds(preview(image, 3, R"({"width": 720})"), R"(width="205")"));
    const auto* heading = R"({"type": "heading", "text": "A"})";
    EXPECT_TRUE(holds(preview(heading, 1, R"({"text": "#123456"})"), "color:#123456"));
    EXPECT_TRUE(
        holds(preview(heading, 1, R"({"text": "red;x:y", "width": 9, "no": 1})"), "color:#1f2430"));
    EXPECT_TRUE(holds(preview(heading, 1, "[]"), "color:#1f2430"));
}

TEST(MailBlockPreview, ends_where_templates_end) {
    const auto made = preview(
        R"({"type": "text", "text": "{% for i in (1..9999) %}{% for j in (1..9999) %}x{% endfor %}{% endfor %}"})");
    EXPECT_FALSE(made.html.empty());
    EXPECT_LT(made.html.size(), 1000u);
}
