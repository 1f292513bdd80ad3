// Domain names: the one spelling under which they are compared.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace text {

inline constexpr std::size_t domain_limit_bytes = 253; // RFC 1035, 2.3.4, as text

// Lower case, in ASCII ("xn--…"; IDNA by UTS #46). nullopt when a label is not 1 to 63 letters,
// digits and inner hyphens, or the whole is too long.
std::optional<std::string> normalise_domain(std::string_view domain);

// Of what people type or paste for one: "https://www.Example.com/about" and "Example.com" are
// "example.com". nullopt when it is none, or has no dot.
std::optional<std::string> website_domain(std::string_view typed);

} // namespace text
