#include "testing/test_app.hpp"

#include <barrier>
#include <exception>
#include <thread>

#include "features/accounts/administration.hpp"
#include "features/accounts/identities.hpp"
#include "features/features.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/files/store.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/system_routes.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/transport.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/net/server.hpp"
#include "platform/outbound/client.hpp"
#include "platform/realtime/hub.hpp"
#include "testing/temporary_folder.hpp"
#include "testing/test_cluster.hpp"

namespace {

constexpr Timestamp monday_morning =
    std::chrono::sys_days(std::chrono::year(2030) / 1 / 7) + std::chrono::hours(9);
constexpr std::size_t most_at_once = 32;
constexpr std::size_t database_connections =
    16; // eight workers, the transactions beside them, jobs and the test

// Every node of a test has the same keys, as in real life.
crypto::MasterKeys master_keys() {
    return {crypto::MasterKey(std::string(crypto::master_key_bytes, 'k'))};
}

config::Config configuration(const TestAppOptions& options, const std::filesystem::path& data) {
    config::Config config;
    config.data = data;
    config.public_url = "http://localhost:8080";
    options.configure(config);
    if (config.pages_url.empty()) config.pages_url = config.public_url; // as config::load()
    return config;
}

std::string email_of(std::string_view name) {
    std::string email;
    for (const char c : name)
        email += c == ' ' ? '.' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return email + "@example.com";
}

std::string token_in(std::string_view link) {
    constexpr std::string_view mark = "token=";
    const auto found = link.find(mark);
    return found == link.npos ? std::string() : std::string(link.substr(found + mark.size()));
}

// Takes every mail and sends none.
class Mailbox final : public mail::Transport {
  public:
    std::string send(const mail::Message& message) override {
        const std::lock_guard lock(mutex_);
        messages_.push_back(message);
        return mail::make_message_id(message.from);
    }
    std::vector<mail::Message> messages() const {
        const std::lock_guard lock(mutex_);
        return messages_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<mail::Message> messages_;
};

} // namespace

struct TestApp::State {
    std::shared_ptr<TestDatabase> database;
    testing_paths::TemporaryFolder data;
    config::Config config;
    ManualClock clock{monday_morning};
    db::Pool pool;
    crypto::PasswordHasher passwords{crypto::PasswordCost::for_tests(), 8};
    crypto::SecretBox secrets{master_keys()};
    files::FolderStore files{data.path() / "files"};
    Mailbox mail;
    outbound::Client outbound{outbound::Policy::from(true)};
    jobs::Registry jobs;
    metrics::Registry metrics;
    accounts::Identities identities;
    Services services;
    http::Router router;
    http::Application application;
    realtime::Hub hub;
    jobs::Runner runner;
    net::Server server;

    std::optional<Client> owner;
    int people = 0;

    explicit State(const TestAppOptions& options)
        : database(options.beside ? options.beside->state_->database
                                  : std::make_shared<TestDatabase>()),
          config(configuration(options, data.path())),
          pool(database->conninfo(), database_connections),
          identities(pool, clock, std::chrono::days(config.session_days)),
          services{.config = config,
                   .clock = clock,
                   .database = pool,
                   .files = files,
                   .mail = mail,
                   .outbound = outbound,
                   .passwords = passwords,
                   .secrets = secrets,
                   .jobs = jobs,
                   .metrics = metrics,
                   .identities = identities},
          router(all_routes()),
          application(services, router, identities, web_assets(),
                      {.rate_limit_factor = options.rate_limit_factor,
                       .behind_tls = config.behind_tls,
                       .pages_paths = features::pages_paths()}),
          hub(services, identities, {.topics = features::realtime_topics()}),
          runner(services, jobs, {}),
          server(application, hub, "/api/realtime", {}, config.trusted_proxies, data.path()) {
        features::add_jobs(jobs);
        services.api_document = http::openapi_document(router, http::program_version);
        if (options.beside) identities.listen(database->conninfo());
        server.start();
    }
    ~State() {
        server.stop();
        application.drain();
    }

    static http::Router all_routes() {
        http::Router router;
        features::add_routes(router);
        return router;
    }

    db::Scope scope(db::Role role) const { return {.role = role}; }
};

TestApp::TestApp(TestAppOptions options) : state_(std::make_unique<State>(options)) {}
TestApp::~TestApp() = default;

// --- people ------------------------------------------------------------------------------------

Client TestApp::guest() const {
    return Client(port());
}

Client TestApp::sign_up(std::string_view name) {
    auto client = guest();
    const boost::json::object body{{"name", name},
                                   {"email", email_of(name)},
                                   {"password", password},
                                   {"project_name", std::string(name) + "'s project"},
                                   {"time_zone", "Europe/Vienna"}};
    const auto reply = client.post("/api/auth/sign-up", boost::json::serialize(body));
    if (reply.status != 201) throw std::runtime_error("sign-up: " + summary(reply));
    client.user_id = reply.uuid("/user/id");
    client.project_id = reply.uuid("/projects/0/id");
    client.set_header("X-Project-Id", client.project_id.text());
    return client;
}

Client TestApp::sign_in(std::string_view email) {
    auto client = guest();
    const boost::json::object body{{"email", email}, {"password", password}};
    const auto reply = client.post("/api/auth/sign-in", boost::json::serialize(body));
    if (reply.status != 200) throw std::runtime_error("sign-in: " + summary(reply));
    client.user_id = reply.uuid("/session/user/id");
    return client;
}

Client TestApp::client_as(http::MemberRole role) {
    const auto project = project_id();
    if (role == http::MemberRole::owner) return state_->owner->another();
    const auto name = std::string(boost::describe::enum_to_string(role, "?")) + ' '
                      + std::to_string(++state_->people);
    database().in_transaction(state_->scope(db::Role::system), [&](db::Transaction& tx) {
        const auto now = clock().now();
        const auto id = accounts::create_user(
            tx, state_->passwords,
            {.name = name, .email = email_of(name), .password = std::string(password)}, now);
        accounts::create_member(tx, project, id, role, now);
    });
    auto client = sign_in(email_of(name));
    client.project_id = project;
    client.set_header("X-Project-Id", project.text());
    return client;
}

Client TestApp::key_with(std::vector<std::string> scopes) {
    const auto key = database().in_transaction(
        {.role = db::Role::app, .project_id = project_id()}, [&](auto& tx) {
            return accounts::add_key(tx, {.name = "A program", .scopes = scopes}, owner_id(),
                                     clock().now());
        });
    auto client = guest();
    client.project_id = project_id();
    client.set_header("Authorization", "Bearer " + key.key);
    return client;
}

Client TestApp::other_project() {
    return sign_up("Stranger " + std::to_string(++state_->people));
}

const Uuid& TestApp::project_id() {
    if (!state_->owner) state_->owner = sign_up("Olga");
    return state_->owner->project_id;
}

const Uuid& TestApp::owner_id() {
    project_id();
    return state_->owner->user_id;
}

// --- the server --------------------------------------------------------------------------------

ManualClock& TestApp::clock() {
    return state_->clock;
}
Services& TestApp::services() {
    return state_->services;
}
const http::Router& TestApp::router() const {
    return state_->router;
}
std::uint16_t TestApp::port() const {
    return state_->server.port();
}
http::Reply TestApp::answer(const http::Request& request) {
    return state_->application.answer(request);
}
int TestApp::run_jobs() {
    return state_->runner.run_due();
}

std::vector<TestMail> TestApp::mails(std::string_view to) {
    std::vector<TestMail> found;
    const auto rows = database().in_transaction(state_->scope(db::Role::owner), [&](db::Transaction&
                                                                                        tx) {
        return tx.query_text(
            "mails",
            "SELECT payload->>'to', payload->>'subject', payload->>'paragraphs', payload->>'link' "
            "FROM jobs WHERE kind = 'system_mail' ORDER BY id",
            {}, db::Role::owner);
    });
    for (int i = 0; i < rows.rows(); ++i) {
        const auto text = [&](int column) {
            return std::string(rows.value(i, column).value_or(""));
        };
        if (to.empty() || to == text(0))
            found.push_back({text(0), text(1), text(2), text(3), token_in(text(3))});
    }
    return found;
}

TestMail TestApp::last_mail(std::string_view to) {
    auto all = mails(to);
    if (all.empty()) throw std::runtime_error("no mail to " + std::string(to));
    return std::move(all.back());
}

// --- the database ------------------------------------------------------------------------------

db::Pool& TestApp::database() {
    return state_->pool;
}
const std::string& TestApp::conninfo() const {
    return state_->database->conninfo();
}

std::int64_t TestApp::count(std::string_view from) {
    return std::stoll(value("SELECT count(*) FROM " + std::string(from)));
}

std::string TestApp::value(std::string_view query) {
    return database().in_transaction(state_->scope(db::Role::owner), [&](db::Transaction& tx) {
        const auto result = tx.query_text("value", query, {}, db::Role::owner);
        if (result.rows() != 1) throw std::runtime_error("not one row: " + std::string(query));
        return std::string(result.value(0, 0).value_or(""));
    });
}

void TestApp::execute(std::string_view script) {
    database().borrow()->run_script(script);
}

// --- many at once ------------------------------------------------------------------------------

std::vector<TestReply> TestApp::in_parallel(
    std::span<Client> clients, std::size_t calls,
    const std::function<TestReply(Client&, std::size_t)>& call) {
    std::vector<TestReply> replies(calls);
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr first_failure;
    const auto threads = std::min(clients.size(), calls);
    std::barrier start(static_cast<std::ptrdiff_t>(threads));
    const auto work = [&](Client& client) {
        start.arrive_and_wait();
        try {
            for (std::size_t number; (number = next++) < calls;)
                replies[number] = call(client, number);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!first_failure) first_failure = std::current_exception();
        }
    };
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < threads; ++i) running.emplace_back(work, std::ref(clients[i]));
    for (auto& thread : running) thread.join();
    if (first_failure) std::rethrow_exception(first_failure);
    return replies;
}

std::vector<TestReply> TestApp::in_parallel(
    std::size_t calls, const std::function<TestReply(Client&, std::size_t)>& call) {
    std::vector<Client> guests;
    for (std::size_t i = 0; i < std::min(calls, most_at_once); ++i) guests.push_back(guest());
    return in_parallel(guests, calls, call);
}

std::size_t count_summary(const std::vector<TestReply>& replies, std::string_view wanted) {
    return static_cast<std::size_t>(std::ranges::count_if(
        replies, [&](const TestReply& reply) { return summary(reply) == wanted; }));
}
