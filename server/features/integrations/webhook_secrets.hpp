// Signing secrets at rest.
#pragma once
#include <string>

#include "platform/base/uuid.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/crypto/webhook_signature.hpp"

namespace integrations {

// As stored in webhook_endpoints.secret_sealed, bound to its project and endpoint.
std::string seal_secret(const crypto::SecretBox& box, const Uuid& project_id,
                        const Uuid& endpoint_id, const crypto::WebhookSecret& secret);

// Throws crypto::SecretUnreadable when the master key is not the one it was sealed with.
crypto::WebhookSecret open_secret(const crypto::SecretBox& box, const Uuid& project_id,
                                  const Uuid& endpoint_id, const std::string& sealed);

} // namespace integrations
