#include "platform/crypto/master_keys.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/crypto/tokens.hpp"

namespace crypto {
namespace {

constexpr std::size_t file_limit_bytes = 4096;

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
    throw std::system_error(errno, std::generic_category(),
                            fmt::format("master key {}: {}", file.string(), what));
}

class FileDescriptor {
  public:
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor() {
        if (number_ >= 0) ::close(number_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

void refuse_unless_private(const FileDescriptor& descriptor, const std::filesystem::path& file) {
    struct stat status{};
    if (::fstat(descriptor.number(), &status) != 0) fail(file, "cannot look at it");
    if (!S_ISREG(status.st_mode))
        throw std::runtime_error(fmt::format("master key {}: not a plain file", file.string()));
    if ((status.st_mode & 077) != 0)
        throw std::runtime_error(
            fmt::format("master key {}: others may read it; chmod 600 it and, if they could have, "
                        "add a new key",
                        file.string()));
}

std::string read_private(const FileDescriptor& descriptor, const std::filesystem::path& file) {
    refuse_unless_private(descriptor, file);
    std::string text(file_limit_bytes + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        const auto count = ::read(descriptor.number(), text.data() + size, text.size() - size);
        if (count < 0) fail(file, "cannot read it");
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    if (size > file_limit_bytes)
        throw std::runtime_error(fmt::format("master key {}: too large", file.string()));
    text.resize(size);
    return text;
}

void sync_folder(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.is_open() || ::fsync(descriptor.number()) != 0)
        fail(file, "cannot sync its folder");
}

// A complete file beside the wanted one, under a name nobody else has.
std::filesystem::path write_beside(const std::filesystem::path& file, std::string_view text) {
    const auto temporary = file.string() + '.' + to_hex(random_bytes(8));
    const FileDescriptor descriptor(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!descriptor.is_open()) fail(file, "cannot write beside it");
    const bool written =
        ::write(descriptor.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size())
        && ::fsync(descriptor.number()) == 0;
    if (written) return temporary;
    const int why = errno;
    ::unlink(temporary.c_str());
    errno = why;
    fail(file, "cannot write it");
}

std::string as_line(const MasterKey& key) {
    return to_base64({reinterpret_cast<const char*>(key.data()), master_key_bytes}) + '\n';
}

// link() refuses to replace: of two servers that start at once, one makes the file and both read
// it.
void create(const std::filesystem::path& file) {
    const auto temporary = write_beside(file, as_line(MasterKey::random()));
    const bool linked = ::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST;
    const int why = errno;
    ::unlink(temporary.c_str());
    errno = why;
    if (!linked) fail(file, "cannot create it");
    sync_folder(file);
}

MasterKeys load(const std::filesystem::path& file) {
    const FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor.is_open()) fail(file, "cannot open it");
    return parse_master_keys(read_private(descriptor, file));
}

} // namespace

MasterKey::MasterKey(std::string_view key) {
    if (key.size() != master_key_bytes) throw std::runtime_error("a master key is 32 bytes");
    std::copy(key.begin(), key.end(), key_.begin());
}

MasterKey::~MasterKey() {
    sodium_memzero(key_.data(), key_.size());
}

MasterKey MasterKey::random() {
    return MasterKey(random_bytes(master_key_bytes));
}

std::string MasterKey::id() const {
    constexpr std::string_view purpose = "socialflow master key id";
    std::string out(crypto_generichash_BYTES_MIN, '\0');
    crypto_generichash(bytes(out), out.size(), bytes(purpose), purpose.size(), key_.data(),
                       key_.size());
    out.resize(4);
    return out;
}

MasterKeys parse_master_keys(std::string_view text) {
    MasterKeys keys;
    constexpr std::string_view separators = " \t\r\n,";
    for (std::size_t at = text.find_first_not_of(separators); at != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(separators, at), text.size());
        const auto key = from_base64(text.substr(at, end - at));
        if (!key || key->size() != master_key_bytes)
            throw std::runtime_error(
                fmt::format("master key {}: not 32 bytes in base64", keys.size() + 1));
        keys.emplace_back(*key);
        at = text.find_first_not_of(separators, end);
    }
    if (keys.empty()) throw std::runtime_error("master keys: there is none");
    if (keys.size() > master_keys_limit) throw std::runtime_error("master keys: more than 16");
    for (auto a = keys.begin(); a != keys.end(); ++a)
        for (auto b = std::next(a); b != keys.end(); ++b)
            if (a->id() == b->id()) throw std::runtime_error("master keys: one stands there twice");
    return keys;
}

MasterKeys load_or_create_master_keys(const std::filesystem::path& file) {
    if (::access(file.c_str(), F_OK) != 0 && errno == ENOENT) create(file);
    return load(file);
}

MasterKeys add_master_key(const std::filesystem::path& file) {
    auto keys = load(file);
    if (keys.size() == master_keys_limit) throw std::runtime_error("master keys: 16 is the most");
    keys.push_back(MasterKey::random());
    std::string text;
    for (const auto& key : keys) text += as_line(key);
    const auto temporary = write_beside(file, text);
    if (::rename(temporary.c_str(), file.c_str()) != 0) fail(file, "cannot replace it");
    sync_folder(file);
    return keys;
}

} // namespace crypto
