#include "features/campaigns/email/envelope_sender.hpp"

#include <cstring>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"

namespace campaigns {
namespace {

constexpr std::size_t id_bytes = 16, signature_bytes = 9;
constexpr std::size_t token_characters = (id_bytes + signature_bytes) * 8 / 5; // base32
static_assert(longest_bounce_local + 1 + token_characters == text::email_local_limit_bytes);

std::string bytes_of(const Uuid& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string signature_of(const crypto::SecretBox& box, const Uuid& project_id,
                         std::string_view execution) {
    return box.keyed_hash("envelope sender", bytes_of(project_id) + std::string(execution))
        .substr(0, signature_bytes);
}

} // namespace

std::string make_envelope_sender(const crypto::SecretBox& box, std::string_view address,
                                 const MessageLink& link) {
    const auto [local, domain] = text::email_parts(address);
    const auto execution = bytes_of(link.execution_id);
    const auto token = crypto::to_base32(execution + signature_of(box, link.project_id, execution));
    return std::string(local) + "+" + text::to_lower_ascii(token) + "@" + std::string(domain);
}

std::optional<Uuid> read_envelope_sender(const crypto::SecretBox& box, std::string_view address,
                                         const Uuid& project_id) {
    const auto at = address.rfind('@');
    if (at == address.npos) return std::nullopt;
    const auto plus = address.rfind('+', at);
    if (plus == address.npos || at - plus - 1 != token_characters) return std::nullopt;
    const auto bytes = crypto::from_base32(address.substr(plus + 1, token_characters));
    if (!bytes || bytes->size() != id_bytes + signature_bytes) return std::nullopt;
    const auto execution = std::string_view(*bytes).substr(0, id_bytes);
    if (!crypto::equal_in_constant_time(signature_of(box, project_id, execution),
                                        std::string_view(*bytes).substr(id_bytes)))
        return std::nullopt;
    Uuid id;
    std::memcpy(id.bytes.data(), execution.data(), id_bytes);
    return id;
}

} // namespace campaigns
