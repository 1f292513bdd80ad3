#include "platform/outbound/client.hpp"

#include <zlib.h>

#include <cstdlib>
#include <fstream>

#include "platform/outbound/target.hpp"
#include "testing/outbound_fixture.hpp"
#include "testing/temporary_folder.hpp"

using namespace outbound_tests;

TEST(OutboundClient, sends_what_it_is_given_and_returns_the_answer) {
    HttpServer server(always(http_reply(418, "short and stout", "X-Kind: teapot\r\n")));
    const auto response =
        open_client().send({.method = "PUT",
                            .url = server.url("/pot?a=1&b=%20#fragment"),
                            .headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}},
                            .body = "{}"});
    EXPECT_EQ(418, response.status);
    EXPECT_EQ("short and stout", response.body);
    EXPECT_EQ("teapot", response.header("x-kind"));
    EXPECT_EQ("", response.header("x-none"));
    const auto request = server.requests().at(0);
    EXPECT_EQ("PUT", request.method);
    EXPECT_EQ("/pot?a=1&b=%20", request.target);
    EXPECT_EQ("{}", request.body);
    EXPECT_EQ("application/json", request.header("content-type"));
    EXPECT_EQ("SocialFlow", request.header("user-agent"));
    EXPECT_EQ(1, std::ranges::count(request.header_lines, "X-Empty:"));
    EXPECT_EQ("", request.header("expect"));
}

TEST(OutboundClient, sends_bodies_by_any_method_and_none_with_get) {
    HttpServer server(always(http_reply(204)));
    for (const auto* method : {"GET", "HEAD", "DELETE", "POST", "PATCH"})
        EXPECT_EQ(204, open_client().send({.method = method, .url = server.url()}).status)
            << method;
    for (const auto& request : server.requests()) EXPECT_EQ("", request.body);
    EXPECT_EQ("0", server.requests().at(3).header("content-length"));
    EXPECT_EQ("", server.requests().at(3).header("content-type"));
    EXPECT_EQ("", server.requests().at(0).header("content-length"));
}

TEST(OutboundClient, refuses_urls_that_it_cannot_trust) {
    const Client client(Policy{}, std::make_shared<ScriptedResolver>(
                                      std::vector<std::vector<std::string>>{{"127.0.0.1"}}));
    const std::pair<std::string, std::string> cases[] = {
        {"", "bad_request"},
        {"example.com", "bad_request"},
        {"/path", "bad_request"},
        {"file:///etc/passwd", "bad_request"},
        {"gopher://example.com/", "bad_request"},
        {"ftp://example.com/", "bad_request"},
        {"http://", "bad_request"},
        {"http://example.com../", "bad_request"},
        {"http://.example.com/", "bad_request"},
        {"http://1.2.3.4.../", "bad_request"},
        {"http://user@example.com/", "bad_request"},
        {"http://user:pw@example.com/", "bad_request"},
        {"http://example.com:0/", "bad_request"},
        {"http://example.com:65536/", "bad_request"},
        {"http://example.com:999999/", "bad_request"},
        {"http://exa mple.com/", "bad_request"},
        {"http://bücher.example/", "bad_request"},
        {"http://%31%32%37.0.0.1/", "forbidden_address"},
        {"http://example.com\\@127.0.0.1/", "bad_request"},
        {"http://0x7f.1/", "forbidden_address"},
        {"http://0x7f000001/", "forbidden_address"},
        {"http://2130706433/", "forbidden_address"},
        {"http://0177.0.0.1/", "forbidden_address"},
        {"http://127.1/", "forbidden_address"},
        {"http://127.0.0.1.nip.0x1/", "bad_request"},
        {"http://[::1%25lo]/", "bad_request"},
        {"http://[v1.x]/", "bad_request"},
        {"http://127.0.0.1.example.com/", "forbidden_address"}, // a name
        {"http://127.0.0.1/", "forbidden_address"},
        {"http://127.0.0.1./", "forbidden_address"},
        {"http://[::1]/", "forbidden_address"},
        {"http://[::ffff:127.0.0.1]/", "forbidden_address"},
        {"http://[64:ff9b::7f00:1]/", "forbidden_address"},
        {"http://169.254.169.254/latest/meta-data/", "forbidden_address"},
        {"http://example.com/", "forbidden_address"}, // by what the resolver says
        {"HTTPS://EXAMPLE.com/", "forbidden_address"},
        {"http://example.com:22/", "forbidden_port"},
        {"http://example.com:6379/", "forbidden_port"},
        {"http://example.com:8080/", "forbidden_address"},
    };
    for (const auto& [url, expected] : cases) EXPECT_EQ(expected, reason_of(client, url)) << url;
}

TEST(OutboundClient, takes_a_url_of_the_longest_length_and_no_longer) {
    HttpServer server(always(http_reply(200)));
    const auto start = server.url("/");
    const std::string longest = start + std::string(outbound::url_limit_bytes - start.size(), 'x');
    EXPECT_EQ(200, open_client().send({.url = longest}).status);
    EXPECT_EQ("bad_request", reason_of(open_client(), longest + "x"));
}

TEST(OutboundClient, refuses_header_fields_that_would_make_another_request) {
    const Client client(Policy{}, std::make_shared<ScriptedResolver>(
                                      std::vector<std::vector<std::string>>{{"8.8.8.8"}}));
    const std::vector<outbound::Header> cases{
        {"X-A", "b\r\nX-C: d"},
        {"X-A", "b\nX-C: d"},
        {"X-A", std::string("b\0c", 3)},
        {"X A", "b"},
        {"", "b"},
        {"X-A:", "b"},
        {"X-A\r\nX-B", "c"},
        {"host", "x"},
        {"Content-Length", "5"},
        {"Transfer-Encoding", "chunked"},
        {"Connection", "x"},
    };
    for (const auto& header : cases)
        EXPECT_EQ("bad_request", reason_of([&] {
                      client.send({.url = "http://example.com/", .headers = {header}});
                  }))
            << header.name;
    EXPECT_EQ("bad_request", reason_of([&] {
                  client.send({.method = "GET / HTTP/1.1\r\n", .url = "http://example.com/"});
              }));
}

TEST(OutboundClient, bounds_the_request) {
    HttpServer server(always(http_reply(200)));
    Request request{.url = server.url()};
    for (std::size_t i = 0; i < outbound::request_headers_limit; ++i)
        request.headers.push_back({"X-" + std::to_string(i), "x"});
    EXPECT_EQ(200, open_client().send(request).status);
    request.headers.push_back({"X-One-More", "x"});
    EXPECT_EQ("bad_request", reason_of([&] { open_client().send(request); }));
    const Request heavy{.method = "POST",
                        .url = server.url(),
                        .body = std::string(outbound::request_body_limit_bytes + 1, 'x')};
    EXPECT_EQ("bad_request", reason_of([&] { open_client().send(heavy); }));
}

TEST(OutboundClient, connects_to_the_address_that_it_checked) {
    HttpServer server(always(http_reply(200, "pinned")));
    // Nobody knows this name: only the pinned address can have led here.
    const auto resolver =
        std::make_shared<ScriptedResolver>(std::vector<std::vector<std::string>>{{"127.0.0.1"}});
    const Client client(Policy::from(true), resolver);
    EXPECT_EQ("pinned", client.send({.url = server.url("/", "name.invalid")}).body);
    EXPECT_EQ("name.invalid:" + std::to_string(server.port()),
              server.requests().at(0).header("host"));
    EXPECT_EQ(std::vector<std::string>{"name.invalid"}, resolver->hosts);
}

TEST(OutboundClient, asks_once_for_each_step_so_that_a_second_answer_cannot_rebind) {
    HttpServer server(always(http_reply(200)));
    const auto resolver = std::make_shared<ScriptedResolver>(
        std::vector<std::vector<std::string>>{{"127.0.0.1"}, {"169.254.169.254"}});
    const Client client(Policy::from(true), resolver);
    EXPECT_EQ(200, client.send({.url = server.url("/", "rebinding.example")}).status);
    EXPECT_EQ(1u, resolver->hosts.size());
    EXPECT_EQ("forbidden_address", reason_of(client, server.url("/", "rebinding.example")));
}

TEST(OutboundClient, refuses_a_host_of_which_one_address_of_many_is_bad) {
    HttpServer server(always(http_reply(200)));
    const auto resolver = std::make_shared<ScriptedResolver>(
        std::vector<std::vector<std::string>>{{"93.184.216.34", "2606:4700::1", "10.0.0.1"}});
    EXPECT_EQ("forbidden_address", reason_of(Client(Policy{}, resolver), "http://mixed.example/"));
    EXPECT_TRUE(server.requests().empty());
}

TEST(OutboundClient, tries_the_next_address_when_one_does_not_answer) {
    HttpServer server(always(http_reply(200)));
    const auto resolver = std::make_shared<ScriptedResolver>(
        std::vector<std::vector<std::string>>{{"::1", "127.0.0.1"}});
    EXPECT_EQ(
        200,
        Client(Policy::from(true), resolver).send({.url = server.url("/", "two.example")}).status);
}

TEST(OutboundClient, cuts_a_body_off_at_the_bound) {
    const std::string limit(1000, 'x');
    auto policy = Policy::from(true);
    policy.body_limit_bytes = limit.size();
    HttpServer server([&](const HttpRequest& request, Connection& connection) {
        connection.write(http_reply(200, limit + (request.target == "/over" ? "y" : "")));
    });
    const Client client(policy);
    EXPECT_EQ(limit, client.send({.url = server.url("/at")}).body);
    EXPECT_EQ("too_large", reason_of(client, server.url("/over")));
    const auto cut = client.send({.url = server.url("/over"), .too_large = Request::TooLarge::cut});
    EXPECT_EQ(limit, cut.body);
    EXPECT_TRUE(cut.body_was_cut);
    EXPECT_EQ(10u, client
                       .send({.url = server.url("/at"),
                              .too_large = Request::TooLarge::cut,
                              .body_limit_bytes = 10})
                       .body.size());
}

TEST(OutboundClient, stops_reading_an_endless_reply) {
    HttpServer server([](const HttpRequest& request, Connection& connection) {
        const bool header = request.target == "/header";
        connection.write(header ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
        const std::string block =
            header ? "X-More: " + std::string(1000, 'x') + "\r\n" : std::string(10'000, 'x');
        while (connection.write(block)) {
        }
    });
    EXPECT_EQ("too_large", reason_of(open_client(), server.url("/body")));
    EXPECT_EQ("too_large", reason_of(open_client(), server.url("/header")));
}

TEST(OutboundClient, counts_a_packed_body_unpacked) {
    auto policy = Policy::from(true);
    policy.body_limit_bytes = 1000;
    const std::string zeros(100'000, '0');
    std::string packed(1000, '\0');
    uLongf packed_size = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &packed_size,
             reinterpret_cast<const Bytef*>(zeros.data()), zeros.size());
    packed.resize(packed_size);
    HttpServer server(always(http_reply(200, packed, "Content-Encoding: deflate\r\n")));
    const auto cut =
        Client(policy).send({.url = server.url(), .too_large = Request::TooLarge::cut});
    EXPECT_EQ(std::string(1000, '0'), cut.body);
}

TEST(OutboundClient, gives_up_on_a_server_that_does_not_answer) {
    auto policy = Policy::from(true);
    policy.total_time = std::chrono::milliseconds(200);
    HttpServer silent(
        [](const HttpRequest&, Connection& connection) { connection.wait_until_client_leaves(); });
    EXPECT_EQ("timeout", reason_of(Client(policy), silent.url()));
    HttpServer halting([](const HttpRequest&, Connection& connection) {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        connection.wait_until_client_leaves();
    });
    EXPECT_EQ("timeout", reason_of(Client(policy), halting.url()));
    EXPECT_EQ(
        "timeout", reason_of([&] {
            open_client().send({.url = silent.url(), .total_time = std::chrono::milliseconds(100)});
        }));
}

TEST(OutboundClient, says_when_the_reply_is_broken) {
    for (const auto* reply :
         {"", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"}) {
        HttpServer server(always(reply));
        EXPECT_EQ("broken_reply", reason_of(open_client(), server.url())) << reply;
    }
}

TEST(OutboundClient, says_when_nobody_listens) {
    std::string url;
    {
        HttpServer server(always(http_reply(200)));
        url = server.url();
    }
    EXPECT_EQ("no_connection", reason_of(open_client(), url));
}

TEST(OutboundClient, believes_only_certificates_that_hold) {
    const testing_servers::TlsIdentity identity;
    const testing_paths::TemporaryFolder folder;
    const auto trusted = folder.path() / "authority.pem";
    std::ofstream(trusted) << identity.certificate_pem();
    HttpServer server(always(http_reply(200, "secret")), &identity);
    testing_servers::SocketServer plain(
        [](Connection& connection) { connection.write(http_reply(200)); });

    EXPECT_EQ("tls", reason_of(open_client(), server.url())) << "signed by nobody we know";
    auto policy = Policy::from(true);
    policy.certificate_file = trusted;
    EXPECT_EQ("secret", Client(policy).send({.url = server.url()}).body);
    const auto resolver =
        std::make_shared<ScriptedResolver>(std::vector<std::vector<std::string>>{{"127.0.0.1"}});
    EXPECT_EQ("tls", reason_of(Client(policy, resolver), server.url("/", "other.example")))
        << "for another name";
    EXPECT_EQ("tls", reason_of(Client(policy), "https://127.0.0.1:" + std::to_string(plain.port())))
        << "no TLS at all";
}

TEST(OutboundClient, does_not_ask_the_environment_for_a_proxy) {
    HttpServer proxy(always(http_reply(200, "by the proxy")));
    HttpServer server(always(http_reply(200, "direct")));
    setenv("http_proxy", proxy.url().c_str(), 1);
    setenv("ALL_PROXY", proxy.url().c_str(), 1);
    EXPECT_EQ("direct", open_client().send({.url = server.url()}).body);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    EXPECT_TRUE(proxy.requests().empty());
}

TEST(SystemResolver, finds_localhost_and_not_what_does_not_exist) {
    outbound::SystemResolver resolver;
    const auto addresses = resolver.resolve("localhost", std::chrono::seconds(5));
    EXPECT_FALSE(addresses.empty());
    for (const auto& address : addresses)
        EXPECT_EQ("loopback", outbound::why_forbidden(address, outbound::Reach::public_only));
    EXPECT_EQ("timeout",
              reason_of([&] { resolver.resolve("name.example", std::chrono::milliseconds(0)); }));
}

TEST(OutboundFailure, knows_what_may_pass_by_itself) {
    for (const auto reason : {Reason::timeout, Reason::no_connection, Reason::unknown_host,
                              Reason::broken_reply, Reason::tls})
        EXPECT_TRUE(Failure(reason, "x").is_temporary()) << name_of(reason);
    for (const auto reason :
         {Reason::bad_request, Reason::forbidden_address, Reason::forbidden_port, Reason::too_large,
          Reason::too_many_redirects, Reason::downgrade})
        EXPECT_FALSE(Failure(reason, "x").is_temporary()) << name_of(reason);
}
