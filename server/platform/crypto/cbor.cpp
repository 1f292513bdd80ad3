#include "platform/crypto/cbor.hpp"

namespace crypto {

std::optional<CborHead> CborReader::head() {
    if (rest_.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    const auto major = static_cast<CborMajor>(first >> 5);
    const unsigned info = first & 31U;
    if (info < 24) return CborHead{major, info};
    if (info > 27) return std::nullopt; // reserved, or an indefinite length
    const std::size_t size = std::size_t{1} << (info - 24);
    if (rest_.size() < size) return std::nullopt;
    std::uint64_t argument = 0;
    for (std::size_t i = 0; i < size; ++i)
        argument = argument << 8 | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(size);
    return CborHead{major, argument};
}

std::optional<std::string_view> CborReader::string(CborMajor wanted) {
    const auto found = head();
    if (!found || found->major != wanted || found->argument > rest_.size()) return std::nullopt;
    const auto content = rest_.substr(0, static_cast<std::size_t>(found->argument));
    rest_.remove_prefix(content.size());
    return content;
}

bool CborReader::skip_item(int depth) {
    const auto before = rest_;
    const auto found = head();
    if (!found || depth > cbor_depth_limit) return false;
    switch (found->major) {
        case CborMajor::unsigned_integer:
        case CborMajor::negative_integer:
        case CborMajor::simple:
            return true;
        case CborMajor::byte_string:
        case CborMajor::text_string:
            rest_ = before;
            return string(found->major).has_value();
        case CborMajor::array:
            return skip_items(found->argument, depth + 1);
        case CborMajor::map:
            return found->argument <= rest_.size() && skip_items(2 * found->argument, depth + 1);
        case CborMajor::tag:
            return false;
    }
    return false;
}

bool CborReader::skip_items(std::uint64_t count, int depth) {
    if (count > rest_.size()) return false;
    for (; count > 0; --count)
        if (!skip_item(depth)) return false;
    return true;
}

bool is_cbor_sequence(std::string_view bytes, int items) {
    CborReader reader(bytes);
    for (; items > 0; --items)
        if (!reader.skip_item()) return false;
    return reader.rest().empty();
}

} // namespace crypto
