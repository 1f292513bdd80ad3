// Names of files as people gave them, made safe to store, to send and to save.
#pragma once
#include <string>
#include <string_view>

namespace files {

constexpr std::size_t file_name_limit_bytes = 200;

// The last part of a path, without control characters, separators and marks that turn the writing
// direction; at most file_name_limit_bytes with its extension kept; "file" when nothing is left.
// Valid UTF-8, never "." or "..", never a device name of Windows ("con.txt" becomes "_con.txt").
std::string safe_file_name(std::string_view given);

enum class Disposition { as_inline, attachment };

// The value of Content-Disposition (RFC 6266): an ASCII name for old clients, and filename* (RFC
// 8187) when the name needs it.
std::string content_disposition(Disposition disposition, std::string_view file_name);

} // namespace files
