// Two hosts on one server: the app's, and the one of pages that outsiders open.
#include "platform/http/pages_host.hpp"

#include <gtest/gtest.h>

#include "platform/http/handler.hpp"
#include "testing/socket.hpp"
#include "testing/test_app.hpp"

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

bool is_page(const http::Route& route) {
    return route.pattern.starts_with("/e/") || route.pattern.starts_with("/t/");
}

// The pattern with something for every parameter.
std::string target_of(const http::Route& route) {
    auto target = route.pattern;
    for (auto open = target.find('{'); open != target.npos; open = target.find('{'))
        target.replace(open, target.find('}') - open + 1, "x");
    return target;
}

struct TwoHosts : testing::Test {
    TestApp app{{.configure = [](config::Config& config) {
        config.public_url = "https://crm.example.com";
        config.pages_url = "https://pages.example.net";
    }}};
    Client owner = app.client_as(http::MemberRole::owner);

    // As a browser that has the app's cookie would ask, if it ever sent it there.
    TestReply at_pages(http::Method method, std::string_view target, std::string body = {}) {
        return owner.send(method, target, std::move(body), {{"Host", "pages.example.net"}});
    }
};

TEST_F(TwoHosts, keep_every_route_of_the_app_away_from_pages) {
    int others = 0;
    for (const auto& route : app.router().routes()) {
        const bool has_body = route->method != http::Method::get;
        const auto reply = at_pages(route->method, target_of(*route), has_body ? "{}" : "");
        EXPECT_FALSE(reply.headers.find("Set-Cookie")) << route->pattern;
        if (is_page(*route)) continue;
        EXPECT_EQ("404 not_found", summary(reply)) << route->pattern;
        ++others;
    }
    EXPECT_GT(others, 200);
    EXPECT_EQ("200", summary(owner.get("/api/me"))) << "and the cookie is good";
}

TEST_F(TwoHosts, keep_the_web_app_and_what_operators_ask_away_from_pages) {
    for (const auto* path : {"/", "/index.html", "/contacts", "/sign-in", "/favicon.ico", "/livez",
                             "/t.js/", "/nothing"})
        EXPECT_EQ("404 not_found", summary(at_pages(http::Method::get, path))) << path;
    for (const auto method : {http::Method::options, http::Method::put, http::Method::post})
        EXPECT_EQ("404 not_found", summary(at_pages(method, "/api/me", "{}")));
    EXPECT_EQ("404 not_found",
              summary(at_pages(http::Method::post, "/api/files", std::string(100'000, 'x'))))
        << "before the body is read";
    const auto signed_in =
        at_pages(http::Method::post, "/api/auth/sign-in",
                 R"({"email":"olga@example.com","password":"a quiet place by the sea"})");
    EXPECT_EQ("404 not_found", summary(signed_in));
}

TEST_F(TwoHosts, have_the_script_and_the_door_for_visits_of_websites_on_both) {
    const auto site =
        owner.post("/api/crm/sites", R"({"name":"Shop","domain":"shop.example"})").text("/id");
    const auto snippet = owner.get("/api/crm/sites/" + site + "/visits").text("/snippet");
    EXPECT_TRUE(snippet.starts_with(R"(<script src="https://pages.example.net/t.js")")) << snippet;
    for (const auto* host : {"pages.example.net", "crm.example.com"}) {
        auto browser = app.guest();
        browser.set_header("Host", host);
        EXPECT_EQ("200", summary(browser.get("/t.js"))) << host;
        const auto visit = browser.send(
            http::Method::post, "/t/visit",
            R"({"site":")" + site + R"(","url":"https://shop.example/","title":"","referrer":""})",
            {{"Content-Type", "text/plain"}, {"Origin", "https://shop.example"}});
        EXPECT_EQ("204", summary(visit)) << host << visit;
        EXPECT_EQ("*", visit.headers.get("Access-Control-Allow-Origin")) << host;
    }
    EXPECT_EQ("2", app.value("SELECT sum(visits) FROM site_visit_counts"));
}

TEST_F(TwoHosts, are_told_apart_however_they_are_named) {
    const Headers pages[] = {
        {{"Host", "PAGES.example.net"}},
        {{"Host", "pages.example.net."}},
        {{"Host", "pages.example.net:443"}},
        {{"Host", "127.0.0.1:8080"}, {"X-Forwarded-Host", "pages.example.net"}},
        {{"Host", "127.0.0.1:8080"}, {"X-Forwarded-Host", "other.example, pages.example.net"}},
        // Whoever says that he asked for the app gets no further by it.
        {{"Host", "pages.example.net"}, {"X-Forwarded-Host", "crm.example.com"}},
    };
    for (const auto& headers : pages)
        EXPECT_EQ("404 not_found", summary(owner.send(http::Method::get, "/api/me", {}, headers)))
            << headers.back().second;
    const Headers the_app[] = {
        {{"Host", "crm.example.com"}},
        {{"Host", "127.0.0.1"}},
        {{"Host", "pages.example.net.evil.example"}},
        {{"Host", "crm.example.com"}, {"X-Forwarded-Host", "crm.example.com"}}};
    for (const auto& headers : the_app)
        EXPECT_EQ("200", summary(owner.send(http::Method::get, "/api/me", {}, headers)))
            << headers.front().second;
}

TEST_F(TwoHosts, open_no_socket_of_events_at_pages) {
    const auto said = testing_socket::exchange(
        app.port(),
        "GET /api/realtime HTTP/1.1\r\nHost: pages.example.net\r\nConnection: upgrade, close\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 404 ")) << said;
}

http::Reply knows_who_asks(http::Call&) {
    return http::Reply::empty(204);
}

// The mistake of a route line, found at the start.
TEST(PagesHost, takes_no_route_that_knows_who_is_signed_in) {
    http::Router router;
    router.get<knows_who_asks>("/f/{name}", http::anyone(), http::Rate::open);
    EXPECT_THROW(http::PagesHost("https://a.example", "https://b.example", {"/f/"}, router),
                 std::logic_error);
    http::Router good;
    good.get<knows_who_asks>("/f/{name}", http::anyone(), http::Rate::open, {.cross_site = true});
    EXPECT_NO_THROW(http::PagesHost("https://a.example", "https://b.example", {"/f/"}, good));
}

TEST(PagesHost, reads_the_name_of_a_host) {
    const std::pair<const char*, const char*> cases[] = {{"Pages.Example.net", "pages.example.net"},
                                                         {" a.example:80 ", "a.example"},
                                                         {"a.example.", "a.example"},
                                                         {"[::1]:8080", "[::1]"},
                                                         {"[::1]", "[::1]"},
                                                         {"", ""}};
    for (const auto& [field, name] : cases) EXPECT_EQ(name, http::host_name(field));
}

} // namespace
