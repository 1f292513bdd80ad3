#include "platform/text/byte_source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace text {

FileSource::FileSource(const std::filesystem::path& path, std::uint64_t offset_bytes)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (!file_ || ::lseek(file_.get(), static_cast<off_t>(offset_bytes), SEEK_SET) < 0)
        throw std::system_error(errno, std::generic_category(), path.string());
    // Read once from front to back: a hint only, so its failure means nothing.
    ::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
}

std::size_t FileSource::read(std::span<char> into) {
    for (;;) {
        const auto count = ::read(file_.get(), into.data(), into.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "read");
    }
}

std::size_t MemorySource::read(std::span<char> into) {
    const auto count = std::min({rest_.size(), into.size(), piece_bytes_});
    std::copy_n(rest_.data(), count, into.data());
    rest_.remove_prefix(count);
    return count;
}

} // namespace text
