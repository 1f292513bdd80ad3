// QR codes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace crypto {

inline constexpr std::size_t qr_limit_bytes = 1024;

// The text as a QR code (error correction M) in an SVG without size or colours of its own besides
// black on white: one path, four modules of margin. std::logic_error when empty, above the limit or
// with NUL.
std::string qr_svg(std::string_view text);

} // namespace crypto
