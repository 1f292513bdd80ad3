// The real program, started as an operator starts it, on a data folder with its own PostgreSQL.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/child_process.hpp"
#include "platform/db/connection.hpp"
#include "testing/http_client.hpp"

namespace bench {

// The first of these on which nobody listens; std::runtime_error when there is none.
std::uint16_t free_port(std::uint16_t first, std::uint16_t last);
bool is_listening(std::uint16_t port);

// A conninfo for the private cluster of a data folder, while something runs it.
std::string conninfo_of(const std::filesystem::path& folder);

class Server {
  public:
    // Returns when it says that it is ready; std::runtime_error with the end of its log otherwise.
    // Rate limits are counted, but set too high to be met. `more`: flags of `serve`.
    explicit Server(const std::filesystem::path& folder, const std::vector<std::string>& more = {});
    ~Server();

    // From its start to `ready`.
    std::chrono::milliseconds start_time() const { return start_time_; }
    std::uint16_t port() const { return port_; }
    pid_t process() const { return child_->id(); }
    // Resident memory of the server's process, PostgreSQL's not counted.
    double memory_megabytes() const;
    // The most it ever had, since the last forget_peak().
    double peak_memory_megabytes() const;
    void forget_peak() const;
    // The database, as its owner. No statement timeout.
    db::Connection database() const;

    // Signed in, in the person's only project.
    Client sign_in(std::string_view email, std::string_view password) const;

  private:
    void wait_until_ready();
    double status_megabytes(std::string_view field) const;

    std::filesystem::path folder_, log_;
    std::uint16_t port_;
    std::unique_ptr<db::ChildProcess> child_;
    std::chrono::milliseconds start_time_{};
};

// GET that must be answered 200; std::runtime_error with the answer otherwise.
TestReply get(Client& client, const std::string& target);
TestReply post(Client& client, const std::string& target, std::string body, int status = 201);

// As it stands in a query or a path segment (RFC 3986).
std::string percent_encoded(std::string_view text);

} // namespace bench
