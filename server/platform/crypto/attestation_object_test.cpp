#include "platform/crypto/attestation_object.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/cbor.hpp"
#include "platform/crypto/encoding.hpp"

using namespace crypto;

namespace {

// {"fmt": "none", "attStmt": <statement>, "authData": h'0102'}, all in hexadecimal.
std::string with_statement(const std::string& statement) {
    return from_hex("a363666d74646e6f6e656761747453746d74" + statement + "686175746844617461420102")
        .value();
}

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (; times > 0; --times) out += text;
    return out;
}

} // namespace

TEST(AttestationObject, has_three_members_in_any_order) {
    const auto object = with_statement("a0");
    const auto read = read_attestation_object(object);
    ASSERT_TRUE(read);
    EXPECT_EQ("none", read->format);
    EXPECT_EQ("\xA0", read->statement);
    EXPECT_EQ("\x01\x02", read->authenticator_data);
    const auto turned = *from_hex(
        "a3686175746844617461420102"
        "6761747453746d74a0"
        "63666d74646e6f6e65");
    EXPECT_TRUE(read_attestation_object(turned));
}

TEST(AttestationObject, passes_over_a_statement_of_the_allowed_cbor) {
    struct Case {
        const char* what;
        std::string statement;
        bool accepted;
    };
    const Case cases[] = {
        {"an integer", "00", true},
        {"integers of every width", "8518ff19ffff1affffffff1bffffffffffffffff3bffffffffffffffff",
         true},
        {"simple values and a float", "84f4f6f5fb3ff0000000000000", true},
        {"a map", "a263616c672663736967430a0b0c", true},
        {"three levels inside the map", "818100", true},
        {"four levels", "81818100", false},
        {"a hundred levels", repeated("81", 100) + "00", false},
        {"a tag", "c000", false},
        {"an endless array", "9fff", false},
        {"an endless byte string", "5f4100ff", false},
        {"a reserved head", "1c", false},
        {"a string longer than the rest", "5aFFFFFFFF00", false},
        {"an array of 2^64 - 1", "9bffffffffffffffff", false},
        {"a map of 2^63", "bb8000000000000000", false},
        {"nothing", "", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.accepted, read_attestation_object(with_statement(c.statement)).has_value())
            << c.what;
}

TEST(Cbor, sequence_is_exactly_so_many_items) {
    struct Case {
        const char* hex;
        int items;
        bool accepted;
    };
    const Case cases[] = {
        {"", 0, true},
        {"", 1, false},
        {"00", 1, true},
        {"0000", 1, false},
        {"0000", 2, true},
        {"00", 2, false},
        {"a10102a0", 2, true},
        {"81818100", 1, true}, // four deep
        {"8181818100", 1, false},
        {"9a9a9a9a9a00", 1, false},
        {"c100", 1, false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(c.accepted, is_cbor_sequence(*from_hex(c.hex), c.items))
            << c.hex << ' ' << c.items;
}

TEST(AttestationObject, is_refused_when_cut_or_changed_in_its_shell) {
    const auto whole = with_statement("a0");
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_attestation_object(whole.substr(0, size))) << size;
    const std::string bad[] = {
        with_statement("a0") + '\0',                                           // bytes left over
        *from_hex("a263666d74646e6f6e656761747453746d74a0"),                   // a member missing
        *from_hex("a363666d74646e6f6e6563666d74646e6f6e656761747453746d74a0"), // one twice
        *from_hex("a363666d74646e6f6e656761747453746d74a0647878787800"),       // one unknown
        *from_hex("a363666d74446e6f6e656761747453746d74a0686175746844617461420102"), // fmt as bytes
        *from_hex(
            "a363666d74646e6f6e656761747453746d74a0686175746844617461620102"), // authData as text
        *from_hex("8063666d74"),
        "not cbor",
    };
    for (const auto& object : bad) EXPECT_FALSE(read_attestation_object(object)) << to_hex(object);
}

TEST(AttestationObject, ends_at_16_kibibytes) {
    const auto of_size = [](std::size_t size) {
        // A statement of one byte string with a head of three bytes.
        const auto length = size - with_statement("590000").size();
        char head[7];
        std::snprintf(head, sizeof head, "59%04zx", length);
        return with_statement(head + repeated("00", static_cast<int>(length)));
    };
    ASSERT_EQ(16u * 1024, of_size(16 * 1024).size());
    EXPECT_TRUE(read_attestation_object(of_size(16 * 1024)));
    EXPECT_FALSE(read_attestation_object(of_size(16 * 1024 + 1)));
}
