// A mail that came back, taken in: the ledger, the list of those who are not written to, the
// timeline. The same report may come any number of times and counts once.
#pragma once
#include "features/campaigns/email/bounce.hpp"
#include "platform/base/timestamp.hpp"
#include "platform/meta/describe.hpp"
#include "platform/services.hpp"

namespace db {
class Transaction;
}

namespace campaigns {

struct BounceResult {
    bool was_ours = false; // about a mail of this project
    std::optional<BounceKind> kind;
    std::string status, detail;
    bool is_suppressed = false; // from now on nothing is sent to the address
};
BOOST_DESCRIBE_STRUCT(BounceResult, (), (was_ours, kind, status, detail, is_suppressed))

// In the project of the transaction. `mail`: as it came, whatever it is.
BounceResult take_bounce(Services& services, db::Transaction& tx, std::string_view mail,
                         Timestamp now);

} // namespace campaigns
