#include "platform/text/domain.hpp"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t label_limit_bytes = 63;
// What may be typed: a name in another script may be longer than its ASCII form, but not without
// bound.
constexpr std::size_t typed_limit_bytes = 1024;

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > label_limit_bytes) return false;
    if (label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(),
                       [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_ascii_domain(std::string_view domain) {
    for (;;) {
        const auto dot = domain.find('.');
        if (!is_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

const icu::IDNA& idna() {
    static const auto instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(
            UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ
                | UIDNA_NONTRANSITIONAL_TO_ASCII,
            status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("IDNA tables: ") + u_errorName(status));
        return made;
    }();
    return *instance;
}

std::optional<std::string> domain_in_ascii(std::string_view domain) {
    if (is_ascii(domain)) return to_lower_ascii(domain);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    icu::IDNAInfo info;
    UErrorCode status = U_ZERO_ERROR;
    idna().nameToASCII_UTF8({domain.data(), static_cast<std::int32_t>(domain.size())}, sink, info,
                            status);
    if (U_FAILURE(status) || info.hasErrors()) return std::nullopt;
    return out;
}

} // namespace

std::optional<std::string> normalise_domain(std::string_view domain) {
    if (domain.size() > typed_limit_bytes) return std::nullopt;
    auto ascii = domain_in_ascii(domain);
    if (!ascii || ascii->size() > domain_limit_bytes || !is_ascii_domain(*ascii))
        return std::nullopt;
    return ascii;
}

std::optional<std::string> website_domain(std::string_view typed) {
    auto host = trim(typed);
    if (const auto scheme = host.find("://"); scheme != host.npos) host.remove_prefix(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#:"));
    if (host.ends_with('.')) host.remove_suffix(1);
    auto domain = normalise_domain(host);
    if (!domain) return std::nullopt;
    if (domain->starts_with("www.")) domain->erase(0, 4);
    if (domain->find('.') == std::string::npos) return std::nullopt;
    return domain;
}

} // namespace text
