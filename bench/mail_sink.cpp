#include "mail_sink.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "server.hpp"
#include "testing/paths.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t first_port = 8170;
constexpr std::uint16_t last_port = 8179;
constexpr auto time_to_listen = 10s;

db::ChildCommand tool(std::string_view name, std::vector<std::string> arguments) {
    const auto folder = testing_paths::source_folder() / ".tools" / "postfix";
    db::ChildCommand command;
    command.arguments = {(folder / "usr" / "sbin" / name).string()};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.environment = {"LD_LIBRARY_PATH=" + (folder / "usr" / "lib" / "postfix").string()};
    return command;
}

std::string address_of(std::uint16_t port) {
    return fmt::format("127.0.0.1:{}", port);
}

// Lines in LF, as smtp-source wants them.
std::string with_plain_ends(const std::string& mail) {
    std::string out;
    for (const char c : mail)
        if (c != '\r') out += c;
    return out;
}

} // namespace

MailSink::MailSink() : port_(free_port(first_port, last_port)) {
    std::vector<std::string> arguments;
    if (::getuid() == 0) arguments = {"-u", "nobody"}; // it refuses to be root
    arguments.insert(arguments.end(), {address_of(port_), "1000"});
    auto command = tool("smtp-sink", arguments);
    command.output = folder_.path() / "out";
    child_ = std::make_unique<db::ChildProcess>(command);
    const auto deadline = std::chrono::steady_clock::now() + time_to_listen;
    while (!is_listening(port_)) {
        if (child_->wait(20ms) || std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("smtp-sink did not start: " + db::tail_of(command.output));
    }
}

double smtp_source_per_minute(const MailSink& sink, const std::string& mail, int count) {
    const testing_paths::TemporaryFolder folder;
    const auto file = folder.path() / "mail";
    std::ofstream(file) << with_plain_ends(mail);
    auto command =
        tool("smtp-source", {"-d", "-s", std::to_string(mail_sessions), "-m", std::to_string(count),
                             "-F", file.string(), "-f", "news@example.com", "-t",
                             "someone@example.com", address_of(sink.port())});
    command.output = folder.path() / "out";
    const auto start = std::chrono::steady_clock::now();
    const auto status = db::run_to_end(command);
    const std::chrono::duration<double, std::ratio<60>> took =
        std::chrono::steady_clock::now() - start;
    if (!status.success())
        throw std::runtime_error("smtp-source: " + status.describe() + ": "
                                 + db::tail_of(command.output));
    return count / took.count();
}

} // namespace bench
