#include "features/crm/tracking/tracking_link.hpp"

#include <cstring>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"

namespace crm {
namespace {

constexpr std::size_t end_bytes = 4, signature_bytes = 16;

std::string bytes_of(const Uuid& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

// Big-endian seconds since 1970.
std::string bytes_of(Timestamp instant) {
    const auto seconds = static_cast<std::uint32_t>(
        std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count());
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(seconds >> shift);
    return bytes;
}

std::string signature_of(const crypto::SecretBox& box, const Uuid& project_id,
                         std::string_view content) {
    return box.keyed_hash("tracking link", bytes_of(project_id) + std::string(content))
        .substr(0, signature_bytes);
}

} // namespace

std::string make_tracking_token(const crypto::SecretBox& box, const Uuid& project_id,
                                const Uuid& contact_id, Timestamp now) {
    const auto content = bytes_of(contact_id) + bytes_of(now + tracking_token_lives);
    return crypto::to_base64url(content + signature_of(box, project_id, content));
}

std::optional<Uuid> read_tracking_token(const crypto::SecretBox& box, const Uuid& project_id,
                                        std::string_view token, Timestamp now) {
    const auto bytes = crypto::from_base64url(token);
    Uuid contact_id;
    const auto content_bytes = contact_id.bytes.size() + end_bytes;
    if (!bytes || bytes->size() != content_bytes + signature_bytes) return std::nullopt;
    const auto content = std::string_view(*bytes).substr(0, content_bytes);
    if (!crypto::equal_in_constant_time(signature_of(box, project_id, content),
                                        std::string_view(*bytes).substr(content_bytes)))
        return std::nullopt;
    // Big-endian: compares as bytes do.
    if (content.substr(contact_id.bytes.size()) < bytes_of(now)) return std::nullopt;
    std::memcpy(contact_id.bytes.data(), content.data(), contact_id.bytes.size());
    return contact_id;
}

std::string with_tracking_token(std::string_view url, std::string_view token) {
    const auto fragment = std::min(url.find('#'), url.size());
    std::string made(url.substr(0, fragment));
    made += made.find('?') == made.npos ? '?' : '&';
    made += std::string(tracking_parameter) + '=' + std::string(token);
    made += url.substr(fragment);
    return made;
}

} // namespace crm
