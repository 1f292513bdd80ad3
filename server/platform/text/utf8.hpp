// UTF-8 as it arrives from outside: is it valid, how long is it, where may it be cut.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace text {

// Well-formed UTF-8 of Unicode scalar values: no overlong form, surrogate or value above U+10FFFF
// (RFC 3629).
bool is_valid_utf8(std::string_view bytes);

// What a text column of PostgreSQL takes: valid UTF-8 without NUL.
bool is_storable(std::string_view bytes);

// Code points; each byte of a broken sequence counts as one. Limits that people see are in code
// points.
std::size_t count_code_points(std::string_view text);

// The longest beginning of at most `limit` code points, or of at most `limit` bytes, that ends
// between two code points.
std::string_view first_code_points(std::string_view text, std::size_t limit);
std::string_view first_bytes(std::string_view text, std::size_t limit);

// The same text with each broken sequence (and NUL) replaced by U+FFFD, so that it can be stored
// and shown.
std::string repaired(std::string_view bytes);

// Without white space at both ends: Unicode's White_Space, and the byte order mark and zero-width
// space that spreadsheets and web pages leave behind.
std::string_view trim(std::string_view text);

// The composed form (NFC), so that the same text typed on two keyboards is the same bytes. Invalid
// UTF-8 comes back as it is.
std::string composed(std::string_view text);

} // namespace text
