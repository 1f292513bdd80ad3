// Uploads and downloads. The type of a file is what its content says; nothing a stranger made is
// shown by the browser but pictures.
#pragma once
#include "platform/http/router.hpp"

namespace files {

inline constexpr std::uint64_t largest_upload = 25ull << 20; // bytes

void add_routes(http::Router& router);

} // namespace files
