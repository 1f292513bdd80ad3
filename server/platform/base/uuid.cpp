#include "platform/base/uuid.hpp"

#include <sodium.h>

#include <chrono>

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool dash_at(std::size_t position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
}

} // namespace

std::string Uuid::text() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out(36, '-');
    std::size_t next = 0;
    for (const unsigned char byte : bytes) {
        if (dash_at(next)) ++next;
        out[next++] = digits[byte >> 4];
        out[next++] = digits[byte & 15];
    }
    return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Uuid id;
    std::size_t next = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (dash_at(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[++i]);
        if (high < 0 || low < 0) return std::nullopt;
        id.bytes[next++] = static_cast<unsigned char>(high << 4 | low);
    }
    return id;
}

Uuid Uuid::make() {
    Uuid id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    // RFC 9562, 6.2, method 3: the 12 bits behind the milliseconds are a fraction of them, so that
    // what is made one after the other sorts that way.
    const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const auto milliseconds = now / 1'000'000, fraction = now % 1'000'000 * 4096 / 1'000'000;
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<unsigned char>(milliseconds >> (40 - 8 * i));
    id.bytes[6] = static_cast<unsigned char>(0x70 | (fraction >> 8));
    id.bytes[7] = static_cast<unsigned char>(fraction);
    id.bytes[8] = static_cast<unsigned char>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}
