#include "platform/crypto/attestation_object.hpp"

#include <cstdint>

namespace crypto {
namespace {

// CTAP 2.1, section 8: the canonical form nests at most four levels.
constexpr int depth_limit = 4;

enum class Major : unsigned {
    unsigned_integer,
    negative_integer,
    byte_string,
    text_string,
    array,
    map,
    tag,
    simple
};

struct Head {
    Major major;
    std::uint64_t argument; // a value, a length or a count
};

// From left to right; each step says whether it found what it expected. Every item takes a byte at
// least, so the work is bounded by the size whatever the counts promise.
class CborReader {
  public:
    explicit CborReader(std::string_view rest) : rest_(rest) {}

    std::string_view rest() const { return rest_; }

    std::optional<Head> head() {
        if (rest_.empty()) return std::nullopt;
        const auto first = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        const auto major = static_cast<Major>(first >> 5);
        const unsigned info = first & 31U;
        if (info < 24) return Head{major, info};
        if (info > 27) return std::nullopt; // reserved, or an indefinite length
        const std::size_t size = std::size_t{1} << (info - 24);
        if (rest_.size() < size) return std::nullopt;
        std::uint64_t argument = 0;
        for (std::size_t i = 0; i < size; ++i)
            argument = argument << 8 | static_cast<unsigned char>(rest_[i]);
        rest_.remove_prefix(size);
        return Head{major, argument};
    }

    std::optional<std::string_view> string(Major wanted) {
        const auto found = head();
        if (!found || found->major != wanted || found->argument > rest_.size()) return std::nullopt;
        const auto content = rest_.substr(0, static_cast<std::size_t>(found->argument));
        rest_.remove_prefix(content.size());
        return content;
    }

    bool skip(int depth) {
        const auto before = rest_;
        const auto found = head();
        if (!found || depth > depth_limit) return false;
        switch (found->major) {
            case Major::unsigned_integer:
            case Major::negative_integer:
            case Major::simple:
                return true;
            case Major::byte_string:
            case Major::text_string:
                rest_ = before;
                return string(found->major).has_value();
            case Major::array:
                return skip_items(found->argument, depth);
            case Major::map:
                return found->argument <= rest_.size() && skip_items(2 * found->argument, depth);
            case Major::tag:
                return false;
        }
        return false;
    }

  private:
    bool skip_items(std::uint64_t count, int depth) {
        for (; count > 0; --count)
            if (!skip(depth + 1)) return false;
        return true;
    }

    std::string_view rest_;
};

// One member; false for one that is unknown or stands there twice.
bool read_member(CborReader& reader, AttestationObject& object) {
    const auto name = reader.string(Major::text_string);
    if (name == "fmt" && object.format.empty()) {
        object.format = reader.string(Major::text_string).value_or("");
        return !object.format.empty();
    }
    if (name == "authData" && object.authenticator_data.empty()) {
        object.authenticator_data = reader.string(Major::byte_string).value_or("");
        return !object.authenticator_data.empty();
    }
    if (name == "attStmt" && object.statement.empty()) {
        const auto from = reader.rest();
        if (!reader.skip(2)) return false; // itself inside a map
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
    if (!head || head->major != Major::map || head->argument != 3) return std::nullopt;
    AttestationObject object;
    for (int member = 0; member < 3; ++member)
        if (!read_member(reader, object)) return std::nullopt;
    if (!reader.rest().empty()) return std::nullopt;
    return object;
}

} // namespace crypto
