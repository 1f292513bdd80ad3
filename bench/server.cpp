#include "server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>

#include <boost/json.hpp>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "platform/base/file_descriptor.hpp"
#include "platform/db/cluster_folder.hpp"
#include "testing/paths.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t first_port = 8160;
constexpr std::uint16_t last_port = 8169;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

std::uint16_t free_port(std::uint16_t first, std::uint16_t last) {
    for (auto port = first; port <= last; ++port) {
        const FileDescriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const int on = 1; // as the server does: what a former one left does not count
        ::setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        const auto address = loopback(port);
        if (::bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            return port;
    }
    throw std::runtime_error(fmt::format("ports {} to {} are all in use", first, last));
}

bool is_listening(std::uint16_t port) {
    const FileDescriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = loopback(port);
    return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::string conninfo_of(const std::filesystem::path& folder) {
    const db::ClusterFolder cluster(folder, "postgres");
    return fmt::format("host='{}' port=5432 user=socialflow dbname=socialflow",
                       cluster.socket().string());
}

Server::Server(const std::filesystem::path& folder, const std::vector<std::string>& more)
    : folder_(std::filesystem::absolute(folder)),
      log_(folder_ / "server.log"),
      port_(free_port(first_port, last_port)) {
    std::filesystem::create_directories(folder_);
    std::filesystem::remove(log_);
    db::ChildCommand command;
    command.arguments = {testing_paths::server_binary().string(),
                         "serve",
                         "--data",
                         folder_.string(),
                         "--port",
                         std::to_string(port_),
                         "--rate-limit-percent",
                         "1000000"};
    command.arguments.insert(command.arguments.end(), more.begin(), more.end());
    command.environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
    command.output = log_;
    const auto start = std::chrono::steady_clock::now();
    child_ = std::make_unique<db::ChildProcess>(command);
    wait_until_ready();
    start_time_ = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
}

Server::~Server() {
    child_->signal(SIGTERM);
    child_->wait(60s); // a checkpoint of much data takes its time
}

void Server::wait_until_ready() {
    const auto deadline = std::chrono::steady_clock::now() + 5min; // migrations of a million rows
    while (db::tail_of(log_).find("\nready http://") == std::string::npos) {
        if (child_->wait(5ms) || std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the server did not start: " + db::tail_of(log_));
    }
}

double Server::memory_megabytes() const {
    return status_megabytes("VmRSS:");
}

double Server::peak_memory_megabytes() const {
    return status_megabytes("VmHWM:");
}

void Server::forget_peak() const {
    std::ofstream("/proc/" + std::to_string(process()) + "/clear_refs") << "5";
}

double Server::status_megabytes(std::string_view field) const {
    std::ifstream status("/proc/" + std::to_string(process()) + "/status");
    std::string word;
    double kilobytes = 0;
    while (status >> word)
        if (word == field && status >> kilobytes) return kilobytes / 1024;
    throw std::runtime_error("no " + std::string(field) + " of the server");
}

db::Connection Server::database() const {
    db::Connection connection(conninfo_of(folder_));
    connection.run_script("SET statement_timeout = 0");
    return connection;
}

Client Server::sign_in(std::string_view email, std::string_view password) const {
    Client client(port_);
    const boost::json::object body{{"email", email}, {"password", password}};
    const auto reply = client.post("/api/auth/sign-in", boost::json::serialize(body));
    if (reply.status != 200) throw std::runtime_error("sign-in: " + summary(reply));
    client.user_id = reply.uuid("/session/user/id");
    client.project_id = reply.uuid("/session/projects/0/id");
    client.set_header("X-Project-Id", client.project_id.text());
    return client;
}

TestReply get(Client& client, const std::string& target) {
    auto reply = client.get(target);
    if (reply.status != 200) throw std::runtime_error(target + ": " + summary(reply));
    return reply;
}

TestReply post(Client& client, const std::string& target, std::string body, int status) {
    auto reply = client.post(target, std::move(body));
    if (reply.status != status) throw std::runtime_error(target + ": " + summary(reply));
    return reply;
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                           || (c >= '0' && c <= '9')
                           || std::string_view("-._~").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

} // namespace bench
