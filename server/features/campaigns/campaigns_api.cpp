// Campaigns over HTTP.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaign.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/campaigns.sql.hpp"
#include "platform/http/cursor.hpp"

namespace campaigns {

struct ListCampaigns {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<CampaignStatus> status;
};
BOOST_DESCRIBE_STRUCT(ListCampaigns, (), (limit, after, status))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::ListCampaigns> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 100, .optional = true}});

namespace campaigns {
namespace {

// GET /api/campaigns, newest first
http::Page<Campaign> list_campaigns(http::Call& call, const http::Query<ListCampaigns>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    http::Page<Campaign> page;
    page.items = call.tx.all<Campaign>(
        sql::list_campaigns, query->status, cursor ? std::optional(cursor->at) : std::nullopt,
        cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = http::make_cursor(http::TimeCursor{last.created_at, last.id});
    }
    return page;
}

// POST /api/campaigns
http::Created<Campaign> create_campaign(http::Call& call, const CampaignInput& input) {
    auto campaign = insert_campaign(call, input);
    return {campaign, "/api/campaigns/" + campaign.id.text()};
}

// GET /api/campaigns/{id}
Campaign get_campaign(http::Call& call, const Uuid& id) {
    return find_campaign(call.tx, id);
}

// PATCH /api/campaigns/{id}: drafts only
Campaign update_campaign(http::Call& call, const Uuid& id,
                         const meta::Patch<CampaignInput>& patch) {
    return change_campaign(call, id, patch, call.if_match());
}

// DELETE /api/campaigns/{id}: drafts, and by managers what is over
http::NoContent delete_one_campaign(http::Call& call, const Uuid& id) {
    delete_campaign(call, id);
    return {};
}

// POST /api/campaigns/{id}/copies
http::Created<Campaign> create_copy(http::Call& call, const Uuid& id) {
    auto copy = duplicate_campaign(call, id);
    return {copy, "/api/campaigns/" + copy.id.text()};
}

bool has_sent_campaign(db::Transaction& tx) {
    return tx.one<bool>(sql::has_sent_campaign);
}

} // namespace

void add_campaign_routes(http::Router& on) {
    using namespace http;
    accounts::register_setup_step("first_campaign", 5, &has_sent_campaign);
    on.get<list_campaigns>("/api/campaigns", viewer("campaigns:read"), Rate::read);
    on.post<create_campaign>("/api/campaigns", member("campaigns:write"), Rate::write);
    on.get<get_campaign>("/api/campaigns/{id}", viewer("campaigns:read"), Rate::read);
    on.patch<update_campaign>("/api/campaigns/{id}", member("campaigns:write"), Rate::write);
    on.del<delete_one_campaign>("/api/campaigns/{id}", member("campaigns:write"), Rate::write);
    on.post<create_copy>("/api/campaigns/{id}/copies", member("campaigns:write"), Rate::write);
}

} // namespace campaigns
