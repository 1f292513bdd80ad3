#include "platform/crypto/webauthn_data.hpp"

#include <boost/json.hpp>

#include "platform/base/refusal.hpp"
#include "platform/crypto/cbor.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hmac.hpp"

namespace crypto {
namespace {

constexpr std::size_t client_data_limit_bytes = 4096;
constexpr std::size_t authenticator_data_limit_bytes = 4096;
constexpr std::size_t credential_id_limit_bytes = 1023; // Level 3, 7.1
constexpr std::size_t head_bytes = 37;

std::string_view member(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

AuthenticatorHead read_head(std::string_view data) {
    require(data.size() >= head_bytes && data.size() <= authenticator_data_limit_bytes,
            "authenticator data: wrong size");
    const auto flags = static_cast<unsigned char>(data[32]);
    std::uint32_t count = 0;
    for (std::size_t i = 33; i < head_bytes; ++i)
        count = count << 8 | static_cast<unsigned char>(data[i]);
    return {.party_id_hash = data.substr(0, 32),
            .user_present = (flags & 0x01) != 0,
            .user_verified = (flags & 0x04) != 0,
            .can_be_backed_up = (flags & 0x08) != 0,
            .backed_up = (flags & 0x10) != 0,
            .has_credential = (flags & 0x40) != 0,
            .has_extensions = (flags & 0x80) != 0,
            .sign_count = count};
}

void check_head(const AuthenticatorHead& head, const RelyingParty& party,
                UserVerification verification) {
    require(equal_in_constant_time(head.party_id_hash, sha256(party.id)),
            "authenticator data: made for another site");
    require(head.user_present, "authenticator data: nobody was present");
    require(head.user_verified || verification == UserVerification::preferred,
            "authenticator data: the person was not verified");
    require(head.can_be_backed_up || !head.backed_up,
            "authenticator data: backed up and yet cannot be");
}

// What libfido2 is given to read behind the head: the key of a new credential and the extensions,
// in bounded CBOR.
void check_rest(std::string_view rest, const AuthenticatorHead& head) {
    int items = head.has_extensions ? 1 : 0;
    if (head.has_credential) {
        constexpr std::size_t aaguid_bytes = 16;
        require(rest.size() >= aaguid_bytes + 2, "authenticator data: cut short");
        rest.remove_prefix(aaguid_bytes);
        const auto size = static_cast<std::size_t>(static_cast<unsigned char>(rest[0])) << 8
                          | static_cast<unsigned char>(rest[1]);
        require(size >= 1 && size <= credential_id_limit_bytes, "credential id: 1 to 1023 bytes");
        require(rest.size() >= 2 + size, "authenticator data: cut short");
        rest.remove_prefix(2 + size);
        ++items;
    }
    require(is_cbor_sequence(rest, items),
            "authenticator data: not the CBOR that its flags promise");
}

} // namespace

void refuse_passkey(const char* why) {
    throw Refusal("passkey_refused", why);
}

void check_client_data(const RelyingParty& party, std::string_view challenge, std::string_view json,
                       std::string_view type) {
    require(json.size() <= client_data_limit_bytes, "client data: too large");
    boost::system::error_code error;
    const auto value = boost::json::parse(json, error);
    const auto* object = error ? nullptr : value.if_object();
    require(object != nullptr, "client data: not a JSON object");
    require(member(*object, "type") == type, "client data: made for another ceremony");
    const auto answered = from_base64url(member(*object, "challenge"));
    require(answered && equal_in_constant_time(*answered, challenge),
            "client data: not the challenge");
    require(member(*object, "origin") == party.origin, "client data: another origin");
    const auto* cross_origin = object->if_contains("crossOrigin");
    require(!cross_origin || *cross_origin == false, "client data: made inside another site");
}

AuthenticatorHead check_authenticator_data(const RelyingParty& party, std::string_view data,
                                           UserVerification verification) {
    const auto head = read_head(data);
    check_head(head, party, verification);
    check_rest(data.substr(head_bytes), head);
    return head;
}

} // namespace crypto
