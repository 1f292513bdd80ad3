// Load from wrk and pgbench, each in a process of its own.
#pragma once
#include <chrono>
#include <string>

#include "platform/base/uuid.hpp"
#include "server.hpp"

namespace bench {

inline constexpr int load_connections = 8; // as many as the server has workers

// Requests a second that `client`'s session gets answered; std::runtime_error when one was not 2xx.
double wrk_requests_per_second(const Server& server, Client& client, const std::string& target,
                               std::chrono::seconds duration, int connections = load_connections);

// Transactions a second of one statement, prepared, in the role and project that requests have,
// which are set once a connection. `sql` names the parameter ":id".
double pgbench_transactions_per_second(const std::filesystem::path& folder, const std::string& sql,
                                       const Uuid& project, const std::string& id,
                                       std::chrono::seconds duration);

} // namespace bench
