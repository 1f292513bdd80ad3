// Secrets at rest: SMTP passwords, OAuth tokens, TOTP secrets.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/uuid.hpp"
#include "platform/crypto/master_keys.hpp"

namespace crypto {

// Where a secret is stored. It is sealed to this place: moved to another row or column, it does not
// open.
struct SecretPlace {
    Uuid project; // nil for what belongs to no project
    std::string_view table;
    std::string_view column;
    Uuid row;
};

// What does not open: a key that is gone, bytes that were changed, another place. The message names
// the place, never the content.
struct SecretUnreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline constexpr std::size_t secret_limit_bytes = 64 * 1024;

// XChaCha20-Poly1305 with a random nonce. Sealed bytes: version 1 (1 byte), key id (4), nonce (24),
// ciphertext with its tag (16 more than the secret); version, key id and place are authenticated.
// Any thread.
class SecretBox {
  public:
    // The last key seals, each opens. At least one.
    explicit SecretBox(MasterKeys keys);

    // At most 64 KiB; std::logic_error above.
    std::string seal(std::string_view secret, const SecretPlace& place) const;

    // Throws SecretUnreadable.
    std::string open(std::string_view sealed, const SecretPlace& place) const;

    // 32 bytes that only who has the master key can make: signatures of our own links, and hashes
    // of addresses that nobody can guess back. `purpose` keeps one use from serving as another. By
    // the oldest key: adding one changes no hash.
    std::string keyed_hash(std::string_view purpose, std::string_view message) const;

    // Sealed with another key than the newest: open and seal again, then the old key can go.
    bool needs_resealing(std::string_view sealed) const;

  private:
    MasterKeys keys_;
};

} // namespace crypto
