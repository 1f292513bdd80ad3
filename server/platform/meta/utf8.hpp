// UTF-8 by ICU's macros: what is valid, how many characters.
#pragma once
#include <cstddef>
#include <string_view>

namespace meta::utf8 {

// Length in bytes of the valid sequence that the text begins with; 0 when there is none.
std::size_t sequence(std::string_view text);

bool valid(std::string_view text);

// Code points of valid text.
std::size_t count(std::string_view text);

// The first `most` code points; of invalid text at most 4 bytes each.
std::string_view cut(std::string_view text, std::size_t most);

} // namespace meta::utf8
