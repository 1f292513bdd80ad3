// The subset of CBOR (RFC 8949) that CTAP2 allows: definite lengths, integers, byte and text
// strings, arrays, maps and simple values, nested four deep. libfido2 reads what matters inside;
// but its CBOR library allocates what a count promises, so strangers' bytes pass through here
// first.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace crypto {

// CTAP 2.1, section 8.
inline constexpr int cbor_depth_limit = 4;

enum class CborMajor : unsigned {
    unsigned_integer,
    negative_integer,
    byte_string,
    text_string,
    array,
    map,
    tag,
    simple
};

struct CborHead {
    CborMajor major;
    std::uint64_t argument; // a value, a length or a count
};

// From left to right; each step says whether it found what it expected. Every item takes a byte at
// least, so the work is bounded by the size whatever the counts promise.
class CborReader {
  public:
    explicit CborReader(std::string_view bytes) : rest_(bytes) {}

    // What was not read yet.
    std::string_view rest() const { return rest_; }

    // The beginning of an item. nullopt at the end and for an indefinite length.
    std::optional<CborHead> head();

    // A byte or text string, whichever is wanted.
    std::optional<std::string_view> string(CborMajor wanted);

    // Passes over one item of the subset that stands at this depth (1: outside of everything).
    bool skip_item(int depth = 1);

  private:
    bool skip_items(std::uint64_t count, int depth);

    std::string_view rest_;
};

// Whether the bytes are exactly so many items of the subset, one after the other.
bool is_cbor_sequence(std::string_view bytes, int items);

} // namespace crypto
