// Words that carry bytes or a signature: one spelling each, and nobody makes one up.
#include "features/crm/tracking/tracking_link.hpp"
#include "fuzz.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/recovery_codes.hpp"
#include "platform/crypto/tokens.hpp"
#include "platform/crypto/totp.hpp"
#include "platform/crypto/webhook_signature.hpp"

namespace {

void as_bytes(std::string_view input) {
    using namespace crypto;
    if (const auto bytes = from_base64(input)) fuzz::require(to_base64(*bytes) == input);
    if (const auto bytes = from_base64url(input)) fuzz::require(to_base64url(*bytes) == input);
    if (const auto bytes = from_hex(input)) fuzz::require(from_hex(to_hex(*bytes)) == bytes);
    if (const auto bytes = from_base32(input))
        fuzz::require(from_base32(to_base32(*bytes)) == bytes);
    fuzz::require(from_base64(to_base64(input)) == input);
    fuzz::require(from_base64url(to_base64url(input)) == input);
    fuzz::require(from_base32(to_base32(input)) == input);
    if (const auto id = Uuid::parse(input)) fuzz::require(Uuid::parse(id->text()) == id);
}

void as_tracking_token(std::string_view input) {
    static const crypto::SecretBox box(
        {crypto::MasterKey(std::string(crypto::master_key_bytes, 'k'))});
    static const Uuid project{.bytes = {1}};
    static const auto now = *parse_timestamp("2030-01-07T09:00:00Z");
    fuzz::require(!crm::read_tracking_token(box, project, input, now));
    fuzz::require(!crm::read_tracking_token(box, project, crypto::to_base64url(input), now));
    if (input.size() < 16) return;
    Uuid contact;
    std::copy_n(input.begin(), 16, contact.bytes.begin());
    const auto token = crm::make_tracking_token(box, project, contact, now);
    fuzz::require(crm::read_tracking_token(box, project, token, now) == contact);
}

void as_webhook(std::string_view input) {
    static const auto secret =
        *crypto::WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    static const auto now = *parse_timestamp("2030-01-07T09:00:00Z");
    const auto made = crypto::WebhookSecret::parse(input);
    if (made) fuzz::require(made->text() == input && made->key().size() >= 24);
    const crypto::WebhookHeaders headers{"message-1", "1893999600", std::string(input)};
    fuzz::require(crypto::verify_webhook({&secret, 1}, headers, "{}", now)
                  != crypto::WebhookVerdict::authentic);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    as_bytes(input);
    as_tracking_token(input);
    as_webhook(input);
    if (crypto::looks_like_token(input, crypto::api_key_prefix))
        fuzz::require(input.size()
                      == crypto::api_key_prefix.size() + crypto::token_random_characters);
    crypto::shown_part(input);
    crypto::recovery_code_hash(input);
    crypto::matching_totp_step("12345678901234567890", input, {}, std::nullopt);
    return 0;
}
