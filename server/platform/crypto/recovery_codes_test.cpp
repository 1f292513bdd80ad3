#include "platform/crypto/recovery_codes.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace crypto;

TEST(RecoveryCodes, are_ten_that_differ_and_find_their_hash) {
    const auto codes = make_recovery_codes();
    ASSERT_EQ(recovery_code_count, codes.size());
    std::set<std::string> hashes;
    for (const auto& code : codes) {
        EXPECT_EQ(19u, code.text.size());
        EXPECT_EQ(code.hash, recovery_code_hash(code.text));
        hashes.insert(code.hash);
    }
    EXPECT_EQ(recovery_code_count, hashes.size());
}

TEST(RecoveryCodes, are_read_as_people_type_them) {
    const auto hash = recovery_code_hash("01ab-cdef-ghjk-mnpq");
    ASSERT_TRUE(hash);
    for (const auto* typed : {"01abcdefghjkmnpq", "01AB CDEF GHJK MNPQ", " oiab-cdef-ghjk-mnpq ",
                              "OLab-cdef-ghjk-mnpq"})
        EXPECT_EQ(hash, recovery_code_hash(typed)) << typed;
    for (const auto* bad : {"", "01ab-cdef-ghjk-mnp", "01ab-cdef-ghjk-mnpqr", "01ab-cdef-ghjk-mnpu",
                            "01ab_cdef_ghjk_mnpq", "01ab-cdef-ghjk-mnp\xC3"})
        EXPECT_FALSE(recovery_code_hash(bad)) << bad;
    std::string padded = "01abcdefghjkmnpq";
    padded.resize(64, ' ');
    EXPECT_EQ(hash, recovery_code_hash(padded));
    EXPECT_FALSE(recovery_code_hash(padded += ' '));
}
