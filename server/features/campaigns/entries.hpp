// Whoever enters a segment that feeds campaigns is added to those of them that run.
//
// Who enters by himself or by hand is added; whom the first build of a segment or an edit of its
// rule puts into it is not: that is an audience, which nobody has rehearsed or approved. Each gets
// a row of the ledger for each message by the rules of the snapshot (consent, suppressions, cap,
// one address once), due now and after the messages' delays; who has a row already, from the
// snapshot or from an earlier entry, gets no second one. A campaign that is fed stays open: it is
// completed at its end date, or when nothing feeds it any more and nothing is pending.
#pragma once
#include "features/campaigns/campaign.hpp"
#include "platform/jobs/lane.hpp"

namespace jobs {
class Context;
}

namespace campaigns {

struct AddToCampaigns {
    static constexpr std::string_view kind = "add_to_campaigns";
    static constexpr auto lane = jobs::Lane::prompt;
    Uuid segment_id;
    std::vector<Uuid> contact_ids; // at most most_entries_of_job
};
BOOST_DESCRIBE_STRUCT(AddToCampaigns, (), (segment_id, contact_ids))

inline constexpr std::size_t most_entries_of_job = 500;

// Leaves work behind that is done once the entry has committed.
void people_entered(db::Transaction& tx, const Uuid& segment_id, const std::string& segment_name,
                    const std::vector<Uuid>& contact_ids);
// Can be started twice.
void add_to_campaigns(jobs::Context& job, const AddToCampaigns& work);

// Which campaigns a segment may feed, beside those that it did `before`: they exist, and are not
// over. Throws invalid_input naming those that are not ("default_campaigns[1]"), and not_allowed
// unless the caller may send.
void check_fed_campaigns(http::Call& call, const std::vector<Uuid>& before,
                         const std::vector<Uuid>& campaigns);

} // namespace campaigns
