// How passwords are kept: Argon2id (RFC 9106) through libsodium.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace crypto {

// What one hash costs the server, and a thief as much per guess.
struct PasswordCost {
    unsigned passes = 2;
    std::size_t memory_bytes =
        64 * 1024 * 1024; // with 2 passes 84 ms on one core; above OWASP's minimum of 19 MiB

    // 8 KiB and one pass: for tests, never for people.
    static PasswordCost for_tests() { return {1, 8 * 1024}; }
};

// So many may be inside at once; others wait at the door, but not for ever.
class Gate {
  public:
    Gate(std::size_t places, std::chrono::milliseconds patience)
        : free_(places), patience_(patience) {}

    // A place inside, given back when it goes.
    class Pass {
      public:
        explicit Pass(Gate& gate) : gate_(gate) {}
        ~Pass() { gate_.leave(); }
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

      private:
        Gate& gate_;
    };

    // Throws Refusal `overloaded` (503) when no place came free in time.
    [[nodiscard]] Pass enter();

  private:
    void leave();

    std::mutex mutex_;
    std::condition_variable came_free_;
    std::size_t free_;
    const std::chrono::milliseconds patience_;
};

// Any thread; never on the one that serves the sockets. Since each hash takes 64 MiB, two at once
// are the most, and who waits longer than 5 s is refused (`overloaded`): a rush of sign-ins must
// not take the memory of everything else.
class PasswordHasher {
  public:
    static constexpr std::size_t hashes_at_once = 2;
    static constexpr std::chrono::milliseconds patience{5000};

    explicit PasswordHasher(PasswordCost cost = {}, std::size_t at_once = hashes_at_once,
                            std::chrono::milliseconds waits = patience);

    // "$argon2id$v=19$m=65536,t=2,p=1$…" with a random salt: what is stored. The password is taken
    // in its composed Unicode form, so that it fits from every keyboard.
    std::string hash(std::string_view password);

    // Whether it is the password. A stored text that is no hash fits none, in the time of one.
    bool verify(std::string_view stored, std::string_view password);

    // Stored at another cost than ours: hash again after the next right sign-in.
    bool needs_rehash(const std::string& stored) const;

    // Takes the time of a verify() where there is nobody to verify, so that the clock does not tell
    // who has an account.
    void verify_nothing(std::string_view password);

    // How many were made so far, of any of these: tells that two ways cost the same.
    std::uint64_t hashes_made() const { return hashes_made_; }

  private:
    std::string hash_inside(std::string_view password);

    PasswordCost cost_;
    Gate gate_;
    std::atomic<std::uint64_t> hashes_made_ = 0;
};

} // namespace crypto
