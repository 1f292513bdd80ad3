#include "platform/files/bytes.hpp"
#include "platform/files/media_type.hpp"

namespace files {
namespace {

using Size = std::optional<ImageSize>;

// PNG specification, 11.2.2: IHDR is the first chunk.
Size png_size(std::string_view bytes) {
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
    return ImageSize{big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

// GIF89a, 18: the logical screen.
Size gif_size(std::string_view bytes) {
    if (bytes.size() < 10) return std::nullopt;
    return ImageSize{little_endian(bytes, 6, 2), little_endian(bytes, 8, 2)};
}

// WebP container specification (RFC 9649), 2.5 to 2.7.
Size webp_size(std::string_view bytes) {
    if (bytes.size() < 30) return std::nullopt;
    const auto chunk = bytes.substr(12, 4);
    if (chunk == "VP8X")
        return ImageSize{little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1};
    if (chunk == "VP8L" && bytes[20] == '\x2F') {
        const auto bits = little_endian(bytes, 21, 4);
        return ImageSize{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
    }
    if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9D\x01\x2A")
        return ImageSize{little_endian(bytes, 26, 2) & 0x3FFF,
                         little_endian(bytes, 28, 2) & 0x3FFF};
    return std::nullopt;
}

// ITU-T T.81, B.1: from marker to marker until the start of a frame, which stands before any
// picture data.
Size jpeg_size(std::string_view bytes) {
    std::size_t position = 2;
    while (position + 4 <= bytes.size()) {
        if (bytes[position] != '\xFF') return std::nullopt;
        const auto marker = static_cast<unsigned char>(bytes[position + 1]);
        if (marker == 0xFF) { // a fill byte
            ++position;
            continue;
        }
        const bool starts_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (starts_frame && position + 9 <= bytes.size())
            return ImageSize{big_endian(bytes, position + 7, 2),
                             big_endian(bytes, position + 5, 2)};
        const bool has_length = marker != 0x01 && !(marker >= 0xD0 && marker <= 0xD8);
        if (starts_frame || marker == 0xD9 || marker == 0xDA) return std::nullopt;
        position += has_length ? 2 + big_endian(bytes, position + 2, 2) : 2;
    }
    return std::nullopt;
}

} // namespace

std::optional<ImageSize> read_image_size(std::string_view bytes) {
    const auto type = sniff_media_type(bytes).name;
    Size size;
    if (type == "image/png") size = png_size(bytes);
    if (type == "image/gif") size = gif_size(bytes);
    if (type == "image/webp") size = webp_size(bytes);
    if (type == "image/jpeg") size = jpeg_size(bytes);
    return size && size->width > 0 && size->height > 0 ? size : std::nullopt;
}

} // namespace files
