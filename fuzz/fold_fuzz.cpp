// Search folding: always valid text, and folding it again changes nothing.
#include "fuzz.hpp"
#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto once = text::fold(fuzz::text_of(data, size));
    fuzz::require(text::is_valid_utf8(once) && once.size() <= 18 * size);
    fuzz::require(text::fold(once) == once);
    return 0;
}
