// Where redirects lead, what goes with them, and what is not followed.
#include <fstream>

#include "testing/outbound_fixture.hpp"
#include "testing/temporary_folder.hpp"

using namespace outbound_tests;

namespace {

// A redirect to whatever stands behind "/to?".
void redirect(const HttpRequest& request, Connection& connection, int status = 302) {
    const auto mark = request.target.find("/to?");
    if (mark == request.target.npos)
        connection.write(http_reply(200, "arrived"));
    else
        connection.write(
            http_reply(status, "", "Location: " + request.target.substr(mark + 4) + "\r\n"));
}

} // namespace

TEST(OutboundClient, follows_three_redirects_and_no_fourth) {
    HttpServer server([](const HttpRequest& request, Connection& connection) {
        const int left = std::stoi(request.target.substr(1));
        if (left == 0)
            connection.write(http_reply(200, "arrived"));
        else
            connection.write(
                http_reply(302, "", "Location: /" + std::to_string(left - 1) + "\r\n"));
    });
    const auto response = open_client().send({.url = server.url("/3")});
    EXPECT_EQ("arrived", response.body);
    EXPECT_EQ(server.url("/0"), response.url);
    EXPECT_EQ("too_many_redirects", reason_of(open_client(), server.url("/4")));
}

TEST(OutboundClient, checks_where_a_redirect_leads) {
    std::string location;
    HttpServer server([&](const HttpRequest& request, Connection& connection) {
        if (request.target != "/")
            connection.write(http_reply(200));
        else
            connection.write(http_reply(302, "", "Location: " + location + "\r\n"));
    });
    const std::pair<std::string, std::string> cases[] = {
        {"http://169.254.169.254/", "forbidden_address"},
        {"//169.254.169.254/", "forbidden_address"},
        {"http://[fe80::1]/", "forbidden_address"},
        {"http://0xa9fea9fe/", "forbidden_address"},
        {"ftp://127.0.0.1/", "bad_request"},
        {"http://user:pw@127.0.0.1/", "bad_request"},
        {"file:///etc/passwd", "broken_reply"},
        {"http://[", "broken_reply"},
        {std::string(outbound::url_limit_bytes + 1, 'x'), "broken_reply"},
        {"relative", "answered"},
    };
    for (const auto& [given, expected] : cases) {
        location = given;
        EXPECT_EQ(expected, reason_of(open_client(), server.url())) << given;
    }
}

TEST(OutboundClient, resolves_again_after_a_redirect) {
    HttpServer server(
        [](const HttpRequest& request, Connection& connection) { redirect(request, connection); });
    const auto resolver = std::make_shared<ScriptedResolver>(
        std::vector<std::vector<std::string>>{{"127.0.0.1"}, {"169.254.169.254"}});
    EXPECT_EQ("forbidden_address", reason_of(Client(Policy::from(true), resolver),
                                             server.url("/to?/next", "rebinding.example")));
    EXPECT_EQ(2u, resolver->hosts.size());
}

TEST(OutboundClient, goes_on_after_a_redirect_as_http_says) {
    struct Case {
        int status;
        std::string method;
        std::string next_method;
        std::string next_body;
    };
    for (const auto& each : std::vector<Case>{{301, "POST", "GET", ""},
                                              {302, "POST", "GET", ""},
                                              {303, "POST", "GET", ""},
                                              {303, "PUT", "GET", ""},
                                              {303, "HEAD", "HEAD", ""},
                                              {307, "POST", "POST", "x"},
                                              {308, "POST", "POST", "x"},
                                              {301, "PUT", "PUT", "x"}}) {
        HttpServer server([&](const HttpRequest& request, Connection& connection) {
            redirect(request, connection, each.status);
        });
        const bool has_body = each.method != "HEAD";
        open_client().send(
            {.method = each.method, .url = server.url("/to?/next"), .body = has_body ? "x" : ""});
        EXPECT_EQ(each.next_method, server.requests().at(1).method) << each.status;
        EXPECT_EQ(each.next_body, server.requests().at(1).body) << each.status;
    }
}

TEST(OutboundClient, keeps_secrets_from_other_hosts) {
    HttpServer second(always(http_reply(200)));
    HttpServer first(
        [](const HttpRequest& request, Connection& connection) { redirect(request, connection); });
    const std::vector<outbound::Header> headers{
        {"Authorization", "Bearer x"}, {"cookie", "a=b"}, {"X-Other", "c"}};
    open_client().send({.url = first.url("/to?" + second.url()), .headers = headers});
    EXPECT_EQ("", second.requests().at(0).header("authorization"));
    EXPECT_EQ("", second.requests().at(0).header("cookie"));
    EXPECT_EQ("c", second.requests().at(0).header("x-other"));
    open_client().send({.url = first.url("/to?/same"), .headers = headers});
    EXPECT_EQ("Bearer x", first.requests().at(2).header("authorization"));
}

TEST(OutboundClient, does_not_go_from_https_to_http) {
    const testing_servers::TlsIdentity identity;
    const testing_paths::TemporaryFolder folder;
    auto policy = Policy::from(true);
    policy.certificate_file = folder.path() / "authority.pem";
    std::ofstream(policy.certificate_file) << identity.certificate_pem();
    HttpServer plain(
        [](const HttpRequest& request, Connection& connection) { redirect(request, connection); });
    HttpServer secure(
        [](const HttpRequest& request, Connection& connection) { redirect(request, connection); },
        &identity);
    EXPECT_EQ("downgrade", reason_of(Client(policy), secure.url("/to?" + plain.url())));
    EXPECT_EQ("arrived", Client(policy).send({.url = plain.url("/to?" + secure.url())}).body);
}
