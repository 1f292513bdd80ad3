#include "features/campaigns/notices.hpp"

#include "features/campaigns/notices.sql.hpp"
#include "platform/db/transaction.hpp"
#include "platform/realtime/notifications.hpp"

namespace campaigns {

void notify_senders(db::Transaction& tx, const Campaign& campaign, const text::Phrase& title,
                    const text::Phrase& body, boost::json::object details) {
    details["campaign"] = campaign.name;
    for (const auto& user : tx.all<Uuid>(sql::who_may_send))
        realtime::notify(tx, tx.project_id(),
                         {.user_id = user,
                          .kind = realtime::NotificationKind::campaign_waits,
                          .title = title,
                          .body = body,
                          .link = "/campaigns/" + campaign.id.text(),
                          .details = details});
}

} // namespace campaigns
