// Passkeys through the routes; what may be wrong with their bytes is in platform/crypto.
#include <gtest/gtest.h>

#include "platform/crypto/encoding.hpp"
#include "testing/software_authenticator.hpp"
#include "testing/test_app.hpp"

namespace {

using crypto::to_base64url;

struct PasskeyRoutes : testing::Test {
    TestApp app;
    Client ana = app.sign_up("Ana");
    SoftwareAuthenticator phone{crypto::PasskeyAlgorithm::es256,
                                *crypto::RelyingParty::of_url("http://localhost:8080")};

    static std::string bytes_at(const TestReply& reply, std::string_view pointer) {
        return crypto::from_base64url(reply.text(pointer)).value();
    }
    // The browser's dialogue of registering, answered by `device`.
    static std::string registration(Client& person, const SoftwareAuthenticator& device) {
        const auto options = person.post("/api/me/passkeys/options");
        const auto made =
            device.create(device.creation(bytes_at(options, "/public_key/challenge")));
        const auto id = to_base64url(device.credential_id());
        return boost::json::serialize(
            boost::json::object{{"challenge_id", options.text("/challenge_id")},
                                {"name", "Phone"},
                                {"credential",
                                 {{"id", id},
                                  {"raw_id", id},
                                  {"attestation_object", to_base64url(made.attestation_object)},
                                  {"client_data_json", to_base64url(made.client_data_json)}}}});
    }
    std::string add_phone() {
        const auto added = ana.post("/api/me/passkeys", registration(ana, phone));
        EXPECT_EQ("201", summary(added));
        return added.text("/id");
    }
    // The dialogue of signing in.
    static std::string use(Client& guest, const SoftwareAuthenticator& device,
                           const std::optional<Uuid>& person = {}) {
        const auto options = guest.post("/api/auth/passkey/options");
        const auto used = device.get(device.request(bytes_at(options, "/public_key/challenge")));
        const auto id = to_base64url(device.credential_id());
        boost::json::object credential{
            {"id", id},
            {"raw_id", id},
            {"authenticator_data", to_base64url(used.authenticator_data)},
            {"client_data_json", to_base64url(used.client_data_json)},
            {"signature", to_base64url(used.signature)}};
        if (person)
            credential["user_handle"] =
                to_base64url({reinterpret_cast<const char*>(person->bytes.data()), 16});
        return boost::json::serialize(boost::json::object{
            {"challenge_id", options.text("/challenge_id")}, {"credential", credential}});
    }
};

TEST_F(PasskeyRoutes, sign_in_without_a_password_until_they_are_removed) {
    const auto id = add_phone();
    auto guest = app.guest();
    EXPECT_EQ("200", summary(guest.post("/api/auth/passkey", use(guest, phone, ana.user_id))));
    EXPECT_EQ("Ana", guest.get("/api/me").text("/user/name"));
    EXPECT_EQ("Phone", ana.get("/api/me/passkeys").text("/items/0/name"));
    EXPECT_FALSE(ana.get("/api/me/passkeys").at("/items/0/last_used_at").is_null());
    EXPECT_EQ("Key", ana.patch("/api/me/passkeys/" + id, R"({"name":"Key"})").text("/name"));

    EXPECT_EQ("204", summary(ana.del("/api/me/passkeys/" + id)));
    auto late = app.guest();
    const auto refused = late.post("/api/auth/passkey", use(late, phone, ana.user_id));
    EXPECT_TRUE(summary(refused).ends_with("passkey_refused")) << summary(refused);
}

TEST_F(PasskeyRoutes, answer_each_challenge_once_and_within_five_minutes) {
    add_phone();
    auto guest = app.guest();
    const auto once = use(guest, phone);
    EXPECT_EQ("200", summary(guest.post("/api/auth/passkey", once)));
    EXPECT_EQ("sign_in_expired", app.guest().post("/api/auth/passkey", once).code());

    const auto in_time = use(guest, phone), late = use(guest, phone);
    app.clock().advance(std::chrono::minutes(5) - std::chrono::seconds(1));
    EXPECT_EQ("200", summary(app.guest().post("/api/auth/passkey", in_time)));
    app.clock().advance(std::chrono::seconds(1));
    EXPECT_EQ("sign_in_expired", app.guest().post("/api/auth/passkey", late).code());
}

TEST_F(PasskeyRoutes, of_somebody_else_are_neither_used_nor_seen_nor_registered_twice) {
    const auto id = add_phone();
    auto ben = app.sign_up("Ben");
    auto guest = app.guest();
    EXPECT_EQ("passkey_refused",
              guest.post("/api/auth/passkey", use(guest, phone, ben.user_id)).code());
    EXPECT_EQ(0u, ben.get("/api/me/passkeys").at("/items").as_array().size());
    EXPECT_EQ("404 not_found", summary(ben.patch("/api/me/passkeys/" + id, R"({"name":"Mine"})")));
    EXPECT_EQ("404 not_found", summary(ben.del("/api/me/passkeys/" + id)));
    EXPECT_EQ("passkey_exists", ben.post("/api/me/passkeys", registration(ben, phone)).code());
    // A challenge is for who asked for it.
    const SoftwareAuthenticator other(crypto::PasskeyAlgorithm::ed_dsa,
                                      *crypto::RelyingParty::of_url("http://localhost:8080"));
    EXPECT_EQ("sign_in_expired", ben.post("/api/me/passkeys", registration(ana, other)).code());
}

TEST_F(PasskeyRoutes, are_twenty_a_person_at_most) {
    for (int i = 0; i < 20; ++i) {
        const SoftwareAuthenticator device(crypto::PasskeyAlgorithm::ed_dsa,
                                           *crypto::RelyingParty::of_url("http://localhost:8080"));
        ASSERT_EQ("201", summary(ana.post("/api/me/passkeys", registration(ana, device)))) << i;
    }
    EXPECT_EQ("409 limit_reached", summary(ana.post("/api/me/passkeys", registration(ana, phone))));
}

TEST_F(PasskeyRoutes, name_what_is_no_credential) {
    auto body = boost::json::parse(registration(ana, phone)).as_object();
    body["credential"].as_object()["attestation_object"] = "not base64!";
    EXPECT_EQ("422 invalid_input credential.attestation_object:bad_format",
              summary(ana.post("/api/me/passkeys", boost::json::serialize(body))));
    EXPECT_EQ(0u, ana.get("/api/me/passkeys").at("/items").as_array().size());
}

} // namespace
