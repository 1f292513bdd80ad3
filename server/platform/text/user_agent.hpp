// What a person recognises in their list of sessions.
#pragma once
#include <string>
#include <string_view>

namespace text {

// "Firefox on Linux", "Safari on iPhone", "curl", "Unknown browser". A guess by a handful of rules
// for a reader; nothing may be decided by it. Only the first 512 bytes are read; no part of the
// header appears in the answer.
std::string describe_user_agent(std::string_view header);

} // namespace text
