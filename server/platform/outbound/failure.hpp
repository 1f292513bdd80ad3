// Why a call got no answer.
#pragma once
#include <stdexcept>
#include <string>

namespace outbound {

enum class Reason {
    bad_request,       // the URL or a header is malformed, or of a scheme other than http and https
    forbidden_address, // the host leads into the own network
    forbidden_port,
    unknown_host,
    no_connection,
    tls, // no TLS, or a certificate that does not hold
    timeout,
    too_large,
    too_many_redirects,
    downgrade, // a redirect from https to http
    broken_reply,
};

// "forbidden_address", for logs and the deliveries screen.
const char* name_of(Reason reason);

struct Failure : std::runtime_error {
    Failure(Reason why, const std::string& what) : std::runtime_error(what), reason(why) {}
    Reason reason;
    // Whether the same call may succeed later.
    bool is_temporary() const;
};

} // namespace outbound
