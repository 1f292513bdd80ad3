// What a person recognises a browser by.
#pragma once
#include <string>
#include <string_view>

namespace accounts {

// "Firefox on Windows", from the User-Agent header. What is not recognised becomes "A browser" or "A program".
std::string describe_user_agent(std::string_view user_agent);

} // namespace accounts
