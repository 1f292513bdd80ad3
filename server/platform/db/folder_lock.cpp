#include "platform/db/folder_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace db {
namespace {

std::string holder_of(const FileDescriptor& file) {
    std::array<char, 32> text{};
    const auto size = ::pread(file.get(), text.data(), text.size(), 0);
    int process = 0;
    if (size <= 0 || std::from_chars(text.data(), text.data() + size, process).ec != std::errc())
        return "another process"; // it has the lock and has not written its number yet
    return fmt::format("process {}", process);
}

} // namespace

FolderLock::FolderLock(const std::filesystem::path& folder) {
    const auto path = folder / "server.lock";
    file_ = FileDescriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file_) throw std::system_error(errno, std::generic_category(), "open " + path.string());
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            throw std::system_error(errno, std::generic_category(), "lock " + path.string());
        throw FolderInUse(fmt::format(
            "the data folder {} is in use by another SocialFlow server ({}): stop it, or choose "
            "another folder with --data",
            folder.string(), holder_of(file_)));
    }
    const auto text = fmt::format("{}\n", ::getpid());
    if (::ftruncate(file_.get(), 0) != 0
        || ::pwrite(file_.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        throw std::system_error(errno, std::generic_category(), "write " + path.string());
}

} // namespace db
