#include "smtp_source.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <stdexcept>

#include "platform/db/child_process.hpp"
#include "testing/paths.hpp"
#include "testing/temporary_folder.hpp"

namespace bench {
namespace {

// Lines in LF, as smtp-source wants them.
std::string with_plain_ends(const std::string& mail) {
    std::string out;
    for (const char c : mail)
        if (c != '\r') out += c;
    return out;
}

} // namespace

double smtp_source_per_minute(std::uint16_t port, const std::string& mail, int count) {
    const testing_paths::TemporaryFolder folder;
    const auto file = folder.path() / "mail";
    std::ofstream(file) << with_plain_ends(mail);
    const auto tools = testing_paths::source_folder() / ".tools" / "postfix" / "usr";
    db::ChildCommand command;
    command.arguments = {tools / "sbin" / "smtp-source",
                         "-d",
                         "-s",
                         std::to_string(mail_sessions),
                         "-m",
                         std::to_string(count),
                         "-F",
                         file,
                         "-f",
                         "news@example.com",
                         "-t",
                         "someone@example.com",
                         fmt::format("127.0.0.1:{}", port)};
    command.environment = {"LD_LIBRARY_PATH=" + (tools / "lib" / "postfix").string()};
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
