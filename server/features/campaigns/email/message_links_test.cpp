#include "features/campaigns/email/message_links.hpp"

#include <gtest/gtest.h>

#include "features/campaigns/email/hit_evidence.hpp"
#include "platform/text/url.hpp"

namespace {

using campaigns::Hit;
using campaigns::HitKind;
using campaigns::LinkPurpose;
using namespace std::chrono_literals;

const crypto::SecretBox& box() {
    static const crypto::SecretBox made({crypto::MasterKey(std::string(32, 'k'))});
    return made;
}

const campaigns::MessageLink ada{
    .project_id = *Uuid::parse("00000000-0000-7000-8000-000000000001"),
    .execution_id = *Uuid::parse("00000000-0000-7000-8000-000000000002")};

campaigns::MessageLinks links() {
    return {box(), "https://s.example", ada};
}

std::string clicks_of(std::string_view html) {
    return campaigns::with_tracking(html, links(), {.opens = false, .clicks = true});
}
std::string click(std::string_view url) {
    return links().click(url);
}

} // namespace

struct UtmCase {
    const char* url;
    const char* expected;
};

TEST(Utm, marks_links_and_leaves_alone_what_the_author_marked) {
    const campaigns::UtmParameters utm{
        .source = "news", .medium = "email", .campaign = "Früh & spät"};
    const std::string campaign = "utm_campaign=Fr%C3%BCh%20%26%20sp%C3%A4t";
    const UtmCase cases[] = {
        {"https://a.example", "https://a.example?utm_source=news&utm_medium=email&"},
        {"https://a.example/?x=1", "https://a.example/?x=1&utm_source=news&utm_medium=email&"},
        {"https://a.example/?", "https://a.example/?utm_source=news&utm_medium=email&"},
        {"https://a.example/?UTM_Source=me", "https://a.example/?UTM_Source=me&utm_medium=email&"},
        {"https://a.example/?xutm_source=1",
         "https://a.example/?xutm_source=1&utm_source=news&utm_medium=email&"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected + campaign, campaigns::with_utm(c.url, utm));
    EXPECT_EQ("https://a.example/?utm_medium=email#here",
              campaigns::with_utm("https://a.example/#here", {.source = "", .medium = "email"}));
    EXPECT_EQ("https://a.example/?utm_source=a#b?c",
              campaigns::with_utm("https://a.example/?utm_source=a#b?c", {.source = "x"}));
}

TEST(Utm, stands_in_links_whether_or_not_clicks_are_counted) {
    const campaigns::UtmParameters utm{.source = "news"};
    const std::string html = "<a href=\"https://a.example/\">A</a>";
    EXPECT_EQ(
        "<a href=\"https://a.example/?utm_source=news\">A</a>",
        campaigns::with_tracking(html, links(), {.opens = false, .clicks = false, .utm = utm}));
    const auto counted =
        campaigns::with_tracking(html, links(), {.opens = false, .clicks = true, .utm = utm});
    EXPECT_NE(counted.npos, counted.find(click("https://a.example/?utm_source=news"))) << counted;
}

TEST(MessageToken, is_read_back_for_its_purpose_and_address_only) {
    const auto token =
        campaigns::make_message_token(box(), LinkPurpose::click, ada, "https://a.example/");
    EXPECT_EQ(64u, token.size());
    EXPECT_EQ(
        ada, campaigns::read_message_token(box(), LinkPurpose::click, token, "https://a.example/"));
    EXPECT_FALSE(
        campaigns::read_message_token(box(), LinkPurpose::click, token, "https://b.example/"));
    EXPECT_FALSE(
        campaigns::read_message_token(box(), LinkPurpose::leave, token, "https://a.example/"));
    const crypto::SecretBox other({crypto::MasterKey(std::string(32, 'x'))});
    EXPECT_FALSE(
        campaigns::read_message_token(other, LinkPurpose::click, token, "https://a.example/"));
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(
            campaigns::read_message_token(box(), LinkPurpose::click, changed, "https://a.example/"))
            << i;
    }
    for (const auto* bad : {"", "x", "../../etc/passwd", "%00"})
        EXPECT_FALSE(campaigns::read_message_token(box(), LinkPurpose::click, bad, "")) << bad;
}

TEST(MessageLinks, lead_through_the_server) {
    const auto tail = clicks_of("");
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"(<a href="https://a.example/?b=1&amp;c=2">x</a>)",
         R"(<a href=")" + click("https://a.example/?b=1&c=2") + R"(">x</a>)"},
        {R"(<A class='b>' HREF = 'HTTP://a.example'>x</A>)",
         R"(<A class='b>' HREF = ')" + click("HTTP://a.example") + R"('>x</A>)"},
        {R"(<a href="mailto:a@b.example">x</a>)", R"(<a href="mailto:a@b.example">x</a>)"},
        {R"(<a href="#">x</a><a>y</a><a name=x href>)",
         R"(<a href="#">x</a><a>y</a><a name=x href>)"},
        {R"(<a href="https://s.example/e/u/1">x</a>)",
         R"(<a href="https://s.example/e/u/1">x</a>)"},
        {R"(<link href="https://a.example/"><img src="https://a.example/">)",
         R"(<link href="https://a.example/"><img src="https://a.example/">)"},
        {R"(a < b <a href="https://a.example/)", R"(a < b <a href="https://a.example/)"},
        {R"(<a data-href="https://a.example/" href="https://b.example/">)",
         R"(<a data-href="https://a.example/" href=")" + click("https://b.example/") + R"(">)"},
    };
    for (const auto& [html, expected] : cases) EXPECT_EQ(expected + tail, clicks_of(html)) << html;
}

TEST(MessageLinks, of_the_author_are_named_once_and_ours_are_not) {
    const auto html =
        R"(<a href="https://a.example/?x=1&amp;y=2">A</a> <a href='https://b.example'>B</a>)"
        R"(<a href="https://b.example">B</a> <a href="mailto:a@b.c">write</a> <a href=")"
        + links().unsubscribe() + R"(">no more</a> <img src="https://c.example/i.png">)";
    EXPECT_EQ((std::vector<std::string>{"https://a.example/?x=1&y=2", "https://b.example"}),
              campaigns::authors_links(html, links()));
}

TEST(MessageLinks, tell_of_opening_at_the_end_of_the_body) {
    const auto html = campaigns::with_tracking("<body>x</body></html>", links(),
                                               {.opens = true, .clicks = false});
    EXPECT_EQ(
        "<body>x<img src=\"" + links().open_picture()
            + "\" width=\"1\" height=\"1\" alt=\"\" "
              "style=\"display:block;border:0\"></body></html>",
        html);
    EXPECT_EQ("x", campaigns::with_tracking("x", links(), {.opens = false, .clicks = false}));
}

TEST(MachineEvidence, is_what_gives_a_machine_away) {
    const Timestamp sent = *parse_timestamp("2030-01-07T09:00:00Z");
    constexpr auto browser =
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    struct Case {
        HitKind kind;
        const char* user_agent;
        bool was_prefetched;
        std::chrono::seconds after;
        const char* evidence;
    };
    constexpr Case cases[]{
        {HitKind::open, browser, false, 1s, ""},
        {HitKind::click, browser, false, 60s, ""},
        {HitKind::click, browser, false, 1s, "too_soon"},
        {HitKind::open, "Mozilla/5.0", false, 60s, "prefetch"},
        {HitKind::open, browser, true, 60s, "prefetch"},
        {HitKind::open, "", false, 60s, "no_user_agent"},
        {HitKind::open,
         "Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)", false, 60s,
         ""},
        {HitKind::click, "Mozilla/5.0 (compatible; Googlebot/2.1)", false, 60s, "user_agent"},
        {HitKind::click, "python-requests/2.31", false, 60s, "user_agent"},
        {HitKind::trap, browser, false, 60s, "hidden_link"},
    };
    for (const auto& each : cases) {
        const Hit hit{.kind = each.kind,
                      .url = "https://a.example/",
                      .user_agent = each.user_agent,
                      .was_prefetched = each.was_prefetched,
                      .at = sent + each.after};
        EXPECT_EQ(each.evidence, campaigns::machine_evidence(hit, {&hit}, sent))
            << each.user_agent << " " << each.after.count();
    }

    std::vector<Hit> hits;
    for (const auto* url : {"https://a.example/", "https://b.example/", "https://c.example/"})
        hits.push_back(
            {.kind = HitKind::click, .url = url, .user_agent = browser, .at = sent + 60s});
    EXPECT_EQ("burst", campaigns::machine_evidence(hits[0], {&hits[0], &hits[1], &hits[2]}, sent));
    EXPECT_EQ("", campaigns::machine_evidence(hits[0], {&hits[0], &hits[1]}, sent));
    hits[2].at += 3s;
    EXPECT_EQ("", campaigns::machine_evidence(hits[0], {&hits[0], &hits[1], &hits[2]}, sent));
    const Hit trap{.kind = HitKind::trap, .user_agent = browser, .at = sent + 61s};
    EXPECT_EQ("hidden_link", campaigns::machine_evidence(hits[0], {&hits[0], &trap}, sent));
}
