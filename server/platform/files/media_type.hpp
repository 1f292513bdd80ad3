// What a file is, told from its bytes: the name and the type that an uploader claims are never
// believed.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace files {

struct MediaType {
    std::string_view name;      // "image/png"
    std::string_view extension; // "png", without a dot; empty when unknown
    // Whether a browser may show it in place. Never for what could run script in our origin (HTML,
    // SVG, XML).
    bool inline_safe = false;
};

// From the first bytes (head_limit_bytes of store.hpp are enough). What is not recognised is text
// when it reads like text and application/octet-stream otherwise.
MediaType sniff_media_type(std::string_view head);

struct ImageSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    auto operator<=>(const ImageSize&) const = default;
};

// Of a PNG, JPEG, GIF or WebP, as its header says; nullopt when it is none of these, is cut off, or
// says zero.
std::optional<ImageSize> read_image_size(std::string_view bytes);

} // namespace files
