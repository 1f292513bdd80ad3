// Where uploaded files lie: by the hash of their content, each content once.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "platform/base/file_descriptor.hpp"
#include "platform/base/timestamp.hpp"

namespace files {

// BLAKE2b-256 of the content, 64 hexadecimal digits in lower case.
using ContentHash = std::string;
bool is_content_hash(std::string_view text);

struct StoredFile {
    ContentHash hash;
    std::uint64_t size_bytes = 0;
    std::string head; // the first bytes, at most head_limit_bytes, to tell the type by
};
constexpr std::size_t head_limit_bytes = 8 * 1024;

// More bytes came than the writer was made for. Nothing is kept.
struct TooLarge : std::runtime_error {
    explicit TooLarge(std::uint64_t limit_bytes);
};

// Takes one content, piece by piece. Going without finish() leaves nothing behind.
class Writer {
  public:
    virtual ~Writer() = default;
    // TooLarge beyond the limit; std::system_error when the disk is full.
    virtual void write(std::string_view piece) = 0;
    // The content is on the disk, for good, when this returns. Called once.
    virtual StoredFile finish() = 0;
};

// A content, open for reading: it can be read to its end even when it is removed meanwhile.
class Content {
  public:
    Content(FileDescriptor file, std::uint64_t size_bytes)
        : file_(std::move(file)), size_bytes_(size_bytes) {}
    std::uint64_t size_bytes() const { return size_bytes_; }
    // From `offset`, at most `most` bytes (and 1 MB); empty at the end.
    std::string read(std::uint64_t offset, std::size_t most) const;
    // All of it; std::length_error above `limit_bytes`.
    std::string read_all(std::uint64_t limit_bytes) const;

  private:
    FileDescriptor file_;
    std::uint64_t size_bytes_;
};

// Thread-safe, and safe with several servers on one folder.
class Store {
  public:
    virtual ~Store() = default;
    virtual std::unique_ptr<Writer> write(std::uint64_t limit_bytes) = 0;
    virtual std::optional<Content> open(const ContentHash& hash) const = 0;
    // Whether it was there. For what must go at once (erasing a person); sweep() takes the rest.
    virtual bool remove(const ContentHash& hash) = 0;

    // Removes contents that nothing refers to and that were last stored before `older_than` (a day
    // ago: a row that refers to a new content may not be committed yet). Returns how many went.
    virtual std::size_t sweep(Timestamp older_than,
                              const std::function<bool(const ContentHash&)>& is_referenced) = 0;

    StoredFile put(std::string_view bytes, std::uint64_t limit_bytes);
    StoredFile put_file(const std::filesystem::path& path, std::uint64_t limit_bytes);
};

// <folder>/ab/cdef…, files in the making in <folder>/incoming.
class FolderStore final : public Store {
  public:
    // Makes the folder (mode 0700) and forgets uploads that a crash left half-way more than a day
    // ago.
    explicit FolderStore(std::filesystem::path folder);

    std::unique_ptr<Writer> write(std::uint64_t limit_bytes) override;
    std::optional<Content> open(const ContentHash& hash) const override;
    bool remove(const ContentHash& hash) override;
    std::size_t sweep(Timestamp older_than,
                      const std::function<bool(const ContentHash&)>& is_referenced) override;

  private:
    std::filesystem::path folder_;
};

} // namespace files
