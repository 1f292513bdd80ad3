// Who acts on auto_add_to_campaigns and default_campaigns of a segment: a later module says so.
#pragma once
#include <string>
#include <vector>

#include "platform/base/uuid.hpp"

namespace db {
class Transaction;
}
namespace http {
struct Call;
}

namespace crm {

// People who came into a segment by what they are or do, or by hand.
struct SegmentEntry {
    Uuid segment_id;
    std::string segment_name;
    std::vector<Uuid> contact_ids;
};

struct SegmentFeed {
    // In the transaction of the entry: what it leaves behind is there if and only if they entered.
    // Not called for the first build of a segment and for an edit of its rule.
    void (*entered)(db::Transaction& tx, const SegmentEntry& entry);
    // Before another choice is stored. Throws what speaks against it.
    void (*check)(http::Call& call, const std::vector<Uuid>& before,
                  const std::vector<Uuid>& campaigns);
};

// One, before the first request.
void register_segment_feed(const SegmentFeed& feed);
// What was registered; does nothing while nothing was.
const SegmentFeed& segment_feed();

} // namespace crm
