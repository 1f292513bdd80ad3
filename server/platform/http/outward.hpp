// Answers that wait for somebody else's server.
#pragma once
#include <functional>

#include "platform/http/message.hpp"

namespace http {

// Thrown by the handler of a GET when all that is left to do is to ask another server. Thrown,
// because that is what ends the transaction: neither a worker nor a connection to the database
// waits meanwhile. `answer` runs on one of a few threads that are there for it
// (ApplicationSettings::outward_workers), may take seconds, and may throw what handlers throw.
struct Outward {
    std::function<Reply()> answer;
};

} // namespace http
