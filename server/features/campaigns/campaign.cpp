#include "features/campaigns/campaign.hpp"

#include <fmt/format.h>

#include <set>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/campaigns.sql.hpp"
#include "features/campaigns/deletion.hpp"
#include "platform/http/guards.hpp"
#include "platform/http/if_match.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/utf8.hpp"
#include "platform/time/zones.hpp"

namespace campaigns {

struct CampaignEvent {
    Uuid id;
    std::string name;
    CampaignStatus status = CampaignStatus::draft;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CampaignEvent, (), (id, name, status, version))

namespace {

constexpr std::size_t longest_name = 255;

template <class T>
void refuse_repetition(const std::vector<T>& items, std::string_view field,
                       std::vector<Problem>& problems) {
    std::set<T> seen;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!seen.insert(items[i]).second)
            problems.push_back({fmt::format("{}[{}]", field, i), "duplicate", "is there already"});
}

void check_channels(const CampaignInput& input, std::vector<Problem>& problems) {
    refuse_repetition(input.channels, "channels", problems);
    for (std::size_t i = 0; i < input.channels.size(); ++i)
        if (!channels().find(input.channels[i]))
            problems.push_back({fmt::format("channels[{}]", i), "not_available",
                                "this server has no such channel yet"});
}

void check_segments(db::Transaction& tx, const std::vector<Uuid>& ids, std::string_view field,
                    std::vector<Problem>& problems) {
    refuse_repetition(ids, field, problems);
    const auto found = tx.all<Uuid>(sql::known_segments, ids);
    const std::set<Uuid> known(found.begin(), found.end());
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (!known.contains(ids[i]))
            problems.push_back({fmt::format("{}[{}]", field, i), "reference_not_found",
                                "there is no such segment"});
}

void check_times(const CampaignInput& input, std::vector<Problem>& problems) {
    for (const auto& [field, instant] :
         {std::pair("start_date", input.start_date), std::pair("end_date", input.end_date)})
        if (instant && (*instant < zones::earliest || *instant >= zones::end))
            problems.push_back({field, "out_of_range", "must be before 2038"});
    if (input.start_date && input.end_date && *input.end_date <= *input.start_date)
        problems.push_back({"end_date", "too_small", "must be after the start"});
    if (input.audience_at == AudienceAt::start && !input.start_date)
        problems.push_back({"start_date", "required", "the audience is to be fixed at the start"});
}

// Nobody opts out of what he waits for, and nobody can have too much of it.
void check_transactional(const CampaignInput& input, std::vector<Problem>& problems) {
    if (input.campaign_type != CampaignType::transactional) return;
    const auto* why = "a transactional campaign has none";
    if (!input.topic.empty()) problems.push_back({"topic", "not_allowed", why});
    if (input.cap_messages) problems.push_back({"cap_messages", "not_allowed", why});
}

// Whoever may send decides that news are none.
void require_manager(http::Call& call, const CampaignInput& input) {
    if (input.campaign_type != CampaignType::transactional) return;
    if (auto why = http::why_refused(http::manager("campaigns:send"), call.identity)) throw *why;
}

// All that is wrong with it, in one answer.
void check(db::Transaction& tx, const CampaignInput& input) {
    std::vector<Problem> problems;
    check_channels(input, problems);
    check_segments(tx, input.target_segments, "target_segments", problems);
    check_segments(tx, input.excluded_segments, "excluded_segments", problems);
    check_times(input, problems);
    check_transactional(input, problems);
    if (!input.topic.empty() && !tx.one<bool>(sql::has_topic, input.topic))
        problems.push_back({"topic", "reference_not_found", "there is no such topic"});
    if (input.cap_messages.has_value() != input.cap_days.has_value())
        problems.push_back({input.cap_days ? "cap_messages" : "cap_days", "required",
                            "a limit needs both, how many and in how many days"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
}

CampaignInput input_of(const Campaign& campaign) {
    return {campaign.name,       campaign.description,     campaign.campaign_type,
            campaign.channels,   campaign.target_segments, campaign.excluded_segments,
            campaign.topic,      campaign.start_date,      campaign.end_date,
            campaign.timezone,   campaign.cap_messages,    campaign.cap_days,
            campaign.audience_at};
}

std::string zone_of(db::Transaction& tx, const CampaignInput& input) {
    return input.timezone ? *input.timezone : accounts::project_settings(tx).time_zone;
}

Campaign insert_copy(http::Call& call, const Campaign& original, CampaignInput input,
                     std::string_view suffix) {
    input.name = std::string(text::first_code_points(input.name, longest_name - suffix.size()))
                 + std::string(suffix);
    // The times of the original are past, or were meant for it alone.
    input.start_date.reset();
    input.end_date.reset();
    input.audience_at = AudienceAt::approval;
    const auto copy = insert_campaign(call, input);
    call.tx.query(sql::copy_messages, original.id, copy.id, call.now);
    return copy;
}

} // namespace

Campaign find_campaign(db::Transaction& tx, const Uuid& id) {
    auto campaign = tx.maybe<Campaign>(sql::find_campaign, id);
    if (!campaign) throw Refusal("not_found");
    return std::move(*campaign);
}

Campaign lock_campaign(db::Transaction& tx, const Uuid& id) {
    if (!tx.maybe<Uuid>(sql::lock_campaign, id)) throw Refusal("not_found");
    return find_campaign(tx, id);
}

void require_status(const Campaign& campaign, std::initializer_list<CampaignStatus> allowed) {
    if (std::ranges::find(allowed, campaign.status) == allowed.end())
        throw Refusal("campaign_wrong_status")
            .with("campaign_status", std::string(meta::enum_name(campaign.status)));
}

Campaign insert_campaign(http::Call& call, const CampaignInput& input) {
    if (call.tx.one<std::int64_t>(sql::count_campaigns) >= most_campaigns)
        throw Refusal("limit_reached", "at most 10,000 campaigns");
    require_manager(call, input);
    check(call.tx, input);
    const auto id = Uuid::make();
    call.tx.query(sql::insert_campaign, id, input.name, input.description, input.campaign_type,
                  input.channels, input.target_segments, input.excluded_segments, input.topic,
                  input.start_date, input.end_date, zone_of(call.tx, input), input.cap_messages,
                  input.cap_days, call.identity.user_id, call.now, input.audience_at);
    auto campaign = find_campaign(call.tx, id);
    tell_campaign(call, "campaign.created", campaign);
    return campaign;
}

Campaign change_campaign(http::Call& call, const Uuid& id, const meta::Patch<CampaignInput>& patch,
                         std::optional<std::int64_t> expected_version) {
    const auto before = lock_campaign(call.tx, id);
    require_status(before, {CampaignStatus::draft});
    if (expected_version && *expected_version != before.version)
        throw Refusal("version_conflict").with("current", std::to_string(before.version));
    auto after = input_of(before);
    meta::apply(patch, after);
    if (after.campaign_type != before.campaign_type) require_manager(call, after);
    check(call.tx, after);
    call.tx.query(sql::update_campaign, id, after.name, after.description, after.campaign_type,
                  after.channels, after.target_segments, after.excluded_segments, after.topic,
                  after.start_date, after.end_date, zone_of(call.tx, after), after.cap_messages,
                  after.cap_days, call.now, after.audience_at);
    content_changed(call, id);
    auto campaign = find_campaign(call.tx, id);
    tell_campaign(call, "campaign.updated", campaign);
    return campaign;
}

void delete_campaign(http::Call& call, const Uuid& id) {
    const auto campaign = lock_campaign(call.tx, id);
    http::expect_version(call, campaign.version);
    require_status(campaign,
                   {CampaignStatus::draft, CampaignStatus::completed, CampaignStatus::cancelled});
    if (campaign.status != CampaignStatus::draft) {
        if (*call.identity.role < http::MemberRole::manager) throw Refusal("not_allowed");
        // Workers still write down that the rest gets nothing.
        if (!campaign.finished_at || campaign.resending)
            throw Refusal("campaign_wrong_status").with("campaign_status", "running");
    }
    call.tx.query(sql::hide_campaign, id, call.now);
    jobs::enqueue(call.tx, DeleteCampaign{id}, {.title = "Deletion of " + campaign.name});
    tell_campaign(call, "campaign.deleted", campaign);
}

Campaign duplicate_campaign(http::Call& call, const Uuid& id) {
    const auto original = find_campaign(call.tx, id);
    const auto copy = insert_copy(call, original, input_of(original), " (copy)");
    if (!original.resend_of) return copy;
    call.tx.query(sql::set_audience, copy.id, original.resend_of, original.resend_to);
    return find_campaign(call.tx, copy.id);
}

Campaign duplicate_for(http::Call& call, const Uuid& id, ResendAudience people) {
    const auto original = find_campaign(call.tx, id);
    auto input = input_of(original);
    input.target_segments.clear();
    const auto copy = insert_copy(call, original, std::move(input), " (again)");
    call.tx.query(sql::set_audience, copy.id, id, people);
    return find_campaign(call.tx, copy.id);
}

void content_changed(http::Call& call, const Uuid& campaign_id) {
    call.tx.query(sql::content_changed, campaign_id, call.now);
}

void tell_campaign(http::Call& call, std::string_view what, const Campaign& campaign) {
    publish_campaign(call.tx, what, campaign);
    accounts::audit::record(call, what, {"campaign", campaign.id, campaign.name});
}

void publish_campaign(db::Transaction& tx, std::string_view what, const Campaign& campaign) {
    realtime::publish(tx, "campaigns", what,
                      CampaignEvent{campaign.id, campaign.name, campaign.status, campaign.version});
}

} // namespace campaigns
