// One worker: claims a chunk, hands its rows over one after another, says what became of them.
#pragma once
#include <map>

#include "features/campaigns/engine/journal.hpp"
#include "features/campaigns/engine/workshop.hpp"

namespace campaigns {

class Worker {
  public:
    Worker(Workshop& workshop, std::size_t number);

    // A chunk, for at most a turn. False: nothing is due.
    bool work();
    std::int64_t handed_over() const { return handed_over_; } // since it was made

  private:
    // What is known and what comes next, said to the database in one transaction.
    struct Turn {
        ClaimedChunk chunk;
        std::shared_ptr<const Manuscript> manuscript;
        Carrier* carrier = nullptr;
        std::vector<Finding> findings;
        bool has_budget = false;
        std::int32_t position = 0; // up to here rows were dealt with
        std::chrono::steady_clock::time_point ends;
        std::optional<Wait> wait; // nothing more of the chunk leaves before
        bool over = false;
    };

    std::optional<ClaimedChunk> claim(CampaignAtWork& campaign);
    void skip_rest(const ClaimedChunk& chunk, const std::string& reason);
    bool get_ready(Turn& turn, std::int64_t content_version);
    void send(Turn& turn);
    std::vector<DueRow> settle(Turn& turn);
    std::vector<DueRow> try_to_settle(Turn& turn);
    bool is_paid_for(db::Transaction& tx, Turn& turn, Window& window);
    void hand_over(Turn& turn, const std::vector<DueRow>& rows);
    Finding hand_over(Turn& turn, const DueRow& row);
    Carrier& carrier_of(ChannelName channel);
    bool wants_more(const Turn& turn) const;

    Workshop& workshop_;
    const std::size_t number_;
    Journal journal_;
    std::map<ChannelName, std::unique_ptr<Carrier>> carriers_;
    std::int64_t handed_over_ = 0;
};

} // namespace campaigns
