// Keyset cursors: where a page ended, as an opaque word. Not secret, but checked: a made-up one is
// a clear error.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/meta/describe.hpp"

namespace http {

// The values of the sort keys of the last row, in order.
std::string make_cursor(const std::vector<std::optional<std::string>>& keys);

// Exactly `count` keys, else Refusal::field("after").
std::vector<std::optional<std::string>> read_cursor(std::string_view cursor, std::size_t count);

// A cursor of (instant, id), the usual order of lists by time.
struct TimeCursor {
    Timestamp at;
    Uuid id;
};
std::string make_cursor(const TimeCursor& cursor);
std::optional<TimeCursor> read_time_cursor(const std::optional<std::string>& cursor);

} // namespace http
