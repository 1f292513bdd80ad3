// The way of a request through the real server: sockets, router, guards, transaction, answer.
#include <gtest/gtest.h>

#include "testing/eventually.hpp"
#include "testing/socket.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

struct RequestWay : testing::Test {
    TestApp app;
    Client owner = app.client_as(MemberRole::owner);

    // What the server says to these bytes, until it closes the connection.
    std::string raw(std::string_view bytes) { return testing_socket::exchange(app.port(), bytes); }
};

} // namespace

TEST_F(RequestWay, answers_an_unknown_address_with_a_problem_document) {
    const auto reply = owner.get("/api/nothing");
    EXPECT_EQ("404 not_found", summary(reply));
    EXPECT_EQ("application/problem+json", reply.headers.get("Content-Type"));
    EXPECT_EQ(reply.text("/request_id"), reply.headers.get("X-Request-Id"));
}

TEST_F(RequestWay, names_the_methods_of_an_address) {
    const auto reply = owner.put("/api/crm/contacts", "{}");
    EXPECT_EQ("405 method_not_allowed", summary(reply));
    EXPECT_EQ("GET, HEAD, POST", reply.headers.get("Allow"));
}

TEST_F(RequestWay, names_them_also_for_a_method_that_nobody_knows) {
    const auto said =
        raw("TRACE /api/crm/contacts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 405 ")) << said;
    EXPECT_NE(said.npos, said.find("Allow: GET, HEAD, POST\r\n")) << said;
}

TEST_F(RequestWay, refuses_a_body_that_is_not_json) {
    EXPECT_EQ("415 unsupported_media_type",
              summary(owner.send(http::Method::post, "/api/crm/tags", "name=x",
                                 {{"Content-Type", "application/x-www-form-urlencoded"}})));
}

TEST_F(RequestWay, refuses_a_body_beyond_the_limit_before_reading_it) {
    const auto said =
        raw("POST /api/crm/tags HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            "Content-Length: 1048577\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 413 ")) << said;
    EXPECT_NE(std::string::npos, said.find("\"code\":\"body_too_large\"")) << said;
}

TEST_F(RequestWay, refuses_what_is_not_http) {
    EXPECT_TRUE(raw("hello\r\n\r\n").starts_with("HTTP/1.1 400 "));
    EXPECT_TRUE(raw("BREW /pot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 404 "));
    EXPECT_TRUE(raw("GET /api/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: "
                    + std::string(60'000, 'x') + "\r\n\r\n")
                    .starts_with("HTTP/1.1 404 "));
    EXPECT_TRUE(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n")
                    .starts_with("HTTP/1.1 431 "));
    for (const std::string target : {"/api/%zz", "/api/%00", "/api/%FF", "/api/crm/tags?q=%FF"})
        EXPECT_TRUE(raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .starts_with("HTTP/1.1 400 "))
            << target;
}

// Two parties that read a head differently would let one request hide inside another.
TEST_F(RequestWay, refuses_a_head_that_can_be_read_in_two_ways) {
    const std::string post =
        "POST /api/auth/sign-in HTTP/1.1\r\nContent-Type: application/json\r\n";
    const std::string hidden = "\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const auto& head : {
             std::string("GET /livez HTTP/1.1\r\n\r\n"),
             std::string("GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
             std::string("GET /livez HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
             post + "Host: x\r\nTransfer-Encoding: xchunked\r\n" + hidden,
             post + "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n" + hidden,
             post + "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n" + hidden,
             post + "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n" + hidden,
             "POST /api/auth/sign-in HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" + hidden,
         }) {
        const auto said = raw(head);
        EXPECT_TRUE(said.starts_with("HTTP/1.1 400 ")) << head << "\n" << said;
        EXPECT_EQ(0u, said.rfind("HTTP/1.1 ")) << "and nothing behind it is answered: " << said;
    }
}

TEST_F(RequestWay, refuses_a_chunk_that_is_none) {
    const auto said =
        raw("POST /api/auth/sign-in HTTP/1.1\r\nHost: x\r\n"
            "Transfer-Encoding: chunked\r\n\r\nhello\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 400 ")) << said;
}

// Neither counts as body, so that no route's limit bounds them.
TEST_F(RequestWay, keeps_no_more_than_a_head_of_what_stands_between_the_bytes_of_a_body) {
    const std::string head =
        "POST /api/auth/sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::string trailers = "0\r\n";
    while (trailers.size() < 1'000'000) trailers += "X-More: and more\r\n";
    for (const auto& flood : {"1;" + std::string(1'000'000, 'x'), trailers})
        EXPECT_TRUE(raw(head + flood).starts_with("HTTP/1.1 400 ")) << flood.substr(0, 20);
}

TEST_F(RequestWay, takes_an_address_as_proxies_send_it) {
    for (const std::string target : {"http://example.com/livez", "HTTPS://example.com:8443/livez"})
        EXPECT_TRUE(raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .starts_with("HTTP/1.1 200 "))
            << target;
    const auto said =
        raw("GET http://example.com HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(said.npos, said.find("Content-Type: text/html")) << said;
    EXPECT_TRUE(raw("POST http://example.com/api/auth/sign-out HTTP/1.1\r\nHost: x\r\n"
                    "Origin: http://x\r\nConnection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 403 "))
        << "the address says whom it is for, not the field";
}

// nginx speaks it to what stands behind it, unless it is told otherwise.
TEST_F(RequestWay, sends_no_chunks_to_who_speaks_http_1_0) {
    app.execute(
        "INSERT INTO contacts (project_id, id, display_name) SELECT p.id, "
        "gen_random_uuid(), 'Person ' || n FROM projects p, generate_series(1, 3000) n; "
        "INSERT INTO contact_stats (project_id, contact_id) SELECT project_id, id FROM "
        "contacts");
    std::string cookies;
    for (const auto& [name, value] : owner.cookies()) cookies += name + '=' + value + "; ";
    const auto said = raw("GET /api/crm/exports HTTP/1.0\r\nConnection: keep-alive\r\nCookie: "
                          + cookies + "\r\nX-Project-Id: " + app.project_id().text() + "\r\n\r\n");
    const auto body = said.substr(said.find("\r\n\r\n") + 4);
    EXPECT_EQ(said.npos, said.find("Transfer-Encoding")) << said.substr(0, 1000);
    EXPECT_NE(said.npos, said.find("Connection: close")) << said.substr(0, 1000);
    EXPECT_EQ(owner.get("/api/crm/exports").body, body);
    EXPECT_EQ(3001, std::ranges::count(body, '\n'));
}

// The bounds of a body are known before the handler is: both read the address alike.
TEST_F(RequestWay, knows_a_route_however_its_address_is_encoded) {
    const std::vector<std::pair<std::string, std::string>> headers{
        {"Content-Type", "application/octet-stream"}, {"X-File-Name", "a.txt"}};
    EXPECT_EQ("201", summary(owner.send(http::Method::post, "/api/%66iles",
                                        std::string(2 * http::default_body_limit, 'x'), headers)));
}

TEST_F(RequestWay, takes_requests_one_after_the_other_on_one_connection) {
    const auto said =
        raw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n"
            "Connection: close\r\n\r\n");
    EXPECT_NE(said.find("HTTP/1.1 200"), said.rfind("HTTP/1.1 200")) << said;
}

TEST_F(RequestWay, answers_head_without_a_body) {
    const auto said = raw("HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 200 ")) << said;
    EXPECT_TRUE(said.ends_with("\r\n\r\n")) << said;
    for (const auto* path : {"/t.js", "/contacts", "/api/crm/tags"})
        EXPECT_EQ(owner.get(path).status, owner.send(http::Method::head, path).status) << path;
}

TEST_F(RequestWay, sends_the_headers_that_protect_a_browser) {
    const auto reply = owner.get("/api/me");
    for (const auto* name : {"X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy",
                             "X-Frame-Options"})
        EXPECT_FALSE(reply.headers.get(name).empty()) << name;
    EXPECT_EQ("no-store", reply.headers.get("Cache-Control"));
    EXPECT_NE(std::string_view::npos,
              reply.headers.get("Content-Security-Policy").find("script-src 'self'"));
}

TEST(RequestWayBehindTls, tells_browsers_to_stay_with_it) {
    TestApp plain, behind({.configure = [](auto& config) { config.behind_tls = true; }});
    EXPECT_EQ("", plain.guest().get("/api/me").headers.get("Strict-Transport-Security"));
    for (const auto* path : {"/api/me", "/", "/api/nothing"})
        EXPECT_EQ("max-age=31536000; includeSubDomains",
                  behind.guest().get(path).headers.get("Strict-Transport-Security"))
            << path;
}

// Some add a line of their own to the client's, some write into it.
TEST(RequestWayBehindAProxy, takes_the_address_of_the_client_from_it) {
    TestApp app({.configure = [](auto& config) { config.trusted_proxies = {"127.0.0.1"}; }});
    auto client = app.guest();
    client.set_header("X-Forwarded-Proto", "https");
    const auto sign_up = [&](const std::string& name, const std::string& forwarded_for) {
        return client.send(http::Method::post, "/api/auth/sign-up",
                           R"({"name":")" + name + R"(","email":")" + name
                               + R"(@example.com","password":"a quiet place by the sea",)"
                                 R"("project_name":"P","time_zone":"Europe/Vienna"})",
                           {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", forwarded_for}});
    };
    const auto reply = sign_up("ana", "203.0.113.9");
    ASSERT_EQ("201", summary(reply));
    EXPECT_TRUE(reply.headers.get("Set-Cookie").ends_with("; Secure"));
    EXPECT_EQ("203.0.113.9", app.value("SELECT address FROM sessions"));
    EXPECT_EQ("404 not_found", summary(client.send(http::Method::get, "/metrics", {},
                                                   {{"X-Forwarded-For", "203.0.113.9"}})))
        << "figures are for this machine";
}

TEST_F(RequestWay, shows_its_figures_to_this_machine) {
    const auto reply = app.guest().get("/metrics");
    EXPECT_EQ("text/plain; version=0.0.4; charset=utf-8", reply.headers.get("Content-Type"));
    EXPECT_NE(std::string::npos, reply.body.find("http_request_seconds_count{"));
}

// A proxy beside us asks from this machine too.
TEST_F(RequestWay, shows_its_figures_to_nobody_behind_a_proxy_of_this_machine) {
    for (const auto* field : {"X-Forwarded-For", "x-forwarded-for", "Forwarded", "X-Real-IP",
                              "X-Forwarded-Host", "Via"})
        EXPECT_EQ("404 not_found", summary(app.guest().send(http::Method::get, "/metrics", {},
                                                            {{field, "127.0.0.1"}})))
            << field;
    TestApp others_reach(
        {.configure = [](auto& config) { config.public_url = "https://crm.example.com"; }});
    EXPECT_EQ("404 not_found", summary(others_reach.guest().get("/metrics")))
        << "the proxy may say nothing of whom it asks for";
}

TEST(RequestWayOfAScraper, needs_the_token_of_the_operator_and_no_key_of_a_project) {
    TestApp app({.configure = [](auto& config) {
        config.public_url = "https://crm.example.com";
        config.metrics_token = "a token of the operator";
    }});
    auto scraper = app.guest();
    scraper.set_header("X-Forwarded-For", "203.0.113.9");
    const auto said = [&](const std::string& authorization) {
        scraper.set_header("Authorization", authorization);
        return summary(scraper.get("/metrics"));
    };
    EXPECT_EQ("200", said("Bearer a token of the operator"));
    EXPECT_EQ("200", said("bearer a token of the operator"));
    for (const auto* wrong : {"", "Bearer a token of the operatoR", "Bearer a token of the operato",
                              "Bearer ", "Basic a token of the operator"})
        EXPECT_EQ("404 not_found", said(wrong)) << wrong;
    EXPECT_EQ("404 not_found", summary(app.key_with({"admin"}).get("/metrics")))
        << "whoever signs up has one";
}

TEST_F(RequestWay, packs_long_answers_for_who_can_unpack_them) {
    for (int i = 0; i < 30; ++i)
        owner.post("/api/crm/contacts", R"({"first_name":"Person )" + std::to_string(i) + R"("})");
    const auto plain = owner.get("/api/crm/contacts");
    const auto packed =
        owner.send(http::Method::get, "/api/crm/contacts", {}, {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ("", plain.headers.get("Content-Encoding"));
    EXPECT_EQ("br", packed.headers.get("Content-Encoding"));
    EXPECT_LT(packed.body.size() * 4, plain.body.size());
    const auto gzip = owner.send(http::Method::get, "/api/crm/contacts", {},
                                 {{"Accept-Encoding", "br;q=0, gzip"}});
    EXPECT_EQ("gzip", gzip.headers.get("Content-Encoding"));
}

TEST_F(RequestWay, refuses_changes_that_another_site_asked_for) {
    struct Case {
        std::vector<std::pair<std::string, std::string>> headers;
        bool allowed;
    };
    const Case cases[] = {
        {{{"Sec-Fetch-Site", "same-origin"}}, true},
        {{{"Sec-Fetch-Site", "none"}}, true},
        {{{"Sec-Fetch-Site", "cross-site"}}, false},
        {{{"Sec-Fetch-Site", "same-site"}}, false},
        {{{"Origin", "https://evil.example"}}, false},
        {{{"Origin", "null"}}, false},
        {{}, true},
    };
    int number = 0;
    for (const auto& c : cases) {
        const auto reply =
            owner.send(http::Method::post, "/api/crm/tags",
                       R"({"name":"t)" + std::to_string(number++) + R"("})", c.headers);
        EXPECT_EQ(c.allowed ? "201" : "403 cross_site_request", summary(reply));
    }
}

TEST_F(RequestWay, writes_nothing_when_a_handler_refuses) {
    const auto before = app.count("tags");
    // The tag is made first, then the unknown owner is refused by the database.
    owner.post(
        "/api/crm/contacts",
        R"({"first_name":"A","tags":["half"],"assigned_to":"00000000-0000-7000-8000-000000000000"})");
    EXPECT_EQ(before, app.count("tags"));
    EXPECT_EQ(0, app.count("contacts"));
}

TEST(RequestWayLimits, slow_down_who_calls_too_often) {
    TestApp app({.rate_limit_factor = 1});
    auto guest = app.guest();
    int refused = 0;
    TestReply last;
    for (int i = 0; i < 25; ++i) {
        last = guest.post("/api/auth/forgot-password", R"({"email":"a@example.com"})");
        refused += last.status == 429;
    }
    EXPECT_EQ(5, refused);
    EXPECT_EQ("429 too_many_requests", summary(last));
    EXPECT_FALSE(last.headers.get("Retry-After").empty());
    EXPECT_EQ("0", last.headers.get("RateLimit-Remaining"));
}

// One household has 2⁶⁴ addresses of them.
TEST(RequestWayLimits, count_the_addresses_of_one_ipv6_network_together) {
    TestApp app({.configure = [](auto& config) { config.trusted_proxies = {"127.0.0.1"}; },
                 .rate_limit_factor = 1});
    auto guest = app.guest();
    const auto ask_from = [&](const std::string& address) {
        return summary(guest.send(http::Method::post, "/api/auth/forgot-password",
                                  R"({"email":"a@example.com"})", {{"X-Forwarded-For", address}}));
    };
    for (int i = 0; i < 20; ++i)
        EXPECT_NE("429 too_many_requests", ask_from(fmt::format("2001:db8:1:2::{:x}", i)));
    EXPECT_EQ("429 too_many_requests", ask_from("2001:db8:1:2:ffff::1"));
    EXPECT_NE("429 too_many_requests", ask_from("2001:db8:1:3::1"));
}

TEST_F(RequestWay, says_so_at_once_when_the_database_is_gone_and_recovers_by_itself) {
    EXPECT_EQ(200, owner.get("/readyz").status);
    // From another database of the cluster: nobody may connect, and who is connected is thrown out.
    db::Connection beside(app.conninfo() + " dbname=postgres");
    const auto name = app.value("SELECT current_database()");
    beside.run_script("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS false");
    beside.run_script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                      + name + "'");
    const auto gone = owner.get("/readyz");
    EXPECT_EQ("503 database_unavailable", summary(gone));
    EXPECT_FALSE(gone.headers.get("Retry-After").empty());
    EXPECT_EQ(200, owner.get("/livez").status);
    beside.run_script("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS true");
    EXPECT_TRUE(testing_time::eventually(std::chrono::seconds(10),
                                         [&] { return owner.get("/readyz").status == 200; }));
}

TEST_F(RequestWay, says_when_the_database_has_no_room_left) {
    app.execute(
        "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END$$; "
        "CREATE TRIGGER is_full BEFORE INSERT ON tags EXECUTE FUNCTION is_full()");
    EXPECT_EQ("507 storage_full", summary(owner.post("/api/crm/tags", R"({"name":"vip"})")));
    app.execute("DROP TRIGGER is_full ON tags");
    EXPECT_EQ("201", summary(owner.post("/api/crm/tags", R"({"name":"vip"})")));
}

TEST_F(RequestWay, describes_every_route_in_the_api_document) {
    const auto document = owner.get("/api/openapi.json").json();
    EXPECT_EQ("3.1.0", document.at("openapi").as_string());
    for (const auto& route : app.router().routes())
        EXPECT_TRUE(document.at("paths").as_object().contains(route->pattern)) << route->pattern;
    const auto page = owner.get("/api/docs");
    EXPECT_EQ(200, page.status);
    EXPECT_EQ(page.body.npos, page.body.find('`')) << "code is set as code";
    EXPECT_NE(page.body.npos, page.body.find("the scope <code>admin</code>."));
}
