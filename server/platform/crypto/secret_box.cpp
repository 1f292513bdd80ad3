#include "platform/crypto/secret_box.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/crypto/sodium.hpp"
#include "platform/crypto/tokens.hpp"

namespace crypto {
namespace {

constexpr char version = 1;
constexpr std::size_t key_id_bytes = 4;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_bytes = 1 + key_id_bytes;
constexpr std::size_t overhead_bytes = head_bytes + nonce_bytes + tag_bytes;

std::string_view view(const Uuid& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

// Each part with its length before it, so that no two places make the same bytes.
std::string authenticated_data(std::string_view head, const SecretPlace& place) {
    std::string out(head);
    for (const auto part : {view(place.project), place.table, place.column, view(place.row)}) {
        if (part.size() > 255)
            throw std::logic_error("secret box: a name of a place is longer than 255 bytes");
        out += static_cast<char>(part.size());
        out += part;
    }
    return out;
}

std::string blake2b(std::string_view key, std::string_view message) {
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash(bytes(hash), hash.size(), bytes(message), message.size(), bytes(key),
                       key.size());
    return hash;
}

[[noreturn]] void refuse(const SecretPlace& place, std::string_view why) {
    throw SecretUnreadable(fmt::format("secret {}.{} of row {}: {}", place.table, place.column,
                                       place.row.text(), why));
}

} // namespace

SecretBox::SecretBox(MasterKeys keys) : keys_(std::move(keys)) {
    if (keys_.empty()) throw std::logic_error("secret box: no key");
    start_sodium();
}

std::string SecretBox::seal(std::string_view secret, const SecretPlace& place) const {
    if (secret.size() > secret_limit_bytes) throw std::logic_error("secret box: above 64 KiB");
    const auto& key = keys_.back();
    const auto head = version + key.id();
    const auto nonce = random_bytes(nonce_bytes);
    const auto data = authenticated_data(head, place);
    std::string ciphertext(secret.size() + tag_bytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(ciphertext), nullptr, bytes(secret),
                                               secret.size(), bytes(data), data.size(), nullptr,
                                               bytes(nonce), key.data());
    return head + nonce + ciphertext;
}

std::string SecretBox::open(std::string_view sealed, const SecretPlace& place) const {
    if (sealed.size() < overhead_bytes || sealed.size() > secret_limit_bytes + overhead_bytes)
        refuse(place, "not a sealed secret");
    if (sealed.front() != version) refuse(place, "sealed by a newer version");
    const auto head = sealed.substr(0, head_bytes);
    const auto key = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const MasterKey& one) { return one.id() == head.substr(1); });
    if (key == keys_.end()) refuse(place, "its master key is not here");
    const auto nonce = sealed.substr(head_bytes, nonce_bytes);
    const auto ciphertext = sealed.substr(head_bytes + nonce_bytes);
    const auto data = authenticated_data(head, place);
    std::string secret(ciphertext.size() - tag_bytes, '\0');
    const int outcome = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes(secret), nullptr, nullptr, bytes(ciphertext), ciphertext.size(), bytes(data),
        data.size(), bytes(nonce), key->data());
    if (outcome != 0) refuse(place, "changed, or moved from another place");
    return secret;
}

std::string SecretBox::keyed_hash(std::string_view purpose, std::string_view message) const {
    const std::string_view master(reinterpret_cast<const char*>(keys_.front().data()),
                                  master_key_bytes);
    return blake2b(blake2b(master, "keyed hash: " + std::string(purpose)), message);
}

bool SecretBox::needs_resealing(std::string_view sealed) const {
    return sealed.size() < head_bytes || sealed.front() != version
           || sealed.substr(1, key_id_bytes) != keys_.back().id();
}

} // namespace crypto
