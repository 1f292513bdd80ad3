#include "platform/files/store.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace files {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t longest_read_bytes = 1024 * 1024;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

bool is_content_hash(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

TooLarge::TooLarge(std::uint64_t limit_bytes)
    : std::runtime_error("the file is larger than " + std::to_string(limit_bytes) + " bytes") {}

std::string Content::read(std::uint64_t offset, std::size_t most) const {
    std::string bytes(std::min({std::uint64_t(most), std::uint64_t(longest_read_bytes),
                                size_bytes_ - std::min(offset, size_bytes_)}),
                      '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto count = ::pread(file_.get(), bytes.data() + filled, bytes.size() - filled,
                                   static_cast<off_t>(offset + filled));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("reading a stored file");
        if (count == 0) throw std::runtime_error("a stored file is shorter than it was");
        filled += static_cast<std::size_t>(count);
    }
    return bytes;
}

std::string Content::read_all(std::uint64_t limit_bytes) const {
    if (size_bytes_ > limit_bytes)
        throw std::length_error("a stored file is larger than its reader takes");
    std::string all;
    while (all.size() < size_bytes_) all += read(all.size(), longest_read_bytes);
    return all;
}

StoredFile Store::put(std::string_view bytes, std::uint64_t limit_bytes) {
    const auto writer = write(limit_bytes);
    writer->write(bytes);
    return writer->finish();
}

StoredFile Store::put_file(const std::filesystem::path& path, std::uint64_t limit_bytes) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) fail(path.string());
    const auto writer = write(limit_bytes);
    std::string piece(piece_bytes, '\0');
    for (;;) {
        const auto count = ::read(file.get(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(path.string());
        if (count == 0) return writer->finish();
        writer->write({piece.data(), static_cast<std::size_t>(count)});
    }
}

} // namespace files
