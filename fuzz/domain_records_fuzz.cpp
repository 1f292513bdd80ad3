// Records of the DNS that strangers publish: SPF, DMARC, keys of DKIM.
#include "features/campaigns/email/domain_records.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto record = fuzz::text_of(data, size);
    if (const auto spf = campaigns::parse_spf(record)) {
        fuzz::require(campaigns::is_spf(record));
        for (const auto& term : spf->terms) {
            fuzz::require(term.prefix4 >= 0 && term.prefix4 <= 32);
            fuzz::require(term.prefix6 >= 0 && term.prefix6 <= 128);
            fuzz::require(term.text.find(' ') == std::string::npos);
            if (term.address) {
                const bool is_v4 = term.address->family == outbound::IpAddress::Family::v4;
                fuzz::require(campaigns::is_within(*term.address, *term.address,
                                                   is_v4 ? term.prefix4 : term.prefix6));
            }
        }
    }
    if (campaigns::parse_dmarc(record)) fuzz::require(campaigns::is_dmarc(record));
    if (const auto key = campaigns::dkim_public_key(record))
        fuzz::require(key->find_first_of(" \t\r\n") == std::string::npos);
    return 0;
}
