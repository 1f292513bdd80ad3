// Where a streaming reader gets its bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string_view>

#include "platform/base/file_descriptor.hpp"

namespace text {

class ByteSource {
  public:
    virtual ~ByteSource() = default;

    // Fills the front of `into` (never empty) and returns how many bytes it wrote, from 1 to its
    // size; 0 is the end. Throws std::system_error when the medium fails.
    virtual std::size_t read(std::span<char> into) = 0;
};

// A file from `offset_bytes` on. Throws std::system_error when it cannot be opened.
class FileSource : public ByteSource {
  public:
    explicit FileSource(const std::filesystem::path& path, std::uint64_t offset_bytes = 0);

    std::size_t read(std::span<char> into) override;

  private:
    FileDescriptor file_;
};

// Bytes in memory, which outlive the source. `piece_bytes` bounds what one read gives, so that
// tests can cut anywhere.
class MemorySource : public ByteSource {
  public:
    explicit MemorySource(std::string_view bytes,
                          std::size_t piece_bytes = std::numeric_limits<std::size_t>::max())
        : rest_(bytes), piece_bytes_(piece_bytes) {}

    std::size_t read(std::span<char> into) override;

  private:
    std::string_view rest_;
    std::size_t piece_bytes_;
};

} // namespace text
