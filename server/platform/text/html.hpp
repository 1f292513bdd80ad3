// Text into HTML.
#pragma once
#include <string>
#include <string_view>

namespace text {

// Safe as text of an element and inside a quoted attribute; not inside script, style or an unquoted
// attribute. An address in an attribute needs its scheme checked as well.
std::string escape_html(std::string_view text);

// The same at the end of `out`.
void append_escaped_html(std::string_view text, std::string& out);

} // namespace text
