// Bytes to the server and back, for what a well-behaved client never sends.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace testing_socket {

// Sends all bytes and returns what comes until the server closes the connection, 10 s at most.
std::string exchange(std::uint16_t port, std::string_view bytes);

} // namespace testing_socket
