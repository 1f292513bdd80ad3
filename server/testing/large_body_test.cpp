// Who may send much is settled by the head: a stranger fills neither memory nor disk.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "testing/eventually.hpp"
#include "testing/socket.hpp"
#include "testing/test_app.hpp"

using http::MemberRole;

namespace {

constexpr std::string_view imports = "/api/crm/imports";
constexpr std::string_view much = "Content-Length: 100000000\r\n";
constexpr std::string_view in_chunks = "Transfer-Encoding: chunked\r\n";
constexpr std::string_view expecting = "Expect: 100-continue\r\n";

struct LargeBodies : testing::Test {
    TestApp app;

    static std::string head(std::string_view path, const Client& who, std::string_view fields) {
        std::string cookies;
        auto same = who.another();
        for (const auto& [name, value] : same.cookies()) cookies += name + '=' + value;
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nX-Project-Id: {}\r\n"
            "Cookie: {}\r\n{}\r\n",
            path, who.project_id.text(), cookies, fields);
    }
    // What comes for a head whose body never does: a line, and the code of a problem.
    std::string answer(const std::string& head) {
        const auto socket = testing_socket::connect(app.port());
        testing_socket::send_all(socket.get(), head);
        std::string said(4096, '\0');
        const auto size = ::recv(socket.get(), said.data(), said.size(), 0); // 10 s at most
        said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        const auto code = said.find("\"code\":\"");
        const auto line = said.substr(0, said.find('\r'));
        return code == said.npos
                   ? line
                   : line + ' ' + said.substr(code + 8, said.find('"', code + 8) - code - 8);
    }
};

TEST_F(LargeBodies, are_refused_before_they_come_to_whoever_may_not_send_them) {
    const auto guest = app.guest();
    const auto viewer = app.client_as(MemberRole::viewer);
    const auto manager = app.client_as(MemberRole::manager);
    const auto stranger = app.other_project();
    Client lost = manager.another();
    lost.project_id = stranger.project_id;
    const struct {
        std::string_view path;
        const Client& who;
        std::string fields, expected;
    } cases[] = {
        {imports, guest, std::string(much), "HTTP/1.1 401 Unauthorized sign_in_required"},
        {imports, guest, std::string(in_chunks), "HTTP/1.1 401 Unauthorized sign_in_required"},
        {imports, guest, fmt::format("{}{}", much, expecting),
         "HTTP/1.1 401 Unauthorized sign_in_required"},
        {imports, viewer, std::string(much), "HTTP/1.1 403 Forbidden not_allowed"},
        {imports, lost, std::string(much), "HTTP/1.1 404 Not Found not_found"},
        {imports, manager, fmt::format("{}{}Sec-Fetch-Site: cross-site\r\n", much, expecting),
         "HTTP/1.1 403 Forbidden cross_site_request"},
        {imports, manager, fmt::format("{}{}", much, expecting), "HTTP/1.1 100 Continue"},
        {"/api/crm/tags", guest, "Content-Length: 65537\r\n",
         "HTTP/1.1 401 Unauthorized sign_in_required"},
        {"/api/nothing", guest, "Content-Length: 65537\r\n", "HTTP/1.1 404 Not Found not_found"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(each.expected, answer(head(each.path, each.who, each.fields)))
            << each.path << ' ' << each.fields;
}

// Closing over unread bytes would reset the connection.
TEST_F(LargeBodies, that_were_sent_all_the_same_do_not_cost_the_client_the_reason) {
    const auto guest = app.guest();
    const std::string body(2'000'000, 'x');
    const auto said = testing_socket::exchange(
        app.port(),
        head(imports, guest, fmt::format("Content-Length: {}\r\n", body.size())) + body);
    EXPECT_TRUE(said.starts_with("HTTP/1.1 401 ")) << said;
    EXPECT_NE(std::string::npos, said.find("sign_in_required")) << said;
    EXPECT_NE(std::string::npos, said.find("Connection: close")) << said;
}

TEST_F(LargeBodies, of_who_may_send_them_arrive) {
    auto manager = app.client_as(MemberRole::manager);
    std::string file = "first_name,email\r\n";
    for (int i = 0; file.size() < 2 * http::BodyPlan::unasked; ++i)
        file += fmt::format("Person {0},person{0}@example.com\r\n", i);
    EXPECT_EQ("201", summary(manager.send(http::Method::post, imports, file,
                                          {{"Content-Type", "text/csv"}})));
    const auto tag = fmt::format(R"({{"name":"vip"{}}})", std::string(100'000, ' '));
    EXPECT_EQ("201", summary(manager.post("/api/crm/tags", tag)));
}

} // namespace
