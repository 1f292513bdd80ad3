#include "testing/local_program.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

#include "platform/base/file_descriptor.hpp"
#include "testing/eventually.hpp"

namespace testing_servers {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

bool listens(std::uint16_t port) {
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = loopback(port);
    return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address)
           == 0;
}

db::SystemUser ordinary_user() {
    if (::geteuid() != 0) return db::SystemUser::current();
    auto nobody = db::SystemUser::named("nobody");
    if (!nobody) throw std::runtime_error("there is no user nobody");
    return *nobody;
}

} // namespace

std::uint16_t free_port() {
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket.get(), generic, size) != 0
        || ::getsockname(socket.get(), generic, &size) != 0)
        throw std::system_error(errno, std::generic_category(), "no port is free");
    return ntohs(address.sin_port);
}

LocalProgram::LocalProgram() : LocalProgram(ordinary_user()) {}

LocalProgram::LocalProgram(db::SystemUser user)
    : user_(std::move(user)), home_(temporary_.path() / "home") {
    std::filesystem::create_directory(home_);
    give_away(home_);
}

std::filesystem::path LocalProgram::write(const std::string& name, std::string_view content) {
    const auto path = home_ / name;
    std::ofstream(path, std::ios::binary) << content;
    give_away(path);
    return path;
}

std::filesystem::path LocalProgram::copy(const std::filesystem::path& program) {
    const auto path = home_ / program.filename();
    std::filesystem::copy_file(program, path);
    give_away(path);
    return path;
}

void LocalProgram::make_folder(const std::string& name) {
    std::filesystem::create_directory(home_ / name);
    give_away(home_ / name);
}

void LocalProgram::start(std::vector<std::string> arguments, std::uint16_t port) {
    const auto log = home_ / "output.log";
    process_ = std::make_unique<db::ChildProcess>(
        db::ChildCommand{.arguments = std::move(arguments),
                         .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
                         .folder = home_,
                         .output = log,
                         .user = user_});
    if (!testing_time::eventually(std::chrono::seconds(30), [&] { return listens(port); }))
        throw std::runtime_error("a program of the test did not start: " + db::tail_of(log));
}

void LocalProgram::stop() {
    if (!process_) return;
    process_->signal(SIGTERM);
    if (!process_->wait(std::chrono::seconds(10)))
        throw std::runtime_error("a program of the test does not stop");
    process_.reset();
}

void LocalProgram::give_away(const std::filesystem::path& path) const {
    if (::geteuid() == 0 && ::chown(path.c_str(), user_.id, user_.group) != 0)
        throw std::system_error(errno, std::generic_category(), path.string());
}

} // namespace testing_servers
