// Addresses: whatever is accepted must come back the same when it is normalised again.
#include "fuzz.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto normalised = text::normalise_email(fuzz::text_of(data, size));
    if (!normalised) return 0;
    fuzz::require(text::is_storable(*normalised));
    fuzz::require(normalised->size() <= text::email_limit_bytes);
    fuzz::require(text::normalise_email(*normalised) == normalised);
    return 0;
}
