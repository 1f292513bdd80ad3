#include "features/integrations/webhook_secrets.hpp"

#include "platform/crypto/encoding.hpp"

namespace integrations {
namespace {

// The secret before a rotation keeps its place: the column moves, the bytes do not.
crypto::SecretPlace place_of(const Uuid& project_id, const Uuid& endpoint_id) {
    return {.project = project_id,
            .table = "webhook_endpoints",
            .column = "secret_sealed",
            .row = endpoint_id};
}

} // namespace

std::string seal_secret(const crypto::SecretBox& box, const Uuid& project_id,
                        const Uuid& endpoint_id, const crypto::WebhookSecret& secret) {
    return crypto::to_base64url(box.seal(secret.text(), place_of(project_id, endpoint_id)));
}

crypto::WebhookSecret open_secret(const crypto::SecretBox& box, const Uuid& project_id,
                                  const Uuid& endpoint_id, const std::string& sealed) {
    const auto bytes = crypto::from_base64url(sealed);
    if (!bytes) throw crypto::SecretUnreadable("webhook_endpoints.secret_sealed is not base64url");
    const auto secret =
        crypto::WebhookSecret::parse(box.open(*bytes, place_of(project_id, endpoint_id)));
    if (!secret) throw crypto::SecretUnreadable("webhook_endpoints.secret_sealed holds no secret");
    return *secret;
}

} // namespace integrations
