// The records by which the DNS says who may send for a domain: SPF (RFC 7208), DMARC (RFC 7489) and
// the keys of DKIM (RFC 6376). Pure, and written by strangers.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/outbound/ip_address.hpp"

namespace campaigns {

inline constexpr std::size_t longest_record = 4096; // bytes; longer ones are not read

struct SpfTerm {
    enum class Mechanism { all, include, a, mx, ptr, ip4, ip6, exists };
    char qualifier = '+'; // + pass, - fail, ~ softfail, ? neutral
    Mechanism mechanism = Mechanism::all;
    std::string domain;                         // of include, a, mx, ptr, exists; may be empty
    std::optional<outbound::IpAddress> address; // of ip4, ip6
    int prefix4 = 32, prefix6 = 128;            // bits that count
    std::string text;                           // as it stands in the record
};

struct SpfRecord {
    std::vector<SpfTerm> terms;
    std::string redirect; // domain; empty: none
};

// Whether a TXT record is about SPF at all, be it right or wrong.
bool is_spf(std::string_view record);
// nullopt: is none, or its terms are no SPF.
std::optional<SpfRecord> parse_spf(std::string_view record);

// Whether the first `bits` of two addresses are the same; false for two families.
bool is_within(const outbound::IpAddress& address, const outbound::IpAddress& network, int bits);

struct DmarcRecord {
    std::string policy;           // "none", "quarantine", "reject"
    std::string subdomain_policy; // the same; of subdomains
    bool is_strict_dkim = false, is_strict_spf = false;
    std::string reports_to; // rua, may be empty
};

bool is_dmarc(std::string_view record);
std::optional<DmarcRecord> parse_dmarc(std::string_view record);

// "p=" of a DKIM key without white space, empty for a revoked one; nullopt: is none.
std::optional<std::string> dkim_public_key(std::string_view record);

} // namespace campaigns
