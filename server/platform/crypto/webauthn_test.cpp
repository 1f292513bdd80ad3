#include "platform/crypto/webauthn.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "platform/base/refusal.hpp"
#include "platform/crypto/attestation_object.hpp"
#include "platform/crypto/encoding.hpp"
#include "testing/software_authenticator.hpp"

using namespace crypto;

namespace {

const RelyingParty party{"app.example.com", "https://app.example.com"};
const std::string challenge = "0123456789abcdef0123456789abcdef";
constexpr auto required = UserVerification::required;
constexpr auto preferred = UserVerification::preferred;

// "" when all is well, else what was refused.
std::string refusal_of(const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const Refusal& refusal) {
        EXPECT_EQ("passkey_refused", refusal.code);
        return refusal.detail;
    }
}

std::string name_of(const testing::TestParamInfo<PasskeyAlgorithm>& info) {
    switch (info.param) {
        case PasskeyAlgorithm::es256:
            return "es256";
        case PasskeyAlgorithm::ed_dsa:
            return "ed_dsa";
        case PasskeyAlgorithm::rs256:
            return "rs256";
    }
    return "unknown";
}

// Made once for all tests, since an RSA key takes a while.
struct Authenticators {
    SoftwareAuthenticator es256{PasskeyAlgorithm::es256, party};
    SoftwareAuthenticator ed_dsa{PasskeyAlgorithm::ed_dsa, party};
    SoftwareAuthenticator rs256{PasskeyAlgorithm::rs256, party};

    const SoftwareAuthenticator& with(PasskeyAlgorithm algorithm) const {
        if (algorithm == PasskeyAlgorithm::es256) return es256;
        return algorithm == PasskeyAlgorithm::ed_dsa ? ed_dsa : rs256;
    }
};
const Authenticators& own() {
    static const Authenticators all;
    return all;
}
const Authenticators& foreign() {
    static const Authenticators all;
    return all;
}

class Passkeys : public testing::TestWithParam<PasskeyAlgorithm> {
  protected:
    Passkey registered() const {
        return verify_registration(
            party, challenge, authenticator_.create(authenticator_.creation(challenge)), required);
    }
    std::string registering(const PasskeyRegistration& answer,
                            UserVerification verification = required) const {
        return refusal_of([&] { verify_registration(party, challenge, answer, verification); });
    }
    std::string signing_in(const PasskeyAssertion& answer,
                           UserVerification verification = required) const {
        return refusal_of(
            [&] { verify_assertion(party, challenge, stored_, answer, verification); });
    }

    const SoftwareAuthenticator& authenticator_ = own().with(GetParam());
    Passkey stored_ = registered();
};

INSTANTIATE_TEST_SUITE_P(OfEachAlgorithm, Passkeys,
                         testing::Values(PasskeyAlgorithm::es256, PasskeyAlgorithm::ed_dsa,
                                         PasskeyAlgorithm::rs256),
                         name_of);

// What an attacker could change about a ceremony, and what is said to it.
struct Lie {
    const char* about;
    std::string refusal;
    std::function<void(Ceremony&)> tell;
};

const Lie lies[] = {
    {"nothing", "", [](Ceremony&) {}},
    {"ceremony", "client data: made for another ceremony",
     [](Ceremony& c) { c.type = c.type == "webauthn.get" ? "webauthn.create" : "webauthn.get"; }},
    {"no type", "client data: made for another ceremony", [](Ceremony& c) { c.type.clear(); }},
    {"challenge", "client data: not the challenge", [](Ceremony& c) { c.challenge.back() ^= 1; }},
    {"no challenge", "client data: not the challenge", [](Ceremony& c) { c.challenge.clear(); }},
    {"half a challenge", "client data: not the challenge",
     [](Ceremony& c) { c.challenge.resize(16); }},
    {"origin", "client data: another origin",
     [](Ceremony& c) { c.origin = "https://evil.example.com"; }},
    {"scheme", "client data: another origin",
     [](Ceremony& c) { c.origin = "http://app.example.com"; }},
    {"port", "client data: another origin", [](Ceremony& c) { c.origin += ":8443"; }},
    {"longer host", "client data: another origin", [](Ceremony& c) { c.origin += ".evil.com"; }},
    {"frame", "client data: made inside another site",
     [](Ceremony& c) { c.client_data_extra = R"(,"crossOrigin":true)"; }},
    {"no frame", "",
     [](Ceremony& c) {
         c.client_data_extra = R"(,"crossOrigin":false,"other_keys_can_be_added_here":1)";
     }},
    {"a frame in text", "client data: made inside another site",
     [](Ceremony& c) { c.client_data_extra = R"(,"crossOrigin":"false")"; }},
    {"broken JSON", "client data: not a JSON object",
     [](Ceremony& c) { c.client_data_extra = ",}"; }},
    {"size", "client data: too large",
     [](Ceremony& c) { c.client_data_extra = ",\"x\":\"" + std::string(4096, 'x') + '"'; }},
    {"site", "authenticator data: made for another site",
     [](Ceremony& c) { c.party_id = "example.com"; }},
    {"presence", "authenticator data: nobody was present", [](Ceremony& c) { c.flags = 0x04; }},
    {"verification", "authenticator data: the person was not verified",
     [](Ceremony& c) { c.flags = 0x01; }},
    {"backup", "authenticator data: backed up and yet cannot be",
     [](Ceremony& c) { c.flags |= 0x10; }},
    {"true backup", "", [](Ceremony& c) { c.flags |= 0x18; }},
    {"extensions", "",
     [](Ceremony& c) { c.extensions = *from_hex("a1686372656450726f7401"); }}, // credProt: 1
    {"broken extensions", "authenticator data: ", [](Ceremony& c) { c.extensions = "\xFF"; }},
};

} // namespace

TEST_P(Passkeys, are_registered_and_used) {
    EXPECT_EQ(authenticator_.credential_id(), stored_.credential_id);
    EXPECT_EQ(GetParam(), stored_.algorithm);
    EXPECT_EQ(0u, stored_.sign_count);
    EXPECT_FALSE(stored_.backed_up);
    auto ceremony = authenticator_.request(challenge);
    ceremony.sign_count = 7;
    ceremony.flags |= 0x18;
    const auto use =
        verify_assertion(party, challenge, stored_, authenticator_.get(ceremony), required);
    EXPECT_EQ(7u, use.sign_count);
    EXPECT_TRUE(use.user_verified);
    EXPECT_TRUE(use.backed_up);
}

TEST_P(Passkeys, are_not_registered_by_a_lie) {
    for (const auto& lie : lies) {
        auto ceremony = authenticator_.creation(challenge);
        lie.tell(ceremony);
        const auto said = registering(authenticator_.create(ceremony));
        EXPECT_EQ(lie.refusal.empty(), said.empty()) << lie.about << ": " << said;
        EXPECT_TRUE(said.starts_with(lie.refusal)) << lie.about << ": " << said;
    }
}

TEST_P(Passkeys, do_not_sign_in_by_a_lie_even_when_it_is_signed) {
    for (const auto& lie : lies) {
        auto ceremony = authenticator_.request(challenge);
        lie.tell(ceremony);
        const auto said = signing_in(authenticator_.get(ceremony));
        EXPECT_EQ(lie.refusal.empty(), said.empty()) << lie.about << ": " << said;
        EXPECT_TRUE(said.starts_with(lie.refusal)) << lie.about << ": " << said;
    }
}

TEST_P(Passkeys, do_not_sign_in_when_anything_signed_was_changed) {
    const auto honest = authenticator_.get(authenticator_.request(challenge));
    ASSERT_EQ("", signing_in(honest));
    for (std::size_t at = 0; at < honest.authenticator_data.size(); ++at) {
        auto changed = honest;
        changed.authenticator_data[at] ^= 0x20;
        EXPECT_NE("", signing_in(changed)) << "authenticator data " << at;
    }
    for (std::size_t at = 0; at < honest.signature.size(); at += 5) {
        auto changed = honest;
        changed.signature[at] ^= 1;
        EXPECT_NE("", signing_in(changed)) << "signature " << at;
    }
    auto spaced = honest;
    spaced.client_data_json.insert(1, " "); // the same JSON, other bytes
    EXPECT_EQ("signature: not of this passkey", signing_in(spaced));
    for (const auto& signature : {std::string(), std::string("x"), honest.signature.substr(1),
                                  honest.signature + 'x', std::string(1025, 'x')}) {
        auto changed = honest;
        changed.signature = signature;
        EXPECT_NE("", signing_in(changed)) << signature.size();
    }
}

TEST_P(Passkeys, do_not_sign_in_with_the_key_of_another) {
    for (const auto algorithm :
         {PasskeyAlgorithm::es256, PasskeyAlgorithm::ed_dsa, PasskeyAlgorithm::rs256}) {
        const auto& other = foreign().with(algorithm);
        EXPECT_EQ("signature: not of this passkey",
                  signing_in(other.get(other.request(challenge))));
    }
}

TEST_P(Passkeys, need_the_person_verified_only_where_it_is_required) {
    auto creation = authenticator_.creation(challenge);
    auto request = authenticator_.request(challenge);
    creation.flags = request.flags = 0x01;
    EXPECT_EQ("", registering(authenticator_.create(creation), preferred));
    EXPECT_EQ("", signing_in(authenticator_.get(request), preferred));
    EXPECT_FALSE(verify_assertion(party, challenge, stored_, authenticator_.get(request), preferred)
                     .user_verified);
}

TEST_P(Passkeys, are_refused_when_their_counter_does_not_grow) {
    struct Case {
        std::uint32_t stored, now;
        bool accepted;
    };
    const Case cases[] = {{0, 0, true},
                          {0, 1, true},
                          {5, 6, true},
                          {5, 5, false},
                          {5, 4, false},
                          {5, 0, false},
                          {0xFFFFFFFE, 0xFFFFFFFF, true},
                          {0xFFFFFFFF, 0, false}};
    for (const auto& c : cases) {
        stored_.sign_count = c.stored;
        auto ceremony = authenticator_.request(challenge);
        ceremony.sign_count = c.now;
        EXPECT_EQ(c.accepted, signing_in(authenticator_.get(ceremony)).empty())
            << c.stored << " then " << c.now;
    }
}

TEST_P(Passkeys, may_attest_themselves_but_rightly) {
    const auto ceremony = authenticator_.creation(challenge);
    const auto honest = authenticator_.create_with_self_attestation(ceremony);
    EXPECT_EQ("", registering(honest));
    const auto data = authenticator_.authenticator_data_with_credential(ceremony);
    const auto with = [&](std::string_view format, std::string_view statement) {
        return PasskeyRegistration{attestation_object(format, statement, data),
                                   honest.client_data_json};
    };
    // A statement that another passkey made, and one without a signature worth the name.
    const auto foreign_answer = foreign().with(GetParam()).create_with_self_attestation(ceremony);
    const auto foreign_statement =
        read_attestation_object(foreign_answer.attestation_object)->statement;
    for (const auto statement : {foreign_statement, std::string_view("\xA0")})
        EXPECT_EQ("attestation: not one that the passkey signed itself",
                  registering(with("packed", statement)));
    for (const auto* format : {"fido-u2f", "tpm", "android-key", "apple", "NONE"})
        EXPECT_EQ("attestation: of a kind that was not asked for",
                  registering(with(format, "\xA0")))
            << format;
    EXPECT_EQ("attestation: of a kind that was not asked for", registering(with("none", "\x80")));
}

TEST_P(Passkeys, are_not_registered_from_broken_bytes) {
    const auto ceremony = authenticator_.creation(challenge);
    const auto data = authenticator_.authenticator_data_with_credential(ceremony);
    const auto client_data = authenticator_.client_data_json(ceremony);
    for (std::size_t size = 0; size < data.size(); ++size)
        EXPECT_NE("", registering(
                          {attestation_object("none", "\xA0", data.substr(0, size)), client_data}))
            << size;
    EXPECT_EQ("authenticator data: no credential",
              registering(
                  {attestation_object("none", "\xA0", authenticator_.authenticator_data(ceremony)),
                   client_data}));
    EXPECT_EQ("attestation object: cannot be read", registering({"", client_data}));
    EXPECT_EQ("client data: not a JSON object",
              registering({authenticator_.create(ceremony).attestation_object, "[]"}));
    EXPECT_EQ("authenticator data: wrong size",
              registering({attestation_object("none", "\xA0", data + std::string(4096, 'x')),
                           client_data}));
}

TEST(PasskeyKeys, must_lie_on_their_curve) {
    const auto& authenticator = own().es256;
    const auto ceremony = authenticator.creation(challenge);
    auto data = authenticator.authenticator_data_with_credential(ceremony);
    data.back() ^= 1; // the last byte of y
    const PasskeyRegistration answer{attestation_object("none", "\xA0", data),
                                     authenticator.client_data_json(ceremony)};
    EXPECT_EQ("public key: broken, or not on its curve",
              refusal_of([&] { verify_registration(party, challenge, answer, required); }));
}

TEST(PasskeyCredential, has_an_id_of_1_to_1023_bytes_and_nothing_behind_its_key) {
    const auto& authenticator = own().es256;
    auto ceremony = authenticator.creation(challenge);
    ceremony.flags |= 0x40;
    const auto head = authenticator.authenticator_data(ceremony);
    const auto registering = [&](std::size_t id_size, const std::string& behind_id) {
        std::string data = head + std::string(16, '\0');
        data += static_cast<char>(id_size >> 8);
        data += static_cast<char>(id_size);
        data += std::string(id_size, 'i') + behind_id;
        const PasskeyRegistration answer{attestation_object("none", "\xA0", data),
                                         authenticator.client_data_json(ceremony)};
        return refusal_of([&] { verify_registration(party, challenge, answer, required); });
    };
    const auto key = authenticator.cose_key();
    EXPECT_EQ("credential id: 1 to 1023 bytes", registering(0, key));
    EXPECT_EQ("", registering(1, key));
    EXPECT_EQ("", registering(1023, key));
    EXPECT_EQ("credential id: 1 to 1023 bytes", registering(1024, key));
    constexpr auto not_promised = "authenticator data: not the CBOR that its flags promise";
    EXPECT_EQ(not_promised, registering(16, key + '\0'));
    EXPECT_EQ(not_promised, registering(16, ""));
    EXPECT_EQ(not_promised,
              registering(16, *from_hex("9a9a9a9a9a00"))); // an array of 2.6 thousand millions
    EXPECT_EQ("authenticator data: no credential with ES256, EdDSA or RS256",
              registering(16, "\xA0"));
}

TEST(PasskeyChallenge, is_32_random_bytes) {
    EXPECT_EQ(32u, make_passkey_challenge().size());
    EXPECT_NE(make_passkey_challenge(), make_passkey_challenge());
}

TEST(RelyingParty, is_read_from_the_public_address) {
    struct Case {
        const char *url, *id, *origin; // id nullptr: no passkeys there
    };
    const Case cases[] = {
        {"https://app.example.com", "app.example.com", "https://app.example.com"},
        {"https://app.example.com/", "app.example.com", "https://app.example.com"},
        {"https://app.example.com:443/crm", "app.example.com", "https://app.example.com"},
        {"https://app.example.com:8443", "app.example.com", "https://app.example.com:8443"},
        {"HTTPS://App.Example.com", "app.example.com", "https://app.example.com"},
        {"http://localhost:8080", "localhost", "http://localhost:8080"},
        {"http://localhost", "localhost", "http://localhost"},
        {"http://localhost:80", "localhost", "http://localhost"},
        {"http://app.example.com", nullptr, nullptr},
        {"http://127.0.0.1:8080", nullptr, nullptr},
        {"https://192.168.1.5", nullptr, nullptr},
        {"https://[::1]", nullptr, nullptr},
        {"ftp://localhost", nullptr, nullptr},
        {"app.example.com", nullptr, nullptr},
        {"", nullptr, nullptr},
    };
    for (const auto& c : cases) {
        const auto read = RelyingParty::of_url(c.url);
        ASSERT_EQ(c.id != nullptr, read.has_value()) << c.url;
        if (read) {
            EXPECT_EQ(c.id, read->id) << c.url;
            EXPECT_EQ(c.origin, read->origin) << c.url;
        }
    }
}
