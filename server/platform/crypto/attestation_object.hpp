// The outer shell of what navigator.credentials.create() returns: a CBOR map (RFC 8949) of three
// members.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace crypto {

inline constexpr std::size_t attestation_object_limit_bytes = 16 * 1024;

// Views into the bytes read.
struct AttestationObject {
    std::string_view format;             // "none"
    std::string_view statement;          // one CBOR item, not looked into
    std::string_view authenticator_data; // not looked into
};

// nullopt for what is not in the subset of cbor.hpp, for a member that is missing, twice or
// unknown, for bytes left over and above the limit.
std::optional<AttestationObject> read_attestation_object(std::string_view cbor);

} // namespace crypto
