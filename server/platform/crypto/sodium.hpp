// What every file on libsodium needs: the library started, and text as bytes. Binary data is
// std::string in this house, as libpq and the sockets have it.
#pragma once
#include <sodium.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace crypto {

// Safe to call from anywhere at any time; all but the first call cost a load.
inline void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium does not start");
}

inline const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

} // namespace crypto
