// Who of a message's senders writes to whom.
#include "features/campaigns/engine/sender_shares.hpp"

#include <gtest/gtest.h>

#include <map>

namespace campaigns {
namespace {

struct SharesCase {
    std::vector<std::int32_t> weights;
    std::vector<double> parts;
};

Uuid id_of(std::uint8_t number) {
    Uuid id{};
    id.bytes.back() = number;
    return id;
}

std::vector<SenderShare> shares_with(const std::vector<std::int32_t>& weights) {
    std::vector<SenderShare> shares;
    for (const auto weight : weights)
        shares.push_back(
            {.sender_id = id_of(static_cast<std::uint8_t>(shares.size() + 1)), .weight = weight});
    return shares;
}

TEST(SenderShares, follow_the_weights) {
    const SharesCase cases[] = {{{1}, {1}},
                                {{1, 1}, {0.5, 0.5}},
                                {{3, 1}, {0.75, 0.25}},
                                {{1, 2, 1}, {0.25, 0.5, 0.25}},
                                {{100, 1}, {0.99, 0.01}}};
    constexpr int people = 20'000;
    for (const auto& c : cases) {
        const auto shares = shares_with(c.weights);
        std::map<Uuid, int> counts;
        for (int i = 0; i < people; ++i) ++counts[sender_of(Uuid::make(), shares)->sender_id];
        for (std::size_t i = 0; i < c.parts.size(); ++i)
            EXPECT_NEAR(c.parts[i], counts[shares[i].sender_id] / double(people), 0.02)
                << c.weights.size() << " senders, the one at " << i;
    }
}

TEST(SenderShares, keep_everybody_with_his_sender_in_whichever_order_they_stand) {
    const auto shares = shares_with({3, 1, 2});
    const std::vector<SenderShare> turned(shares.rbegin(), shares.rend());
    for (int i = 0; i < 1000; ++i) {
        const auto person = Uuid::make();
        EXPECT_EQ(sender_of(person, shares)->sender_id, sender_of(person, turned)->sender_id);
    }
}

TEST(SenderShares, that_are_none_name_nobody) {
    EXPECT_EQ(nullptr, sender_of(Uuid::make(), {}));
}

} // namespace
} // namespace campaigns
