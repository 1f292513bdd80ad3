// Numbers inside of file headers.
#pragma once
#include <cstdint>
#include <string_view>

namespace files {

// `count` (at most 4) bytes from `offset`. The caller has checked that they are there.
inline std::uint32_t big_endian(std::string_view bytes, std::size_t offset, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[offset + i]);
    return number;
}

inline std::uint32_t little_endian(std::string_view bytes, std::size_t offset, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = count; i > 0; --i)
        number = number << 8 | static_cast<unsigned char>(bytes[offset + i - 1]);
    return number;
}

} // namespace files
