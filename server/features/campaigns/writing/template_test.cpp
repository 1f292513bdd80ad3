#include "features/campaigns/writing/template.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace {

namespace json = boost::json;
using campaigns::Template;
using campaigns::TemplateForm;
using campaigns::TokenKind;

campaigns::Vocabulary vocabulary() {
    campaigns::Vocabulary known;
    for (const auto* name : {"contact.first_name", "contact.last_name", "contact.company",
                             "shop.url", "contact.custom.city", "contact.birthday"})
        known.add(name);
    known.add("contact.score", TokenKind::number);
    known.add("contact.vip", TokenKind::boolean);
    known.add("contact.tags", TokenKind::list);
    known.add("order.lines[].name");
    known.add("order.lines[].price", TokenKind::number);
    return known;
}

json::object data() {
    return json::parse(R"({
        "contact": {"first_name": "Ada", "last_name": "<O'Neil & \"Co\">", "company": "", "score": 42,
                    "custom": {"city": "São Paulo"}, "vip": true, "tags": ["vip", "old"],
                    "birthday": "1985-12-03"},
        "shop": {"url": "https://shop.example/a?b=1&c=2"},
        "order": {"lines": [{"name": "Soap", "price": 3.5}, {"name": "Comb", "price": 4}]}
    })")
        .as_object();
}

std::string problems_text(const std::vector<campaigns::TemplateProblem>& problems) {
    std::string text;
    for (const auto& problem : problems)
        text += fmt::format("{}:{} {} {}\n", problem.line, problem.column, problem.code,
                            problem.message);
    return text;
}

std::string rendered(std::string_view source, TemplateForm form, const json::object& values) {
    std::vector<campaigns::TemplateProblem> problems;
    const auto parsed = Template::parse(source, form, vocabulary(), problems);
    if (!parsed) return problems_text(problems);
    std::string out;
    parsed->render(values, out);
    return out;
}
std::string as_text(std::string_view source) {
    return rendered(source, TemplateForm::text, data());
}
std::string as_html(std::string_view source) {
    return rendered(source, TemplateForm::html, data());
}

struct Case {
    const char* source;
    const char* expected;
};

TEST(Templates, write_what_they_are_told) {
    constexpr Case cases[]{
        {"Hello {{ contact.first_name }}!", "Hello Ada!"},
        {"{{contact.score}} {{ contact.vip }} {{ 2.50 }}", "42 true 2.5"},
        {"{{ contact.company | default: 'friend' }}", "friend"},
        {"{{ contact.first_name | default: 'friend' }}", "Ada"},
        {"{{ contact.custom.city | upcase }}", "SÃO PAULO"},
        {"{{ contact.custom['city'] | downcase | capitalize }}", "São paulo"},
        {"{{ 'a}}b' }}", "a}}b"},
        {"{% if contact.vip %}yes{% else %}no{% endif %}", "yes"},
        {"{% if contact.company %}yes{% else %}no{% endif %}", "no"},
        {"{% if contact.company == blank %}none{% endif %}", "none"},
        {"{% unless contact.vip %}no{% else %}vip{% endunless %}", "vip"},
        {"{% if contact.score > 50 %}A{% elsif contact.score >= 42 %}B{% else %}C{% endif %}", "B"},
        {"{% if contact.tags contains 'vip' and contact.score < 50 %}x{% endif %}", "x"},
        {"{% if contact.vip or contact.vip and contact.company %}x{% endif %}", "x"},
        {"{% if contact.birthday < '1990-01-01' %}x{% endif %}", "x"},
        {"{% case contact.score %} {% when 1, 2 %}few{% when 42 %}many{% else %}?{% endcase %}",
         "many"},
        {"{% case contact.first_name %}{% when 'Bob' or 'Ada' %}known{% endcase %}", "known"},
        {"{% for t in contact.tags %}{{ forloop.index }}/{{ forloop.length }}{{ t }} {% endfor %}",
         "1/2vip 2/2old "},
        {"{% for l in order.lines %}{{ l.name }} {{ l.price | fixed }};{% endfor %}",
         "Soap 3.50;Comb 4.00;"},
        {"{% for l in order.lines reversed limit: 1 %}{{ l.name }}{% endfor %}", "Soap"},
        {"{% for l in order.lines offset: 1 %}{{ l.name }}{% endfor %}", "Comb"},
        {"{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}"
         "{% endif %}{{ i }}{% endfor %}",
         "13"},
        {"{% for x in contact.company %}x{% else %}none{% endfor %}", "none"},
        {"{{ order.lines[0].name }} {{ order.lines.last.name }} {{ order.lines.size }}",
         "Soap Comb 2"},
        {"{% assign n = contact.first_name | append: '!' %}{{ n }}{{ n.size }}", "Ada!4"},
        {"{% assign all = order.lines %}{% for l in all %}{{ l.name }}{% endfor %}", "SoapComb"},
        {"{% capture c %}<{{ contact.first_name }}>{% endcapture %}{{ c }}{{ c }}", "<Ada><Ada>"},
        {"a{% comment %} {{ nothing }} {% nonsense %}{% endcomment %}b", "ab"},
        {"{% raw %}{{ x }}{% endraw %}", "{{ x }}"},
        {"a \n {%- if true -%} \n b \n {%- endif -%} \n c", "abc"},
        {"a {{- ' ' -}} b", "a b"},
        {"{% assign l = 'c,a,b,a' | split: ',' | uniq | sort %}{{ l | join: '+' }}", "a+b+c"},
        {"{% assign l = 'a,b' | split: ',' %}{% for x in l %}{% assign l = 'z' %}{{ x }}{% endfor "
         "%}",
         "ab"},
        {"{{ contact.score | plus: 1 | times: 2 | minus: 6 | divided_by: 8 }}", "10"},
        {"{{ 1 | divided_by: 0 | default: 'none' }} {{ 7 | modulo: 4 }} {{ 2.5 | round }}",
         "none 3 3"},
        {"{{ 3.14159 | round: 2 }} {{ 0 | minus: 3 | abs }} {{ 5 | at_most: 3 }}", "3.14 3 3"},
        {"{{ contact.birthday | date: '%-d %B %Y, %a' }}", "3 December 1985, Tue"},
        {"{{ '2030-01-07T15:04:05Z' | date: '%d.%m.%y %H:%M %I %p %j %%' }}",
         "07.01.30 15:04 03 PM 007 %"},
        {"{{ 'soon' | date: '%Y' }}", "soon"},
        {"{{ 'abcdef' | truncate: 4 }} {{ 'one two three' | truncatewords: 2 }}", "abc… one two…"},
        {"{{ '<b>x</b>' | strip_html }} {{ ' a ' | strip }}.{{ 'ab' | replace: 'a', 'c' }}",
         "x a.cb"},
        {"{{ contact.tags | first }} {{ contact.tags | reverse | join }}", "vip old, vip"},
        {"{{ 'a b&c' | url_encode }} {{ 'aXb' | remove: 'X' | size }}", "a%20b%26c 2"},
        {"{ {{ '}' }} %}", "{ } %}"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, as_text(each.source)) << each.source;
}

TEST(Templates, escape_by_where_a_token_stands) {
    constexpr Case cases[]{
        {"<p>{{ contact.last_name }}</p>", "<p>&lt;O&#39;Neil &amp; &quot;Co&quot;&gt;</p>"},
        {"<p title=\"{{ contact.last_name }}\">",
         "<p title=\"&lt;O&#39;Neil &amp; &quot;Co&quot;&gt;\">"},
        {"<title>{{ contact.last_name | truncate: 2, '' }}</title>", "<title>&lt;O</title>"},
        {"<a href=\"{{ shop.url }}\">", "<a href=\"https://shop.example/a?b=1&amp;c=2\">"},
        {"<a href='{{ \"javascript:alert(1)\" }}'>", "<a href='#'>"},
        {"<a href=\" {{ ' JaVaScript:x' }}\">", "<a href=\" #\">"},
        {"<img src=\"{{ 'data:text/html,x' }}\">", "<img src=\"#\">"},
        {"<a href=\"{{ 'mailto:a@b.example' }}\">", "<a href=\"mailto:a@b.example\">"},
        {"<a href=\"{{ '\\\"><script>' }}\">", "<a href=\"%5C%22%3E%3Cscript%3E\">"},
        {"<a href=\"https://x.example/{{ contact.custom.city }}/?q={{ shop.url }}\">",
         "<a href=\"https://x.example/S%C3%A3o%20Paulo/"
         "?q=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D2\">"},
        {"<a href=\"https://x.example/{{ 'a?b#c%' }}\">",
         "<a href=\"https://x.example/a%3Fb%23c%25\">"},
        {"<p style=\"color:{{ '#4663c5' }};width:{{ 'expression(x)' }}\">",
         "<p style=\"color:#4663c5;width:\">"},
        {"<style>a{color:{{ 'red' }}}</style>{{ '<' }}", "<style>a{color:red}</style>&lt;"},
        {"<!--[if mso]><b>{{ '-->' }}</b><![endif]-->{{ '<' }}",
         "<!--[if mso]><b>--&gt;</b><![endif]-->&lt;"},
        {"{% capture c %}<b>{{ '<' }}</b>{% endcapture %}{{ c }}", "<b>&lt;</b>"},
        {"{% capture c %}<b>{% endcapture %}{{ c | upcase }}", "&lt;B&gt;"},
        {"{% capture c %}{{ '&' }}{% endcapture %}{% assign d = c %}{{ d }}", "&amp;"},
        {"<a href=\"{% if contact.vip %}https://v.example/{% else %}/?{% endif %}{{ 'a/b' }}\">",
         "<a href=\"https://v.example/a%2Fb\">"},
        {"<a href=\"{% if contact.company %}x{% endif %}{{ 'javascript:x' }}\">", "<a href=\"#\">"},
        {"<td {% if contact.vip %}class=\"v\"{% endif %}>{{ '<' }}", "<td class=\"v\">&lt;"},
        {"{{ '<' | escape }}", "&lt;"},
        {"a < b {{ '<' }}", "a < b &lt;"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, as_html(each.source)) << each.source;
    EXPECT_EQ("a b\tc", as_text("{{ 'a b\tc' }}"));
    EXPECT_EQ("a  Bcc: x", rendered("a{{ '\r\nBcc: x' }}", TemplateForm::line, data()));
    EXPECT_EQ("Dear Ada", rendered("Dear\t{{ contact.first_name }}", TemplateForm::line, data()));
}

TEST(Templates, name_every_mistake_with_its_place) {
    constexpr Case cases[]{
        {"a\n {{ contact.frist_name }}",
         "2:5 unknown_token there is no contact.frist_name; did you mean contact.first_name?\n"},
        {"{{ first_name }} {{ x }}",
         "1:4 unknown_token there is no first_name; did you mean contact.first_name?\n"
         "1:21 unknown_token there is no x\n"},
        {"{{ contact }}", "1:4 unknown_token contact is a group: name one of its fields\n"},
        {"{{ contact.tags.name }}", "1:4 unknown_token there is no contact.tags.name\n"},
        {"{% for l in order.lines %}{{ l.weight }}{% endfor %}{{ l.name }}",
         "1:30 unknown_token there is no l.weight\n1:56 unknown_token there is no l.name\n"},
        {"{% if contact.x %}{% endif %}", "1:7 unknown_token there is no contact.x\n"},
        {"{% if true %}", "1:3 syntax has no {% endif %}\n"},
        {"{% if true %}{% endfor %}", "1:16 syntax stands where {% endif %} should\n"},
        {"{% endif %}", "1:3 syntax has nothing that it belongs to\n"},
        {"ü {{ contact.first_name", "1:3 syntax is opened and not closed by }}\n"},
        {"{% if %}{% endif %}", "1:7 syntax a name or a value is missing\n"},
        {"{{ 'a }}", "1:1 syntax is opened and not closed by }}\n"},
        {"{{ contact.first_name extra }}", "1:23 syntax is not understood here\n"},
        {"{{ a ; b }}", "1:6 syntax is not understood here\n"},
        {"{% break %}", "1:3 syntax stands in no loop\n"},
        {"{% comment %}", "1:3 syntax has no {% endcomment %}\n"},
        {"{{ contact.first_name | append }}", "1:25 syntax needs a value behind a colon\n"},
        {"{{ contact.first_name | upcase: 1 }}", "1:25 syntax has too many values\n"},
        {"{{ 99999999999999999999 }}{{ [ }}", "1:30 syntax a name or a value is missing\n"},
        {"{% for x in y %}{{ forloop.up }}{% endfor %}",
         "1:13 unknown_token there is no y\n"
         "1:28 syntax is no fact of a loop: index, index0, rindex, rindex0, first, last, length\n"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, as_text(each.source)) << each.source;
    EXPECT_TRUE(as_text("{% include 'x' %}").starts_with("1:3 syntax there is no such tag;"));
    EXPECT_TRUE(as_text("{{ 'x' | shout }}").starts_with("1:10 unknown_filter there is no filter"));
}

TEST(Templates, refuse_a_token_that_cannot_be_escaped) {
    constexpr Case cases[]{
        {"<a href={{ shop.url }}>",
         "1:11 misplaced_token put the value of the attribute in quotes\n"},
        {"<script>{{ contact.score }}</script>",
         "1:11 misplaced_token inside <script> no token may stand\n"},
        {"<p onclick=\"f('{{ contact.score }}')\">",
         "1:18 misplaced_token in this attribute no token may stand\n"},
        {"<a href=\"javascript:f('{{ contact.score }}')\">",
         "1:26 misplaced_token in this attribute no token may stand\n"},
        {"<img srcset=\"{{ shop.url }} 2x\">",
         "1:16 misplaced_token in this attribute no token may stand\n"},
        {"<h{{ contact.score }}>",
         "1:5 misplaced_token inside a tag a token may stand in the value of an attribute only\n"},
        {"{% if contact.vip %}<a href=\"{% endif %}x\">",
         "1:3 uneven_branches one way through this block ends in the value of an attribute, "
         "another "
         "in the text; each must close what it opens\n"},
        {"{% for t in contact.tags %}<p title=\"{% endfor %}\">",
         "1:3 uneven_branches a turn of this loop begins in the text and ends in the value of an "
         "attribute; it must close what it opens\n"},
    };
    for (const auto& each : cases) EXPECT_EQ(each.expected, as_html(each.source)) << each.source;
}

std::string limit_text(std::string_view source) {
    std::vector<campaigns::TemplateProblem> problems;
    const auto parsed = Template::parse(source, TemplateForm::text, vocabulary(), problems);
    if (!parsed) return problems_text(problems);
    std::string out;
    try {
        parsed->render(data(), out);
    } catch (const campaigns::TemplateLimit& limit) {
        return fmt::format("{}: {}", limit.line, limit.what());
    }
    return "fine";
}

std::string nested(int depth) {
    std::string source;
    for (int i = 0; i < depth; ++i) source += "{% if true %}";
    for (int i = 0; i < depth; ++i) source += "{% endif %}";
    return source;
}

TEST(Templates, end_at_their_limits) {
    const std::string line(100, 'x');
    const std::vector<std::pair<std::string, std::string>> cases{
        {"\n{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}",
         "2: takes more than 100,000 steps"},
        {"{% for a in (1..10000) %}{% endfor %}", "fine"},
        {"{% for a in (1..10001) %}{% endfor %}", "1: a loop has more than 10,000 turns"},
        {"{% for a in (1..10000) %}" + line + "{% endfor %}", "fine"},
        {"{% for a in (1..10000) %}" + line + line + "{% endfor %}",
         "1: what comes out is longer than 1 MB"},
        {"{% assign a = 'xxxxxxxx' %}{% for i in (1..20) %}{% assign a = a | append: a %}{% endfor "
         "%}",
         "1: a value is longer than 64 KB"},
        {"{% capture c %}{% for a in (1..1000) %}" + line + "{% endfor %}{% endcapture %}",
         "1: what is captured is longer than 64 KB"},
        {nested(campaigns::deepest_template), "fine"},
        {nested(campaigns::deepest_template + 1),
         "1:419 syntax blocks stand more than 32 deep in each other\n"},
        {std::string(campaigns::longest_template, 'x'), "fine"},
        {std::string(campaigns::longest_template + 1, 'x'), "1:1 too_long is longer than 512 KB\n"},
        {"\xff", "1:1 bad_text is no valid text\n"},
    };
    for (const auto& [source, expected] : cases)
        EXPECT_EQ(expected, limit_text(source)) << source.substr(0, 80);
}

TEST(Templates, tell_which_tokens_they_name_and_which_came_out_empty) {
    std::vector<campaigns::TemplateProblem> problems;
    const auto parsed = Template::parse(
        "{{ contact.company }}{{ contact.company | default: 'x' }}{{ contact.first_name }}"
        "{% for l in order.lines %}{{ l.name }}{% endfor %}{{ contact.company }}",
        TemplateForm::text, vocabulary(), problems);
    ASSERT_TRUE(parsed) << problems_text(problems);
    EXPECT_EQ((std::vector<std::string>{"contact.company", "contact.first_name", "order.lines",
                                        "order.lines[].name"}),
              parsed->tokens());
    std::string out;
    std::vector<std::string_view> blanks;
    parsed->render(data(), out, &blanks);
    EXPECT_EQ((std::vector<std::string_view>{"contact.company"}), blanks);
    out.clear();
    parsed->render({}, out);
    EXPECT_EQ("x", out);
}

TEST(Templates, write_months_in_their_language) {
    std::vector<campaigns::TemplateProblem> problems;
    const auto parsed = Template::parse("{{ contact.birthday | date: '%A, %-d. %B' }}",
                                        TemplateForm::text, vocabulary(), problems, "de");
    ASSERT_TRUE(parsed);
    std::string out;
    parsed->render(data(), out);
    EXPECT_EQ("Dienstag, 3. Dezember", out);
}

} // namespace
