#include "platform/net/reply_head.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace net {
namespace {

// "Sat, 31 Jan 2026 12:00:00 GMT", made once a second for each thread.
const std::string& date_field() {
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now != made) {
        made = now;
        text = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
    }
    return text;
}

bool holds(std::string_view text, char unwanted) {
    return text.find(unwanted) != text.npos;
}

// By memchr where it pays: find_first_of would call it for each character.
bool fits_a_field(std::string_view name, std::string_view value) {
    const bool in_name = std::ranges::any_of(
        name, [](char c) { return c == ':' || c == ' ' || c == '\r' || c == '\n'; });
    return !in_name && !holds(value, '\r') && !holds(value, '\n');
}

} // namespace

std::string reply_head(const http::Reply& reply, BodyFraming framing, std::uint64_t length,
                       bool keep_alive) {
    std::string head;
    head.reserve(768);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status,
                   http::reason_phrase(reply.status), date_field());
    for (const auto& [name, value] : reply.headers) {
        if (!fits_a_field(name, value))
            throw std::logic_error("line break in the header field " + name);
        head += name;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    if (framing == BodyFraming::length)
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length);
    if (framing == BodyFraming::chunked) head += "Transfer-Encoding: chunked\r\n";
    if (!keep_alive) head += "Connection: close\r\n";
    head += "\r\n";
    return head;
}

} // namespace net
