// Bytes of a stranger on a connection: request heads, bodies, pipelining, upgrades and WebSocket
// frames, through the real session. Whatever comes, each answer is whole and none is our fault.
#include <sys/socket.h>

#include <algorithm>
#include <array>

#include "fuzz.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/files/store.hpp"
#include "platform/http/application.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/dev_inbox.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/net/shared_state.hpp"
#include "platform/outbound/client.hpp"
#include "platform/realtime/subscribe.hpp"
#include "platform/time/clock.hpp"

namespace {

struct Nobody final : http::IdentityProvider {
    http::Identity identify(const http::Request&, bool) override { return {}; }
    void forget(std::string_view) override {}
};

// Takes everybody, reads the first message as the hub does, and says what it made of it.
struct Listeners final : net::WebSocketHandler {
    void upgrade(http::Request, std::function<void(std::optional<Refusal>)> decide) override {
        decide(std::nullopt);
    }
    void opened(std::shared_ptr<net::WebSocket>, const http::Request&) override {}
    void message(const std::shared_ptr<net::WebSocket>& socket, std::string text) override {
        try {
            const auto wanted = meta::parse<realtime::Subscribe>(text);
            fuzz::require(wanted.topics.size() <= realtime::most_topics);
            socket->send(std::make_shared<const std::string>(meta::write(wanted)));
        } catch (const Refusal&) {
            socket->close();
        }
    }
    void closed(const std::shared_ptr<net::WebSocket>&) override {}
};

// A server without routes and without a database; its pages are two small files.
struct Server {
    config::Config config;
    SystemClock clock;
    db::Pool database{"host=/nowhere", 1};
    files::FolderStore files{std::filesystem::temp_directory_path() / "socialflow-fuzz"};
    mail::DevInbox mail{database, clock};
    outbound::Client outbound{{}};
    crypto::PasswordHasher passwords;
    crypto::SecretBox secrets{{crypto::MasterKey(std::string(crypto::master_key_bytes, 'k'))}};
    jobs::Registry jobs;
    metrics::Registry metrics;
    Nobody identities;
    Services services{config,    clock,   database, files,   mail,       outbound,
                      passwords, secrets, jobs,     metrics, identities, {}};
    http::Router router;
    EmbeddedFiles pages{
        {"index.html", page("<!doctype html>")}, {"a.js", page("1")}, {"a.js.br", page("2")}};
    http::Application application{services, router, identities, pages, {.workers = 1}};
    Listeners listeners;
    asio::io_context io{1};
    std::shared_ptr<net::Shared> shared{new net::Shared{
        application, listeners, "/ws", {"10.0.0.1"}, "/nowhere", {}, io, {}, {}, false}};

    static EmbeddedFile page(std::string_view text) {
        return {text.data(), text.data() + text.size()};
    }
};

Server& server() {
    log::set_level(log::Level::error);
    static Server only;
    return only;
}

// What the server says to the bytes of a client who then says no more.
std::string answers_to(std::string_view bytes) {
    std::array<int, 2> ends{};
    fuzz::require(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    auto& [client, served] = ends;
    fuzz::require(::send(client, bytes.data(), bytes.size(), 0)
                  == static_cast<ssize_t>(bytes.size()));
    ::shutdown(client, SHUT_WR);
    auto& io = server().io;
    io.restart();
    tcp::socket socket(io);
    socket.assign(tcp::v4(), served);
    net::start_http_session(std::move(socket), server().shared);
    // A worker may have the request while nothing waits here.
    const auto work = asio::make_work_guard(io);
    while (server().shared->connection_count > 0) io.run_one();
    std::string answers;
    std::array<char, 64 * 1024> piece;
    for (ssize_t size; (size = ::recv(client, piece.data(), piece.size(), 0)) > 0;)
        answers.append(piece.data(), static_cast<std::size_t>(size));
    ::close(client);
    return answers;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto answers = answers_to(fuzz::text_of(data, std::min<std::size_t>(size, 64 * 1024)));
    fuzz::require(answers.empty() || answers.starts_with("HTTP/1.1 "));
    fuzz::require(answers.find("HTTP/1.1 5") == answers.npos);
    return 0;
}
