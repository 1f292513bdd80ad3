#include "load.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "testing/temporary_folder.hpp"

namespace bench {
namespace {

std::string output_of(std::vector<std::string> arguments, std::vector<std::string> environment) {
    const testing_paths::TemporaryFolder folder;
    db::ChildCommand command;
    command.arguments = std::move(arguments);
    command.environment = std::move(environment);
    command.output = folder.path() / "out";
    const auto status = db::run_to_end(command);
    std::ostringstream text;
    text << std::ifstream(command.output).rdbuf();
    if (!status.success())
        throw std::runtime_error(command.arguments[0] + ": " + status.describe() + ": "
                                 + text.str());
    return text.str();
}

double number_after(const std::string& text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string::npos)
        throw std::runtime_error("no " + std::string(mark) + " in: " + text);
    return std::stod(text.substr(at + mark.size()));
}

std::string cookies_of(Client& client) {
    std::string all;
    for (const auto& [name, value] : client.cookies())
        all += (all.empty() ? "" : "; ") + name + '=' + value;
    return all;
}

} // namespace

double wrk_requests_per_second(const Server& server, Client& client, const std::string& target,
                               std::chrono::seconds duration, int connections) {
    const auto text = output_of(
        {"/usr/bin/wrk", "--threads", "1", "--connections", std::to_string(connections),
         "--duration", fmt::format("{}s", duration.count()), "--header",
         "Cookie: " + cookies_of(client), "--header", "X-Project-Id: " + client.project_id.text(),
         fmt::format("http://127.0.0.1:{}{}", server.port(), target)},
        {});
    if (text.find("Non-2xx") != std::string::npos
        || text.find("Socket errors") != std::string::npos)
        throw std::runtime_error(target + ": " + text);
    return number_after(text, "Requests/sec:");
}

double pgbench_transactions_per_second(const std::filesystem::path& folder, const std::string& sql,
                                       const Uuid& project, const std::string& id,
                                       std::chrono::seconds duration) {
    const testing_paths::TemporaryFolder scripts;
    const auto script = scripts.path() / "statement.sql";
    std::ofstream(script) << sql << '\n';
    const auto text =
        output_of({"/usr/lib/postgresql/15/bin/pgbench", "--protocol", "prepared", "--no-vacuum",
                   "--client", std::to_string(load_connections), "--jobs", "1", "--time",
                   std::to_string(duration.count()), "--file", script.string(), "--define",
                   "id=" + id, conninfo_of(folder)},
                  {fmt::format("PGOPTIONS=-c role=app -c app.project_id={}", project.text())});
    return number_after(text, "tps = ");
}

} // namespace bench
