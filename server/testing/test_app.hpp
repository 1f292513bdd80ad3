// The whole server in a test: a database of its own, real sockets, a clock that the test sets,
// people to call as.
//
//     TestApp app;
//     auto viewer = app.client_as(http::MemberRole::viewer);
//     EXPECT_EQ("403 not_allowed", summary(viewer.post("/api/invitations", R"({…})")));
#pragma once
#include <functional>
#include <memory>
#include <span>

#include "platform/config/config.hpp"
#include "platform/db/database.hpp"
#include "platform/http/application.hpp"
#include "platform/time/clock.hpp"
#include "testing/http_client.hpp"

struct TestAppOptions {
    std::function<void(config::Config&)> configure = [](config::Config&) {};
    double rate_limit_factor = 0; // no limits
    const class TestApp* beside =
        {}; // a second node on the database of the first, hearing of its changes
};

// A mail that was to be sent.
struct TestMail {
    std::string to;
    std::string subject;
    std::string text;
    std::string link;
    std::string token; // in the link
};

class TestApp {
  public:
    static constexpr std::string_view password = "a quiet place by the sea"; // of everybody

    explicit TestApp(TestAppOptions options = {});
    ~TestApp();
    TestApp(const TestApp&) = delete;
    TestApp& operator=(const TestApp&) = delete;

    // --- people, each with a connection of his own ---------------------------------------------
    Client guest() const;
    // "Ana" signs up as ana@example.com, and owns the project "Ana's project".
    Client sign_up(std::string_view name);
    Client sign_in(std::string_view email);
    // Somebody with this role in the one project that tests are about; a new person at each call,
    // but for the owner.
    Client client_as(http::MemberRole role);
    // A program with an API key of that project.
    Client key_with(std::vector<std::string> scopes);
    // The owner of another project.
    Client other_project();
    // Of the project that tests are about.
    const Uuid& project_id();
    const Uuid& owner_id();

    // --- the server ----------------------------------------------------------------------------
    ManualClock& clock();
    Services& services();
    const http::Router& router() const;
    std::uint16_t port() const;
    // The whole way of a request but for the socket.
    http::Reply answer(const http::Request& request);
    // Due jobs, on this thread; how many ran.
    int run_jobs();
    // Newest last; to one address, or all.
    std::vector<TestMail> mails(std::string_view to = {});
    // Throws when there is none.
    TestMail last_mail(std::string_view to);

    // --- the database, as its owner ------------------------------------------------------------
    db::Pool& database();
    const std::string& conninfo() const;
    // "jobs WHERE kind = 'import'"
    std::int64_t count(std::string_view from);
    // One value of one row, "" for NULL.
    std::string value(std::string_view query);
    void execute(std::string_view script);

    // `calls` calls of `call(client, number)`, as many at once as `clients` has, all let go
    // together. Replies in the order of their numbers. A throw of one is thrown here.
    static std::vector<TestReply> in_parallel(
        std::span<Client> clients, std::size_t calls,
        const std::function<TestReply(Client&, std::size_t)>& call);
    // The same with `calls` guests, at most 32 at once.
    std::vector<TestReply> in_parallel(std::size_t calls,
                                       const std::function<TestReply(Client&, std::size_t)>& call);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// How many were answered so: "201", "409 email_taken".
std::size_t count_summary(const std::vector<TestReply>& replies, std::string_view wanted);
