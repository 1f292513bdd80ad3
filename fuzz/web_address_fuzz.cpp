// Addresses that the server may be told to call: what was checked is what is called, however it is
// spelt.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/base/url.hpp"
#include "platform/outbound/address_guard.hpp"
#include "platform/outbound/failure.hpp"
#include "platform/outbound/target.hpp"

namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

void check(const std::optional<Url>& url) {
    if (!url) return;
    fuzz::require(!url->host.empty() && !url->scheme.empty());
    fuzz::require(std::ranges::none_of(url->host, is_upper));
    fuzz::require(std::ranges::none_of(url->scheme, is_upper));
}

void as_target(std::string_view text) {
    try {
        const auto target = outbound::parse_target(text);
        const auto again = outbound::parse_target(target.url());
        fuzz::require(again.scheme == target.scheme && again.host == target.host);
        fuzz::require(again.port == target.port && again.path == target.path);
        fuzz::require(again.address == target.address && target.same_origin(again));
        fuzz::require(target.address.has_value() == outbound::looks_like_address(target.host)
                      || target.address->family == outbound::IpAddress::Family::v6);
    } catch (const outbound::Failure& failure) {
        fuzz::require(failure.reason == outbound::Reason::bad_request);
    }
}

void as_redirect(std::string_view text) {
    static const auto from = outbound::parse_target("https://example.com/a/b?c=d");
    try {
        outbound::parse_target(outbound::redirect_target(from, text).url());
    } catch (const outbound::Failure& failure) {
        fuzz::require(failure.reason == outbound::Reason::broken_reply
                      || failure.reason == outbound::Reason::bad_request);
    }
}

void as_address(std::string_view text) {
    const auto address = outbound::IpAddress::parse(text);
    if (!address) return;
    fuzz::require(outbound::IpAddress::parse(address->text()) == address);
    const auto forbidden = outbound::why_forbidden(*address, outbound::Reach::private_networks);
    if (forbidden)
        fuzz::require(outbound::why_forbidden(*address, outbound::Reach::public_only).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    check(parse_url(text));
    check(resolve_url("https://example.com/a/b?c=d", text));
    as_target(text);
    as_redirect(text);
    as_address(text);
    return 0;
}
