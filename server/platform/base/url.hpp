// URLs as libcurl reads them, so that what is checked here is what is called later. Boost.URL 1.81
// is no help there: it takes "http://127.0.0.1.example.com/" for the host 127.0.0.1 and the path
// ".example.com/".
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct Url {
    std::string scheme;   // in lower case
    std::string user;     // percent-decoded, and empty when there is none
    std::string password; // the same
    std::string host; // in lower case, without a dot at the end; IPv6 without brackets; IPv4 in its
                      // usual spelling
    std::uint16_t port = 0; // the scheme's own when none is written
    std::string path = "/"; // percent-encoded
    std::string query;      // percent-encoded, without the ?
    std::string zone;       // of a link-local IPv6 address
    bool has_fragment = false;
};

// nullopt when it is none, has no host, or is of a scheme that libcurl does not know. At most 64
// KB.
std::optional<Url> parse_url(std::string_view text);

// What a relative reference ("../next", "//host/x", or a whole URL) means on the page `base`.
std::optional<Url> resolve_url(std::string_view base, std::string_view reference);
