#include "platform/text/email.hpp"

#include <algorithm>

#include "platform/text/ascii.hpp"
#include "platform/text/domain.hpp"
#include "platform/text/utf8.hpp"

namespace text {
namespace {

// What may be typed: an address in another script may be longer than its ASCII form, but not
// without bound.
constexpr std::size_t typed_limit_bytes = 1024;

bool is_local_character(char c) {
    constexpr std::string_view marks = ".!#$%&'*+/=?^_`{|}~-";
    return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
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
    const auto domain = normalise_domain(typed_domain);
    if (!domain) return std::nullopt;
    if (local.size() + 1 + domain->size() > email_limit_bytes) return std::nullopt;
    return to_lower_ascii(local) + '@' + *domain;
}

} // namespace text
