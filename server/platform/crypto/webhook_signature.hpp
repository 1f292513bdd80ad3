// Webhooks are signed and checked as https://www.standardwebhooks.com says, in both directions.
#pragma once
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace crypto {

// How far the sender's clock may differ from ours; also how long a caught message could be played
// again, so a receiver remembers the ids at least that long.
inline constexpr std::chrono::minutes webhook_tolerance{5};

// "whsec_" and base64 of 24 to 64 random bytes.
class WebhookSecret {
  public:
    static WebhookSecret make();
    // nullopt unless it has exactly that form.
    static std::optional<WebhookSecret> parse(std::string_view text);

    const std::string& text() const { return text_; }
    const std::string& key() const { return key_; }

  private:
    WebhookSecret(std::string_view text, std::string_view key) : text_(text), key_(key) {}

    std::string text_;
    std::string key_;
};

// The three headers of a message.
struct WebhookHeaders {
    std::string id;        // webhook-id: also the idempotency key
    std::string timestamp; // webhook-timestamp: Unix seconds
    std::string signature; // webhook-signature: "v1,…", several parted by blanks
};

inline constexpr std::size_t webhook_id_limit_bytes = 256;

// Signs with each of the secrets, so that a receiver may change to a new one without losing a
// message. std::logic_error for an id that is empty, too long or holds anything but printable ASCII
// without blank and point, and for no secret.
WebhookHeaders sign_webhook(std::span<const WebhookSecret> secrets, std::string_view id,
                            Timestamp now, std::string_view body);

enum class WebhookVerdict {
    authentic,
    malformed,       // a header is missing or is not what the standard says
    too_old,         // more than the tolerance behind `now`
    too_new,         // more than the tolerance ahead
    wrong_signature, // none of the signatures fits one of the secrets
};

// `body` is what came over the wire, byte for byte. At most 16 signatures are looked at.
WebhookVerdict verify_webhook(std::span<const WebhookSecret> secrets, const WebhookHeaders& headers,
                              std::string_view body, Timestamp now);

} // namespace crypto
