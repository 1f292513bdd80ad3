#include "platform/crypto/attestation_object.hpp"

#include "platform/crypto/cbor.hpp"

namespace crypto {
namespace {

// One member; false for one that is unknown or stands there twice.
bool read_member(CborReader& reader, AttestationObject& object) {
    const auto name = reader.string(CborMajor::text_string);
    if (name == "fmt" && object.format.empty()) {
        object.format = reader.string(CborMajor::text_string).value_or("");
        return !object.format.empty();
    }
    if (name == "authData" && object.authenticator_data.empty()) {
        object.authenticator_data = reader.string(CborMajor::byte_string).value_or("");
        return !object.authenticator_data.empty();
    }
    if (name == "attStmt" && object.statement.empty()) {
        const auto from = reader.rest();
        if (!reader.skip_item(2)) return false; // itself inside a map
        object.statement = from.substr(0, from.size() - reader.rest().size());
        return true;
    }
    return false;
}

} // namespace

std::optional<AttestationObject> read_attestation_object(std::string_view cbor) {
    if (cbor.size() > attestation_object_limit_bytes) return std::nullopt;
    CborReader reader(cbor);
    const auto head = reader.head();
    if (!head || head->major != CborMajor::map || head->argument != 3) return std::nullopt;
    AttestationObject object;
    for (int member = 0; member < 3; ++member)
        if (!read_member(reader, object)) return std::nullopt;
    if (!reader.rest().empty()) return std::nullopt;
    return object;
}

} // namespace crypto
