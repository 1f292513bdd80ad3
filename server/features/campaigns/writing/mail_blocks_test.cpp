#include "features/campaigns/writing/mail_blocks.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "features/campaigns/writing/mail_markup.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "features/campaigns/writing/template.hpp"

namespace {

namespace json = boost::json;
using campaigns::markup_to_html;
using campaigns::markup_to_text;

std::string problems_of(std::string_view document) {
    meta::Problems problems;
    campaigns::check_mail_document(json::parse(document), "d", problems);
    std::string text;
    for (const auto& problem : problems.list) text += problem.field + " " + problem.code + "\n";
    return text;
}

campaigns::MailSources written(std::string_view document) {
    EXPECT_EQ("", problems_of(document));
    return campaigns::write_mail_document(json::parse(document).as_object(), "Subject", "");
}

// What a person gets of a template that must be good.
std::string rendered(const std::string& source, campaigns::TemplateForm form,
                     const json::object& data) {
    std::vector<campaigns::TemplateProblem> problems;
    const auto parsed =
        campaigns::Template::parse(source, form, campaigns::message_vocabulary({"city"}), problems);
    for (const auto& problem : problems)
        ADD_FAILURE() << problem.line << ":" << problem.column << " " << problem.message;
    std::string out;
    if (parsed) parsed->render(data, out);
    return out;
}

json::object somebody() {
    return json::parse(R"({
        "contact": {"first_name": "<Ada>", "company": "Lovelace & Sons"}, "project": {"name": "Salon"},
        "sender": {"name": "Zoë", "postal_address": "5 Example Street"},
        "links": {"unsubscribe": "https://s.example/u/1", "preferences": "https://s.example/p/1",
                  "web_version": "https://s.example/w/1"}})")
        .as_object();
}

} // namespace

TEST(MailMarkup, becomes_html_and_text) {
    struct Case {
        const char* markup;
        const char* html;
        const char* text;
    };
    constexpr Case cases[]{
        {"One\ntwo\n\nThree",
         "<p style=\"margin:0 0 16px;s\">One<br>two</p>\n"
         "<p style=\"margin:0 0 16px;s\">Three</p>\n",
         "One\ntwo\n\nThree\n\n"},
        {"**b** *i* ***both***",
         "<p style=\"margin:0 0 16px;s\"><strong>b</strong> <em>i</em> "
         "<strong><em>both</em></strong></p>\n",
         "b i both\n\n"},
        {"- one\n- two",
         "<ul style=\"margin:0 0 16px;padding-left:24px;s\">"
         "<li style=\"margin:0 0 6px\">one</li><li style=\"margin:0 0 6px\">two</li></ul>\n",
         "- one\n- two\n\n"},
        {"[here](https://a.example/?a=1&b=2) <x>",
         "<p style=\"margin:0 0 16px;s\"><a href=\"https://a.example/?a=1&amp;b=2\" "
         "style=\"color:c\">"
         "here</a> &lt;x&gt;</p>\n",
         "here (https://a.example/?a=1&b=2) <x>\n\n"},
        {"{{ contact.first_name | default: \"*you*\" }} & {% if contact.company %}x{% endif %}",
         "<p style=\"margin:0 0 16px;s\">{{ contact.first_name | default: \"*you*\" }} &amp; "
         "{% if contact.company %}x{% endif %}</p>\n",
         "{{ contact.first_name | default: \"*you*\" }} & {% if contact.company %}x{% endif "
         "%}\n\n"},
        {"\\*not\\* \\[a\\](b) [open](",
         "<p style=\"margin:0 0 16px;s\">*not* [a](b) [open](</p>\n", "*not* [a](b) [open](\n\n"},
        {"[a]({{ links.unsubscribe }})",
         "<p style=\"margin:0 0 16px;s\"><a href=\"{{ links.unsubscribe }}\" "
         "style=\"color:c\">a</a></p>\n",
         "a ({{ links.unsubscribe }})\n\n"},
        {"**never closed", "<p style=\"margin:0 0 16px;s\"><strong>never closed</strong></p>\n",
         "never closed\n\n"},
        {"", "", ""},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(each.html, markup_to_html(each.markup, "s", "c")) << each.markup;
        EXPECT_EQ(each.text, markup_to_text(each.markup)) << each.markup;
    }
}

TEST(MailBlocks, are_held_against_their_manifest) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"([])", "d wrong_type\n"},
        {R"({})", "d.blocks required\n"},
        {R"({"blocks": []})", "d.blocks too_few\n"},
        {R"({"blocks": [{"type": "marquee"}, 7]})",
         "d.blocks[0].type not_allowed\nd.blocks[1].type not_allowed\n"},
        {R"({"blocks": [{"type": "text"}], "more": 1})",
         "d.more unknown_field\nd.blocks[0].text required\n"},
        {R"({"blocks": [{"type": "text", "text": " ", "x": 1, "id": "a"}]})",
         "d.blocks[0].x unknown_field\nd.blocks[0].text required\n"},
        {R"({"theme": {"accent": "red", "font": "comic"}, "blocks": [{"type": "divider"}]})",
         "d.theme.accent bad_format\nd.theme.font not_allowed\n"},
        {R"({"blocks": [{"type": "button", "label": "a\nb", "url": "javascript:x"}]})",
         "d.blocks[0].label bad_format\nd.blocks[0].url bad_format\n"},
        {R"({"blocks": [{"type": "button", "label": "a", "url": ""}]})",
         "d.blocks[0].url bad_format\n"},
        {R"({"blocks": [{"type": "button", "label": "a", "url": "mailto:a@b.example"},
                        {"type": "button", "label": "a", "url": "https://a.example/{{ contact.email }}"}]})",
         ""},
        {R"({"blocks": [{"type": "heading", "text": "a", "level": 4}, {"type": "spacer", "height": "x"}]})",
         "d.blocks[0].level out_of_range\nd.blocks[1].height wrong_type\n"},
        {R"({"blocks": [{"type": "columns", "columns": [[]]}]})", "d.blocks[0].columns too_few\n"},
        {R"({"blocks": [{"type": "columns", "columns": [[{"type": "columns", "columns": [[], []]}], 1]}]})",
         "d.blocks[0].columns[0][0].type not_allowed\nd.blocks[0].columns[1] wrong_type\n"},
        {R"({"blocks": [{"type": "social", "links": [{"label": "X", "url": "ftp://x"}, {}]}]})",
         "d.blocks[0].links[0].url bad_format\nd.blocks[0].links[1].label required\n"
         "d.blocks[0].links[1].url required\n"},
    };
    for (const auto& [document, expected] : cases)
        EXPECT_EQ(expected, problems_of(document)) << document;
}

TEST(MailBlocks, end_at_their_limit) {
    json::array blocks(campaigns::most_mail_blocks, json::object{{"type", "divider"}});
    EXPECT_EQ("", problems_of(json::serialize(json::object{{"blocks", blocks}})));
    blocks.push_back(json::object{{"type", "divider"}});
    EXPECT_EQ("d.blocks[200] too_many\n",
              problems_of(json::serialize(json::object{{"blocks", blocks}})));
}

TEST(MailBlocks, keep_people_and_authors_out_of_the_markup) {
    const auto made = written(R"({"blocks": [
        {"type": "heading", "text": "A < B, {{ contact.first_name }}"},
        {"type": "image", "src": "https://i.example/a.png?x=\"><script>", "alt": "\"<b>"},
        {"type": "button", "label": "<i>", "url": "https://a.example/?n={{ contact.first_name }}"}]})");
    const auto html = rendered(made.html, campaigns::TemplateForm::html, somebody());
    EXPECT_NE(html.npos, html.find("A &lt; B, &lt;Ada&gt;</h1>"));
    EXPECT_NE(html.npos, html.find("href=\"https://a.example/?n=%3CAda%3E\""));
    for (const auto* bad : {"<script", "<b>", "<i>", "<Ada>"})
        EXPECT_EQ(html.npos, html.find(bad)) << bad;
    EXPECT_EQ("A < B, <Ada>\n\n[\"<b>]\n\n<i>: https://a.example/?n=<Ada>\n\n",
              rendered(made.text, campaigns::TemplateForm::text, somebody()));
}

TEST(MailBlocks, write_a_footer_with_the_address_and_the_way_out) {
    const auto made =
        written(R"({"blocks": [{"type": "footer", "text": "Why", "unsubscribe": ""}]})");
    const auto html = rendered(made.html, campaigns::TemplateForm::html, somebody());
    EXPECT_NE(html.npos, html.find("5 Example Street"));
    EXPECT_NE(html.npos, html.find("<a href=\"https://s.example/u/1\""));
    EXPECT_EQ(
        "--\nWhy\n\n5 Example Street\nUnsubscribe: https://s.example/u/1\n"
        "Choose what you get: https://s.example/p/1\nView in the browser: https://s.example/w/1\n",
        rendered(made.text, campaigns::TemplateForm::text, somebody()));
}

namespace {

class MailLibrary : public testing::TestWithParam<const char*> {};

// What stands where, whatever the words.
std::string kinds_of(const campaigns::MailTemplate& mail) {
    std::string all;
    const auto document = json::parse(mail.document.text).as_object();
    for (const auto& block : document.at("blocks").as_array())
        all.append(block.at("type").as_string()).append(" ");
    return all;
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Languages, MailLibrary, testing::Values("en", "de"));

TEST_P(MailLibrary, has_fifteen_mails_that_can_be_sent_as_they_are) {
    const auto& library = campaigns::mail_template_library(GetParam());
    EXPECT_EQ(15u, library.size());
    for (const auto& each : library) {
        SCOPED_TRACE(each.key);
        EXPECT_EQ(GetParam(), each.language);
        EXPECT_EQ("", problems_of(each.document.text));
        EXPECT_FALSE(each.name.empty() || each.description.empty() || each.category.empty());
        const auto made = campaigns::write_mail_document(
            json::parse(each.document.text).as_object(), each.subject, each.preheader);
        const auto html = rendered(made.html, campaigns::TemplateForm::html, somebody());
        const auto text = rendered(made.text, campaigns::TemplateForm::text, somebody());
        EXPECT_FALSE(rendered(each.subject, campaigns::TemplateForm::line, somebody()).empty());
        for (const auto* part : {&html, &text}) {
            EXPECT_NE(part->npos, part->find("https://s.example/u/1"));
            EXPECT_NE(part->npos, part->find("5 Example Street"));
            EXPECT_EQ(part->npos, part->find("{{"));
        }
        // Gmail cuts mails at 102 KB.
        EXPECT_LT(html.size(), 50'000u);
        EXPECT_NE(html.npos, (html + each.preheader).find("emo")) << "visibly a demo";
        // Without a name it still reads well.
        EXPECT_EQ(std::string::npos,
                  rendered(made.text, campaigns::TemplateForm::text, {}).find(" ,"));
    }
}

TEST_P(MailLibrary, has_the_same_mails_in_each_language) {
    std::map<std::string, std::string> mails, english;
    for (const auto& each : campaigns::mail_template_library(GetParam()))
        mails.emplace(each.key, kinds_of(each));
    for (const auto& each : campaigns::mail_template_library())
        english.emplace(each.key, kinds_of(each));
    EXPECT_EQ(english, mails);
}
