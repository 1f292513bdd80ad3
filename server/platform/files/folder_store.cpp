#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <system_error>

#include "platform/base/file_descriptor.hpp"
#include "platform/files/store.hpp"

namespace files {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

fs::path path_of(const fs::path& folder, const ContentHash& hash) {
    if (!is_content_hash(hash)) throw std::invalid_argument("no hash of a content: " + hash);
    return folder / hash.substr(0, 2) / hash.substr(2);
}

// A rename or a new name is only on the disk when the folder that holds it is.
void sync_folder(const fs::path& folder) {
    const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) fail(folder.string());
}

// Storing and removing exclude each other, over threads and servers alike: otherwise a content
// could go in the moment in which somebody stores it again. Held for a rename, never for the
// writing.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder)
        : file_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (!file_) fail((folder / "lock").string());
        while (::flock(file_.get(), LOCK_EX) != 0)
            if (errno != EINTR) fail((folder / "lock").string());
    }

  private:
    FileDescriptor file_; // closing it unlocks
};

std::optional<Timestamp> modified_at(const fs::path& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return std::nullopt;
    return Timestamp(std::chrono::seconds(found.st_mtim.tv_sec)
                     + std::chrono::microseconds(found.st_mtim.tv_nsec / 1000));
}

void remove_leftovers(const fs::path& incoming) {
    const auto yesterday = std::chrono::system_clock::now() - std::chrono::hours(24);
    for (const auto& entry : fs::directory_iterator(incoming)) {
        const auto modified = modified_at(entry.path());
        std::error_code gone_meanwhile; // another server on the folder cleans up too
        if (modified && *modified < yesterday) fs::remove(entry.path(), gone_meanwhile);
    }
}

class FolderWriter final : public Writer {
  public:
    FolderWriter(fs::path folder, std::uint64_t limit_bytes)
        : folder_(std::move(folder)), limit_bytes_(limit_bytes) {
        auto name = (folder_ / "incoming" / "XXXXXX").string();
        file_ = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
        if (!file_) fail(name);
        path_ = name;
        crypto_generichash_init(&hash_, nullptr, 0, crypto_generichash_BYTES);
    }
    ~FolderWriter() override {
        std::error_code left_for_the_next_start;
        if (!path_.empty()) fs::remove(path_, left_for_the_next_start);
    }

    void write(std::string_view piece) override {
        if (piece.size() > limit_bytes_ - stored_.size_bytes) throw TooLarge(limit_bytes_);
        stored_.size_bytes += piece.size();
        stored_.head.append(piece.substr(0, head_limit_bytes - stored_.head.size()));
        crypto_generichash_update(&hash_, reinterpret_cast<const unsigned char*>(piece.data()),
                                  piece.size());
        while (!piece.empty()) {
            const auto count = ::write(file_.get(), piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail("storing a file");
            piece.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    StoredFile finish() override {
        std::array<unsigned char, crypto_generichash_BYTES> digest{};
        crypto_generichash_final(&hash_, digest.data(), digest.size());
        for (const auto byte : digest) stored_.hash += fmt::format("{:02x}", byte);
        if (::fsync(file_.get()) != 0) fail("storing a file");
        file_.close();
        move_into_place();
        return stored_;
    }

  private:
    void move_into_place() {
        const auto place = path_of(folder_, stored_.hash);
        const FolderLock lock(folder_);
        // Known already: as young as new, so that no sweep takes it before its new owner is
        // committed.
        if (::utimensat(AT_FDCWD, place.c_str(), nullptr, 0) == 0) return;
        if (fs::create_directory(place.parent_path())) sync_folder(folder_);
        fs::rename(path_, place);
        path_.clear();
        sync_folder(place.parent_path());
    }

    fs::path folder_;
    std::uint64_t limit_bytes_;
    FileDescriptor file_;
    fs::path path_;
    crypto_generichash_state hash_{};
    StoredFile stored_;
};

} // namespace

FolderStore::FolderStore(fs::path folder) : folder_(std::move(folder)) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    fs::create_directories(folder_ / "incoming");
    fs::permissions(folder_, fs::perms::owner_all);
    remove_leftovers(folder_ / "incoming");
}

std::unique_ptr<Writer> FolderStore::write(std::uint64_t limit_bytes) {
    return std::make_unique<FolderWriter>(folder_, limit_bytes);
}

std::optional<Content> FolderStore::open(const ContentHash& hash) const {
    FileDescriptor file(::open(path_of(folder_, hash).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file && errno == ENOENT) return std::nullopt;
    struct stat found{};
    if (!file || ::fstat(file.get(), &found) != 0) fail("opening a stored file");
    return Content(std::move(file), static_cast<std::uint64_t>(found.st_size));
}

bool FolderStore::remove(const ContentHash& hash) {
    const auto path = path_of(folder_, hash);
    const FolderLock lock(folder_);
    return fs::remove(path);
}

std::size_t FolderStore::sweep(Timestamp older_than,
                               const std::function<bool(const ContentHash&)>& is_referenced) {
    std::size_t removed = 0;
    for (const auto& part : fs::directory_iterator(folder_)) {
        if (!part.is_directory()) continue;
        for (const auto& entry : fs::directory_iterator(part)) {
            const auto hash = part.path().filename().string() + entry.path().filename().string();
            const auto is_old = [&] {
                return modified_at(entry.path()).value_or(older_than) < older_than;
            };
            if (!is_content_hash(hash) || !is_old() || is_referenced(hash)) continue;
            const FolderLock lock(folder_);
            if (is_old() && fs::remove(entry.path()))
                ++removed; // unless it was stored again while we asked
        }
    }
    return removed;
}

} // namespace files
