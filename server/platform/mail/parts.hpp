// A mail read back: its texts and header fields, as a person's mail program would show them.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mail {

struct Parts {
    std::string text, html;                                   // UTF-8; the first of each kind
    std::vector<std::pair<std::string, std::string>> headers; // decoded, in order
};

// Never throws for a broken mail: what cannot be read stays empty.
Parts read_parts(std::string_view source);

} // namespace mail
