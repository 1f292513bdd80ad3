#include "platform/crypto/passwords.hpp"

#include <algorithm>
#include <new>

#include "platform/base/refusal.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/text/utf8.hpp"

namespace crypto {
namespace {

// Far above what the rules allow (200 code points); bounds the work on what a stranger sends.
constexpr std::size_t password_limit_bytes = 4096;

std::string prepared(std::string_view password) {
    // Cut passwords would fit their own beginnings: a marker behind the cut makes them fit nothing
    // the rules let through.
    if (password.size() > password_limit_bytes)
        return std::string(password.substr(0, password_limit_bytes)) + '\0';
    return text::composed(password);
}

} // namespace

Gate::Pass Gate::enter() {
    std::unique_lock lock(mutex_);
    if (!came_free_.wait_for(lock, patience_, [this] { return free_ > 0; }))
        throw Refusal("overloaded",
                      "Too many people are signing in at once; try again in a moment");
    --free_;
    return Pass(*this);
}

void Gate::leave() {
    {
        const std::lock_guard lock(mutex_);
        ++free_;
    }
    came_free_.notify_one();
}

PasswordHasher::PasswordHasher(PasswordCost cost, std::size_t at_once,
                               std::chrono::milliseconds waits)
    : cost_(cost), gate_(at_once, waits) {
    start_sodium();
}

std::string PasswordHasher::hash(std::string_view password) {
    const auto ready = prepared(password);
    const auto pass = gate_.enter();
    return hash_inside(ready);
}

bool PasswordHasher::verify(std::string_view stored, std::string_view password) {
    const auto ready = prepared(password);
    const std::string text(stored);
    const auto pass = gate_.enter();
    if (crypto_pwhash_str_needs_rehash(text.c_str(), cost_.passes, cost_.memory_bytes) < 0) {
        hash_inside(ready);
        return false;
    }
    ++hashes_made_;
    return crypto_pwhash_str_verify(text.c_str(), ready.data(), ready.size()) == 0;
}

bool PasswordHasher::needs_rehash(const std::string& stored) const {
    return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

void PasswordHasher::verify_nothing(std::string_view password) {
    hash(password);
}

std::string PasswordHasher::hash_inside(std::string_view password) {
    ++hashes_made_;
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost_.passes,
                          cost_.memory_bytes)
        != 0)
        throw std::bad_alloc(); // the only way it fails
    out.resize(out.find('\0'));
    return out;
}

} // namespace crypto
