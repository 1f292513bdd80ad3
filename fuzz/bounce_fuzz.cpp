// Mails that strangers send to the mailbox of bounces: whatever they are, what is taken from them
// can be stored and shown, and names nobody.
#include "features/campaigns/email/bounce.hpp"
#include "fuzz.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bounce = campaigns::parse_bounce(fuzz::text_of(data, size));
    if (!bounce) return 0;
    fuzz::require(text::is_storable(bounce->status) && text::is_storable(bounce->detail));
    fuzz::require(bounce->status.size() <= 60 && bounce->detail.size() <= 1200);
    fuzz::require(bounce->detail.find('@') == std::string::npos);
    fuzz::require(bounce->detail.find_first_of("\r\n") == std::string::npos);
    return 0;
}
