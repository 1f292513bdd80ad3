#include "platform/crypto/webhook_signature.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <vector>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"
#include "platform/crypto/tokens.hpp"

using namespace std::chrono;

namespace crypto {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::string_view signature_prefix = "v1,";
constexpr std::size_t signatures_limit = 16;
constexpr std::size_t timestamp_limit_digits = 12; // some 31,000 years

// A point would let an id and a timestamp be parted in two ways.
bool is_id(std::string_view id) {
    const auto fits = [](char c) { return c > ' ' && c <= '~' && c != '.'; };
    return !id.empty() && id.size() <= webhook_id_limit_bytes
           && std::all_of(id.begin(), id.end(), fits);
}

std::optional<sys_seconds> read_timestamp(std::string_view text) {
    if (text.empty() || text.size() > timestamp_limit_digits || text.front() == '-')
        return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return sys_seconds(seconds(value));
}

std::string signature_of(const WebhookSecret& secret, std::string_view id,
                         std::string_view timestamp, std::string_view body) {
    std::string message;
    message.reserve(id.size() + timestamp.size() + body.size() + 2);
    message.append(id).append(1, '.').append(timestamp).append(1, '.').append(body);
    return hmac_sha256(secret.key(), message);
}

// Every one of the secrets is tried on every signature: the time says nothing about which fitted.
bool fits_a_secret(std::span<const std::string> expected, std::string_view signature) {
    if (!signature.starts_with(signature_prefix)) return false; // v1a and later versions: not ours
    const auto given = from_base64(signature.substr(signature_prefix.size()));
    if (!given) return false;
    bool fits = false;
    for (const auto& one : expected) fits |= equal_in_constant_time(one, *given);
    return fits;
}

} // namespace

WebhookSecret WebhookSecret::make() {
    const auto key = random_bytes(32);
    std::string text(secret_prefix);
    text += to_base64(key);
    return {text, key};
}

std::optional<WebhookSecret> WebhookSecret::parse(std::string_view text) {
    if (!text.starts_with(secret_prefix)) return std::nullopt;
    const auto key = from_base64(text.substr(secret_prefix.size()));
    if (!key || key->size() < 24 || key->size() > 64) return std::nullopt;
    return WebhookSecret(text, *key);
}

WebhookHeaders sign_webhook(std::span<const WebhookSecret> secrets, std::string_view id,
                            Timestamp now, std::string_view body) {
    if (!is_id(id)) throw std::logic_error("webhook: an id that the standard does not allow");
    if (secrets.empty() || secrets.size() > signatures_limit)
        throw std::logic_error("webhook: one to 16 secrets");
    WebhookHeaders headers{
        std::string(id), std::to_string(floor<seconds>(now).time_since_epoch().count()), {}};
    for (const auto& secret : secrets) {
        if (!headers.signature.empty()) headers.signature += ' ';
        headers.signature += signature_prefix;
        headers.signature += to_base64(signature_of(secret, id, headers.timestamp, body));
    }
    return headers;
}

WebhookVerdict verify_webhook(std::span<const WebhookSecret> secrets, const WebhookHeaders& headers,
                              std::string_view body, Timestamp now) {
    const auto sent = read_timestamp(headers.timestamp);
    if (!sent || !is_id(headers.id) || headers.signature.empty()) return WebhookVerdict::malformed;
    if (*sent < now - webhook_tolerance) return WebhookVerdict::too_old;
    if (*sent > now + webhook_tolerance) return WebhookVerdict::too_new;
    std::vector<std::string> expected;
    for (const auto& secret : secrets)
        expected.push_back(signature_of(secret, headers.id, headers.timestamp, body));
    std::string_view rest = headers.signature;
    for (std::size_t count = 0; count < signatures_limit && !rest.empty(); ++count) {
        const auto one = rest.substr(0, rest.find(' '));
        if (fits_a_secret(expected, one)) return WebhookVerdict::authentic;
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    return WebhookVerdict::wrong_signature;
}

} // namespace crypto
