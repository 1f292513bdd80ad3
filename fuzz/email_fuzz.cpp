// Addresses: whatever is accepted must come back the same when it is normalised again.
#include <cstdint>
#include <cstdlib>

#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    const auto normalised = text::normalise_email(typed);
    if (!normalised) return 0;
    const bool sound = text::is_storable(*normalised)
                       && normalised->size() <= text::email_limit_bytes
                       && text::normalise_email(*normalised) == normalised;
    if (!sound) std::abort();
    return 0;
}
