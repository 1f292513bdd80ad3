#include "platform/crypto/passwords.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "platform/base/refusal.hpp"

using namespace crypto;
using namespace std::chrono_literals;

namespace {

class Passwords : public testing::Test {
  protected:
    PasswordHasher hasher_{PasswordCost::for_tests()};
};

} // namespace

TEST_F(Passwords, are_known_again_by_their_hash_only) {
    const auto stored = hasher_.hash("correct horse battery");
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << stored;
    EXPECT_TRUE(hasher_.verify(stored, "correct horse battery"));
    for (const auto* wrong : {"", "correct horse batterz", "correct horse battery ",
                              "Correct horse battery", "correct horse"})
        EXPECT_FALSE(hasher_.verify(stored, wrong)) << wrong;
}

TEST_F(Passwords, have_a_salt_of_their_own) {
    EXPECT_NE(hasher_.hash("the same one"), hasher_.hash("the same one"));
}

TEST_F(Passwords, fit_from_every_keyboard) {
    EXPECT_TRUE(hasher_.verify(hasher_.hash("caf\u00E9 au lait"), "cafe\u0301 au lait"));
}

TEST_F(Passwords, with_nul_or_beyond_the_bound_do_not_fit_their_beginnings) {
    using namespace std::string_literals;
    EXPECT_FALSE(hasher_.verify(hasher_.hash("secret\0one"s), "secret"));
    EXPECT_TRUE(hasher_.verify(hasher_.hash(std::string(4096, 'x')), std::string(4096, 'x')));
    EXPECT_FALSE(hasher_.verify(hasher_.hash(std::string(4096, 'x')), std::string(4097, 'x')));
}

TEST_F(Passwords, do_not_fit_what_is_no_hash) {
    for (const auto* stored : {"", "plain", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv", "*"})
        EXPECT_FALSE(hasher_.verify(stored, "plain")) << stored;
}

TEST_F(Passwords, are_hashed_again_when_the_cost_has_changed) {
    PasswordHasher dearer({2, 16 * 1024});
    const auto stored = hasher_.hash("correct horse battery");
    EXPECT_FALSE(hasher_.needs_rehash(stored));
    EXPECT_TRUE(dearer.needs_rehash(stored));
    EXPECT_TRUE(dearer.verify(stored, "correct horse battery"));
    EXPECT_TRUE(dearer.needs_rehash("no hash"));
}

TEST_F(Passwords, of_nobody_are_verified_at_the_same_cost) {
    // Both go through the same gate and the same hash; a gate without places shows that neither is
    // skipped.
    PasswordHasher closed(PasswordCost::for_tests(), 0, 0ms);
    EXPECT_THROW(closed.verify_nothing("anything"), Refusal);
    EXPECT_THROW(closed.verify("no hash", "anything"), Refusal);
    EXPECT_THROW(closed.verify(hasher_.hash("anything"), "anything"), Refusal);
    EXPECT_NO_THROW(hasher_.verify_nothing("anything"));
}

TEST(PasswordCost, is_64_mebibytes_and_two_passes_unless_told_otherwise) {
    EXPECT_TRUE(PasswordHasher()
                    .hash("correct horse battery")
                    .starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST(Gate, lets_in_as_many_as_it_has_places) {
    Gate gate(2, 0ms);
    const auto first = gate.enter();
    {
        const auto second = gate.enter();
        EXPECT_THROW(static_cast<void>(gate.enter()), Refusal);
    }
    EXPECT_NO_THROW(static_cast<void>(gate.enter())); // the second has left
}

TEST(Gate, says_overloaded_when_nobody_leaves) {
    Gate gate(1, 1ms);
    const auto inside = gate.enter();
    try {
        const auto second = gate.enter();
        FAIL() << "two in one place";
    } catch (const Refusal& refusal) {
        EXPECT_EQ("overloaded", refusal.code);
    }
}

TEST(Gate, lets_everybody_through_in_the_end_and_never_too_many) {
    Gate gate(2, 60s);
    std::atomic<int> inside = 0, most = 0, through = 0;
    std::vector<std::jthread> callers;
    for (int i = 0; i < 16; ++i)
        callers.emplace_back([&] {
            const auto pass = gate.enter();
            const int now = ++inside;
            for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
            }
            std::this_thread::yield();
            --inside;
            ++through;
        });
    callers.clear();
    EXPECT_EQ(16, through);
    EXPECT_LE(most, 2);
}
