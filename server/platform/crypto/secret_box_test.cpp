#include "platform/crypto/secret_box.hpp"

#include <gtest/gtest.h>

using namespace crypto;

namespace {

const Uuid project = *Uuid::parse("00000000-0000-7000-8000-000000000001");
const Uuid row = *Uuid::parse("00000000-0000-7000-8000-000000000002");
const SecretPlace place{project, "mail_senders", "password", row};

} // namespace

TEST(SecretBox, opens_what_it_sealed) {
    const SecretBox box({MasterKey::random()});
    for (const auto size : {0UL, 1UL, 100UL, secret_limit_bytes}) {
        const std::string secret(size, 's');
        const auto sealed = box.seal(secret, place);
        EXPECT_EQ(size + 45, sealed.size());
        EXPECT_EQ(secret, box.open(sealed, place));
    }
    EXPECT_NE(box.seal("same", place), box.seal("same", place));
    EXPECT_THROW(box.seal(std::string(secret_limit_bytes + 1, 's'), place), std::logic_error);
}

TEST(SecretBox, opens_nothing_that_was_changed_by_a_bit_or_a_byte) {
    const SecretBox box({MasterKey::random()});
    const auto sealed = box.seal("secret", place);
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = sealed;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            EXPECT_THROW(box.open(changed, place), SecretUnreadable) << at;
        }
        EXPECT_THROW(box.open(sealed.substr(0, at), place), SecretUnreadable) << at;
    }
    EXPECT_THROW(box.open(sealed + '\0', place), SecretUnreadable);
    EXPECT_THROW(box.open(std::string(secret_limit_bytes + 46, '\1'), place), SecretUnreadable);
}

TEST(SecretBox, opens_only_at_the_place_it_was_sealed_for) {
    const SecretBox box({MasterKey::random()});
    const auto sealed = box.seal("secret", place);
    const SecretPlace others[] = {
        {row, "mail_senders", "password", row},     {project, "mail_sender", "password", row},
        {project, "mail_senders", "user", row},     {project, "mail_senders", "password", project},
        {project, "mail_senderspassword", "", row}, // the same letters, parted elsewhere
    };
    for (const auto& other : others) EXPECT_THROW(box.open(sealed, other), SecretUnreadable);
}

TEST(SecretBox, rotates_its_keys) {
    const auto old_key = MasterKey::random();
    const auto new_key = MasterKey::random();
    const auto sealed = SecretBox({old_key}).seal("secret", place);
    const SecretBox both({old_key, new_key});
    EXPECT_EQ("secret", both.open(sealed, place));
    EXPECT_TRUE(both.needs_resealing(sealed));
    const auto resealed = both.seal(both.open(sealed, place), place);
    EXPECT_FALSE(both.needs_resealing(resealed));
    EXPECT_EQ("secret", SecretBox({new_key}).open(resealed, place));
    EXPECT_THROW(SecretBox({new_key}).open(sealed, place), SecretUnreadable);
}

TEST(SecretBoxHash, differs_by_message_purpose_and_master_key_and_stays_when_a_key_is_added) {
    const MasterKey first(std::string(crypto::master_key_bytes, 'a'));
    const MasterKey second(std::string(crypto::master_key_bytes, 'b'));
    const SecretBox box({first});
    const auto hash = box.keyed_hash("links", "ana@example.com");
    EXPECT_EQ(32u, hash.size());
    EXPECT_EQ(hash, box.keyed_hash("links", "ana@example.com"));
    EXPECT_EQ(hash, SecretBox({first, second}).keyed_hash("links", "ana@example.com"));
    EXPECT_NE(hash, SecretBox({second}).keyed_hash("links", "ana@example.com"));
    EXPECT_NE(hash, box.keyed_hash("suppressions", "ana@example.com"));
    EXPECT_NE(hash, box.keyed_hash("links", "ben@example.com"));
}
