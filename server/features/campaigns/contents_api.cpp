// What people were sent: shown, given out with the rest of what is held of a person, and for how
// long it is kept.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/contents.hpp"
#include "features/campaigns/contents.sql.hpp"
#include "features/campaigns/engine/kept_contents.hpp"
#include "platform/jobs/jobs.hpp"

namespace campaigns {

struct SentContent {
    Uuid execution_id;
    std::string subject, text, html; // html may be empty; links lead nowhere
};
BOOST_DESCRIBE_STRUCT(SentContent, (), (execution_id, subject, text, html))

struct CampaignSettings {
    std::int32_t keep_content_days = default_keep_days;
};
BOOST_DESCRIBE_STRUCT(CampaignSettings, (), (keep_content_days))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::CampaignSettings> =
    std::to_array<meta::Rule>({{.field = "keep_content_days",
                                .min = 0,
                                .max = campaigns::most_keep_days,
                                .text = "Days that what people were sent is kept; 0: not at all"}});

namespace campaigns {
namespace {

// GET /api/campaigns/{id}/executions/{execution_id}/content
SentContent get_content(http::Call& call, const Uuid& campaign_id, const Uuid& execution_id) {
    find_campaign(call.tx, campaign_id);
    if (!call.tx.one<bool>(sql::is_row_of, campaign_id, execution_id)) throw Refusal("not_found");
    const auto content = kept_content(call.tx, channels(), execution_id);
    if (!content) throw Refusal("content_not_kept");
    return {execution_id, content->subject, content->text, content->html};
}

// GET /api/campaign-settings
CampaignSettings get_campaign_settings(http::Call& call) {
    return call.tx.one<CampaignSettings>(sql::campaign_settings);
}

// PUT /api/campaign-settings: what is older goes in the next night
CampaignSettings put_campaign_settings(http::Call& call, const CampaignSettings& input) {
    call.tx.query(sql::set_campaign_settings, input.keep_content_days);
    accounts::record(call, "campaign_settings.updated", "project", call.project_id(), "");
    return input;
}

} // namespace

std::string contents_of_contact(db::Transaction& tx, const Uuid& contact_id) {
    std::string out = "[";
    for (const auto& id : tx.all<Uuid>(sql::rows_with_content, contact_id)) {
        const auto content = kept_content(tx, channels(), id);
        if (!content) continue;
        if (out.size() > 1) out += ',';
        out += meta::write(SentContent{id, content->subject, content->text, content->html});
    }
    return out + "]";
}

void add_content_routes(http::Router& on) {
    using namespace http;
    on.get<get_content>("/api/campaigns/{id}/executions/{execution_id}/content",
                        viewer("campaigns:read"), Rate::read);
    on.get<get_campaign_settings>("/api/campaign-settings", viewer("campaigns:read"), Rate::read);
    on.put<put_campaign_settings>("/api/campaign-settings", manager("campaigns:write"),
                                  Rate::write);
}

void add_content_jobs(jobs::Registry& registry) {
    registry.every<ForgetContents>("37 3 * * *", &forget_contents);
}

} // namespace campaigns
