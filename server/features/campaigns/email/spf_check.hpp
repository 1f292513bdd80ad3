// Whether SPF lets a mail server send for a domain (RFC 7208, 4), asked of the DNS.
#pragma once
#include <string>
#include <vector>

#include "platform/outbound/dns.hpp"

namespace campaigns {

inline constexpr int most_spf_lookups = 10;      // RFC 7208, 4.6.4
inline constexpr int most_void_lookups = 2;      // the same: names that lead nowhere
inline constexpr std::size_t most_mx_hosts = 10; // the same

struct SpfVerdict {
    enum class Result {
        pass,
        not_allowed, // fail, softfail, neutral, or nothing fits
        none,        // there is no record
        broken,      // receivers take it for none, see `code`
        unanswered,  // the DNS did not answer; `detail` has its words
    };
    Result result = Result::none;
    // Of broken: "two_records", "syntax", "too_many_lookups", "void_lookups", "missing_include".
    std::string code, detail;
    std::vector<std::string> records; // of the domain itself
    bool allows_everybody = false;    // +all
    int lookups = 0;
    std::vector<std::string> includes; // domains followed, in lower case
};

// `addresses`: of the mail server; one that passes is enough. Without any, the record is followed
// and passes for nobody.
SpfVerdict check_spf(outbound::Dns& dns, const std::string& domain,
                     const std::vector<outbound::IpAddress>& addresses);

} // namespace campaigns
