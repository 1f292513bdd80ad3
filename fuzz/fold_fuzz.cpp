// Search folding: always valid text, and folding it again changes nothing.
#include <cstdint>
#include <cstdlib>

#include "platform/text/fold.hpp"
#include "platform/text/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto once = text::fold({reinterpret_cast<const char*>(data), size});
    if (!text::is_valid_utf8(once) || text::fold(once) != once || once.size() > 18 * size)
        std::abort();
    return 0;
}
