#include "features/crm/tracking/tracking_link.hpp"

#include <gtest/gtest.h>

using crm::make_tracking_token;
using crm::read_tracking_token;
using crm::with_tracking_token;

namespace {

const crypto::SecretBox box({crypto::MasterKey(std::string(crypto::master_key_bytes, 'k'))});
const Timestamp now = *parse_timestamp("2030-01-07T09:00:00Z");
const Uuid project = Uuid::make(), ana = Uuid::make();

} // namespace

TEST(TrackingToken, says_who_clicked_for_ninety_days) {
    const auto token = make_tracking_token(box, project, ana, now);
    EXPECT_EQ(48u, token.size());
    EXPECT_EQ(ana, read_tracking_token(box, project, token, now));
    EXPECT_EQ(ana, read_tracking_token(box, project, token, now + std::chrono::days(90)));
    EXPECT_FALSE(read_tracking_token(box, project, token,
                                     now + std::chrono::days(90) + std::chrono::seconds(1)));
}

TEST(TrackingToken, of_another_project_says_nothing) {
    EXPECT_FALSE(
        read_tracking_token(box, Uuid::make(), make_tracking_token(box, project, ana, now), now));
}

TEST(TrackingToken, changed_anywhere_says_nothing) {
    const auto token = make_tracking_token(box, project, ana, now);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(read_tracking_token(box, project, changed, now)) << i;
    }
    for (const auto* junk : {"", "A", "not base64!", "AAAA"})
        EXPECT_FALSE(read_tracking_token(box, project, junk, now)) << junk;
    EXPECT_FALSE(read_tracking_token(box, project, token + "AAAA", now));
}

TEST(TrackingToken, stands_in_an_address_where_it_belongs) {
    EXPECT_EQ("https://example.com/?sf=T", with_tracking_token("https://example.com/", "T"));
    EXPECT_EQ("https://example.com/a?b=1&sf=T#c",
              with_tracking_token("https://example.com/a?b=1#c", "T"));
}
