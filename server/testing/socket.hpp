// Bytes to the server and back, for what a well-behaved client never sends.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/file_descriptor.hpp"

namespace testing_socket {

// To the loopback address; waits 10 s for bytes at most.
FileDescriptor connect(std::uint16_t port);
// Until all are sent, or the server has closed.
void send_all(int socket, std::string_view bytes);

// Sends all bytes and returns what comes until the server closes the connection, 10 s at most.
std::string exchange(std::uint16_t port, std::string_view bytes);

} // namespace testing_socket
