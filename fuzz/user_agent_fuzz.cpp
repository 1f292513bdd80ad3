// What a session list shows of a browser: a few words of ours, never text of the header.
#include <algorithm>

#include "fuzz.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/user_agent.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto name = text::describe_user_agent(fuzz::text_of(data, size));
    fuzz::require(!name.empty() && name.size() <= 60);
    fuzz::require(std::ranges::all_of(name, [](char c) {
        return text::is_alphanumeric(c) || c == ' ' || c == '.'; // "Node.js"
    }));
    return 0;
}
