// A program of Debian's that a test starts on ports of 127.0.0.1, as an ordinary user: who is root
// starts it as nobody.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "platform/db/child_process.hpp"
#include "testing/temporary_folder.hpp"

namespace testing_servers {

// Free a moment ago.
std::uint16_t free_port();

class LocalProgram {
  public:
    // A folder that the user of the program may write to.
    LocalProgram();
    explicit LocalProgram(db::SystemUser user);

    const std::filesystem::path& folder() const { return home_; }
    const db::SystemUser& user() const { return user_; }
    // Belongs to the user of the program.
    std::filesystem::path write(const std::string& name, std::string_view content);
    // Of a program in a checkout that the user may not look into.
    std::filesystem::path copy(const std::filesystem::path& program);
    void make_folder(const std::string& name);
    // Waits until something listens on `port` (TCP). Throws with what the program said otherwise.
    void start(std::vector<std::string> arguments, std::uint16_t port);
    void stop();

  private:
    void give_away(const std::filesystem::path& path) const;

    testing_paths::TemporaryFolder temporary_;
    db::SystemUser user_;
    std::filesystem::path home_;
    std::unique_ptr<db::ChildProcess> process_;
};

} // namespace testing_servers
