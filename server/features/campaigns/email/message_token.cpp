#include "features/campaigns/email/message_token.hpp"

#include <cstring>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"

namespace campaigns {
namespace {

constexpr std::size_t id_bytes = 16, signature_bytes = 16;

std::string bytes_of(const Uuid& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string signature_of(const crypto::SecretBox& box, LinkPurpose purpose,
                         std::string_view content, std::string_view url) {
    std::string message(1, static_cast<char>(purpose));
    message.append(content).append(url);
    return box.keyed_hash("message link", message).substr(0, signature_bytes);
}

} // namespace

std::string make_message_token(const crypto::SecretBox& box, LinkPurpose purpose,
                               const MessageLink& link, std::string_view url) {
    const auto content = bytes_of(link.project_id) + bytes_of(link.execution_id);
    return crypto::to_base64url(content + signature_of(box, purpose, content, url));
}

std::optional<MessageLink> read_message_token(const crypto::SecretBox& box, LinkPurpose purpose,
                                              std::string_view token, std::string_view url) {
    const auto bytes = crypto::from_base64url(token);
    if (!bytes || bytes->size() != 2 * id_bytes + signature_bytes) return std::nullopt;
    const auto content = std::string_view(*bytes).substr(0, 2 * id_bytes);
    if (!crypto::equal_in_constant_time(signature_of(box, purpose, content, url),
                                        std::string_view(*bytes).substr(2 * id_bytes)))
        return std::nullopt;
    MessageLink link;
    std::memcpy(link.project_id.bytes.data(), content.data(), id_bytes);
    std::memcpy(link.execution_id.bytes.data(), content.data() + id_bytes, id_bytes);
    return link;
}

} // namespace campaigns
