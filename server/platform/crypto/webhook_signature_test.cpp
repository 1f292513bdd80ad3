#include "platform/crypto/webhook_signature.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "platform/crypto/encoding.hpp"

using namespace crypto;
using namespace std::chrono;

namespace {

// The example that the libraries of the standard test themselves with.
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::string_view body = R"({"test": 2432232314})";
const Timestamp sent = sys_seconds(seconds(1614265330));

std::vector<WebhookSecret> example_secret() {
    return {*WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
}

} // namespace

TEST(WebhookSignature, is_the_one_of_the_standard) {
    const auto headers = sign_webhook(example_secret(), id, sent, body);
    EXPECT_EQ(id, headers.id);
    EXPECT_EQ("1614265330", headers.timestamp);
    EXPECT_EQ("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", headers.signature);
    EXPECT_EQ(WebhookVerdict::authentic, verify_webhook(example_secret(), headers, body, sent));
}

TEST(WebhookSignature, is_refused_after_any_change) {
    struct Case {
        const char* what;
        WebhookVerdict verdict;
        std::function<void(WebhookHeaders&)> change;
    };
    const Case cases[] = {
        {"nothing", WebhookVerdict::authentic, [](auto&) {}},
        {"id", WebhookVerdict::wrong_signature, [](auto& headers) { headers.id += 'x'; }},
        {"no id", WebhookVerdict::malformed, [](auto& headers) { headers.id.clear(); }},
        {"id with a point", WebhookVerdict::malformed, [](auto& headers) { headers.id += ".1"; }},
        {"timestamp", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.timestamp = "1614265331"; }},
        {"timestamp with a zero before it", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.timestamp.insert(0, "0"); }},
        {"no timestamp", WebhookVerdict::malformed,
         [](auto& headers) { headers.timestamp.clear(); }},
        {"a date", WebhookVerdict::malformed,
         [](auto& headers) { headers.timestamp = "2021-02-25"; }},
        {"a fraction", WebhookVerdict::malformed, [](auto& headers) { headers.timestamp += ".0"; }},
        {"a sign", WebhookVerdict::malformed,
         [](auto& headers) { headers.timestamp = "-1614265330"; }},
        {"a huge timestamp", WebhookVerdict::malformed,
         [](auto& headers) { headers.timestamp = "16142653300000000000"; }},
        {"signature", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.signature[5] ^= 1; }},
        {"no signature", WebhookVerdict::malformed,
         [](auto& headers) { headers.signature.clear(); }},
        {"no version", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.signature.erase(0, 3); }},
        {"another version", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.signature.replace(0, 2, "v2"); }},
        {"half a signature", WebhookVerdict::wrong_signature,
         [](auto& headers) { headers.signature.resize(20); }},
        {"another before it", WebhookVerdict::authentic,
         [](auto& headers) { headers.signature.insert(0, "v1a,AAAA v1,AAAA "); }},
    };
    for (const auto& c : cases) {
        auto headers = sign_webhook(example_secret(), id, sent, body);
        c.change(headers);
        EXPECT_EQ(c.verdict, verify_webhook(example_secret(), headers, body, sent)) << c.what;
    }
    const auto headers = sign_webhook(example_secret(), id, sent, body);
    EXPECT_EQ(WebhookVerdict::wrong_signature,
              verify_webhook(example_secret(), headers, R"({"test":2432232314})", sent));
}

TEST(WebhookSignature, holds_for_five_minutes_to_either_side) {
    const auto headers = sign_webhook(example_secret(), id, sent, body);
    const auto verdict_at = [&](Timestamp now) {
        return verify_webhook(example_secret(), headers, body, now);
    };
    EXPECT_EQ(WebhookVerdict::authentic, verdict_at(sent + minutes(5)));
    EXPECT_EQ(WebhookVerdict::too_old, verdict_at(sent + minutes(5) + microseconds(1)));
    EXPECT_EQ(WebhookVerdict::authentic, verdict_at(sent - minutes(5)));
    EXPECT_EQ(WebhookVerdict::too_new, verdict_at(sent - minutes(5) - microseconds(1)));
}

TEST(WebhookSignature, lets_secrets_be_changed_without_a_gap) {
    const auto old_secret = WebhookSecret::make();
    const auto new_secret = WebhookSecret::make();
    const auto headers = sign_webhook(std::vector{old_secret, new_secret}, id, sent, body);
    for (const auto& one : {old_secret, new_secret})
        EXPECT_EQ(WebhookVerdict::authentic, verify_webhook(std::vector{one}, headers, body, sent));
    EXPECT_EQ(WebhookVerdict::wrong_signature,
              verify_webhook(std::vector{WebhookSecret::make()}, headers, body, sent));
    EXPECT_EQ(WebhookVerdict::wrong_signature, verify_webhook({}, headers, body, sent));
}

TEST(WebhookSignature, looks_at_sixteen_signatures) {
    auto headers = sign_webhook(example_secret(), id, sent, body);
    std::string others;
    for (int i = 0; i < 15; ++i) others += "v1,AAAA ";
    const auto own = headers.signature;
    headers.signature = others + own;
    EXPECT_EQ(WebhookVerdict::authentic, verify_webhook(example_secret(), headers, body, sent));
    headers.signature = others + "v1,AAAA " + own;
    EXPECT_EQ(WebhookVerdict::wrong_signature,
              verify_webhook(example_secret(), headers, body, sent));
}

TEST(WebhookSignature, is_made_for_proper_ids_only) {
    EXPECT_NO_THROW(sign_webhook(example_secret(), std::string(256, 'a'), sent, body));
    EXPECT_THROW(sign_webhook(example_secret(), std::string(257, 'a'), sent, body),
                 std::logic_error);
    for (const auto* bad : {"", "a.b", "a b", "a\nb", "é"})
        EXPECT_THROW(sign_webhook(example_secret(), bad, sent, body), std::logic_error);
    EXPECT_THROW(sign_webhook({}, id, sent, body), std::logic_error);
}

TEST(WebhookSecret, has_24_to_64_bytes) {
    const auto text = [](std::size_t size) { return "whsec_" + to_base64(std::string(size, 'k')); };
    EXPECT_FALSE(WebhookSecret::parse(text(23)));
    EXPECT_TRUE(WebhookSecret::parse(text(24)));
    EXPECT_TRUE(WebhookSecret::parse(text(64)));
    EXPECT_FALSE(WebhookSecret::parse(text(65)));
    for (const auto* bad :
         {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all, my friend!"})
        EXPECT_FALSE(WebhookSecret::parse(bad)) << bad;
    const auto made = WebhookSecret::make();
    EXPECT_EQ(made.key(), WebhookSecret::parse(made.text())->key());
}
