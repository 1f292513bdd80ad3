#include "features/campaigns/engine/sender_shares.hpp"

#include <algorithm>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/snapshot.sql.hpp"
#include "platform/db/transaction.hpp"

namespace campaigns {
namespace {

// FNV-1a, then the end of MurmurHash3, since ids that were made one after another differ little.
std::uint64_t hash_of(const Uuid& id) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const auto byte : id.bytes)
        hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
    return hash ^ (hash >> 33);
}

} // namespace

const SenderShare* sender_of(const Uuid& contact_id, const std::vector<SenderShare>& shares) {
    std::vector<const SenderShare*> sorted;
    std::uint64_t weights = 0;
    for (const auto& share : shares) {
        sorted.push_back(&share);
        weights += static_cast<std::uint64_t>(share.weight);
    }
    if (weights == 0) return nullptr;
    std::ranges::sort(sorted, {}, &SenderShare::sender_id);
    auto place = hash_of(contact_id) % weights;
    for (const auto* share : sorted) {
        const auto weight = static_cast<std::uint64_t>(share->weight);
        if (place < weight) return share;
        place -= weight;
    }
    return nullptr;
}

std::vector<SenderShare> shares_of(db::Transaction& tx, const CampaignMessage& message,
                                   const Campaign& campaign) {
    const auto* channel = channels().find(message.channel);
    return channel ? channel->senders(tx, content_of(message, campaign))
                   : std::vector<SenderShare>{};
}

void ChunkSenders::add(std::int32_t chunk, const SenderShare& share) {
    chunks_.push_back(chunk);
    senders_.push_back(share.sender_id);
    prices_.push_back(share.price_per_thousand);
}

void ChunkSenders::store(db::Transaction& tx, const Uuid& campaign_id) const {
    if (!chunks_.empty())
        tx.query(engine::sql::name_senders, campaign_id, chunks_, senders_, prices_);
}

} // namespace campaigns
