// Status line and fields of an answer as text.
#pragma once
#include <string>

#include "platform/http/message.hpp"

namespace net {

enum class BodyFraming { length, chunked, none };

// A CR or LF inside a field is a programming error (std::logic_error): it would let a value start a
// field of its own.
std::string reply_head(const http::Reply& reply, BodyFraming framing, std::uint64_t length,
                       bool keep_alive);

} // namespace net
