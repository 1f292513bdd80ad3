// The keys that protect secrets at rest, and where they come from.
#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace crypto {

inline constexpr std::size_t master_key_bytes = 32;
inline constexpr std::size_t master_keys_limit = 16;

// Wiped when it goes.
class MasterKey {
  public:
    // Exactly 32 bytes.
    explicit MasterKey(std::string_view key);
    MasterKey(const MasterKey&) = default;
    MasterKey& operator=(const MasterKey&) = default;
    ~MasterKey();

    static MasterKey random();

    const unsigned char* data() const { return key_.data(); }
    // Four bytes derived from the key: tells ciphertexts which key opens them and says nothing
    // about it.
    std::string id() const;

  private:
    std::array<unsigned char, master_key_bytes> key_{};
};

// Oldest first; the last one encrypts, all of them decrypt.
using MasterKeys = std::vector<MasterKey>;

// Keys as base64, parted by white space or commas, as in the file and in SOCIALFLOW_MASTER_KEY.
// Throws std::runtime_error that says what is wrong, never the key itself: none, more than 16, one
// that is not 32 bytes, one twice.
MasterKeys parse_master_keys(std::string_view text);

// Reads the file, or makes it with one random key when there is none: mode 0600, written and synced
// to disk in full before it takes its name, so that a crash leaves no half of one and of two
// servers that start at once both read the same. Refuses (std::runtime_error) a file that others
// may read, and one that is no plain file.
MasterKeys load_or_create_master_keys(const std::filesystem::path& file);

// Adds a new key as the last line, in the same safe way, and returns all. Old ones stay until every
// secret has been sealed again.
MasterKeys add_master_key(const std::filesystem::path& file);

} // namespace crypto
