#include "platform/outbound/failure.hpp"

namespace outbound {

const char* name_of(Reason reason) {
    switch (reason) {
        case Reason::bad_request:
            return "bad_request";
        case Reason::forbidden_address:
            return "forbidden_address";
        case Reason::forbidden_port:
            return "forbidden_port";
        case Reason::unknown_host:
            return "unknown_host";
        case Reason::no_connection:
            return "no_connection";
        case Reason::tls:
            return "tls";
        case Reason::timeout:
            return "timeout";
        case Reason::too_large:
            return "too_large";
        case Reason::too_many_redirects:
            return "too_many_redirects";
        case Reason::downgrade:
            return "downgrade";
        case Reason::broken_reply:
            return "broken_reply";
    }
    throw std::logic_error("a reason without a name");
}

bool Failure::is_temporary() const {
    switch (reason) {
        case Reason::unknown_host:
        case Reason::no_connection:
        case Reason::tls:
        case Reason::timeout:
        case Reason::broken_reply:
            return true;
        default:
            return false;
    }
}

} // namespace outbound
