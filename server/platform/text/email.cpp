#include "platform/text/email.hpp"

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
// What may be typed: an address in another script may be longer than its ASCII form, but not
// without bound.
constexpr std::size_t typed_limit_bytes = 1024;

bool is_local_character(char c) {
    constexpr std::string_view marks = ".!#$%&'*+/=?^_`{|}~-";
    return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
}

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

EmailParts email_parts(std::string_view address) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) return {address, {}};
    return {address.substr(0, at), address.substr(at + 1)};
}

bool is_email(std::string_view address) {
    return trim(address) == address && normalise_email(address).has_value();
}

std::optional<std::string> normalise_email(std::string_view typed) {
    const auto address = trim(typed);
    if (address.size() > typed_limit_bytes) return std::nullopt;
    const auto [local, typed_domain] = email_parts(address);
    if (local.empty() || local.size() > email_local_limit_bytes) return std::nullopt;
    if (!std::all_of(local.begin(), local.end(), is_local_character)) return std::nullopt;
    const auto domain = domain_in_ascii(typed_domain);
    if (!domain || !is_ascii_domain(*domain)) return std::nullopt;
    if (local.size() + 1 + domain->size() > email_limit_bytes) return std::nullopt;
    return to_lower_ascii(local) + '@' + *domain;
}

} // namespace text
