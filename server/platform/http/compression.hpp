// gzip and brotli for answers that shrink by it.
#pragma once
#include <string_view>

#include "platform/http/message.hpp"

namespace http {

// Compresses the body in place when the client accepts it, it is text of at least 1 KiB, and nobody
// encoded it yet. Brotli level 4 or gzip level 5: on JSON both give most of the saving for little
// time.
void compress(const Request& request, Reply& reply);

// The best of "br" and "gzip" that an Accept-Encoding header allows; empty: neither.
std::string_view accepted_encoding(std::string_view accept_encoding);

} // namespace http
