// Whether a cache holds what is there now (RFC 9110, 13.1.2).
#pragma once
#include <string_view>

namespace http {

// Whether If-None-Match names the tag: "*", or a list with it. Weak tags count as well: proxies
// that compress what passes through make tags weak ("W/" in front).
bool names_tag(std::string_view if_none_match, std::string_view tag);

} // namespace http
