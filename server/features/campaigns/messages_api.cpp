// Messages of campaigns over HTTP. They change while the campaign is a draft.
#include "features/accounts/accounts.hpp"
#include "features/campaigns/attachments.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/message.hpp"
#include "features/campaigns/messages.sql.hpp"
#include "platform/http/if_match.hpp"

namespace campaigns {
namespace {

// A mail is kept every few seconds while it is written: that is one line in the audit log.
constexpr std::chrono::minutes one_writing{10};

CampaignMessage find_message(db::Transaction& tx, const Uuid& campaign_id, const Uuid& id) {
    auto message = tx.maybe<CampaignMessage>(sql::find_message, campaign_id, id);
    if (!message) throw Refusal("not_found");
    return std::move(*message);
}

Campaign lock_draft(http::Call& call, const Uuid& campaign_id) {
    auto campaign = lock_campaign(call.tx, campaign_id);
    require_status(campaign, {CampaignStatus::draft});
    return campaign;
}

void check(http::Call& call, const Campaign& campaign, const Uuid& id,
           const CampaignMessageInput& input) {
    meta::Problems problems;
    const auto* channel = channels().find(input.channel);
    if (!channel || std::ranges::find(campaign.channels, input.channel) == campaign.channels.end())
        throw Refusal::field("channel", "not_available", "the campaign does not use this channel");
    channel->validate(call.services, call.tx,
                      {.id = id,
                       .campaign_id = campaign.id,
                       .channel = input.channel,
                       .topic = campaign.topic,
                       .subject_line = input.subject_line,
                       .message_content = input.message_content,
                       .html_content = input.html_content,
                       .media_attachments = input.media_attachments,
                       .settings = input.settings,
                       .purpose = MessagePurpose::trial},
                      problems);
    http::refuse_if_any(problems);
}

void tell_written(http::Call& call, const Campaign& campaign) {
    const std::string_view what = "campaign.updated";
    const auto& writer = call.identity.key_id ? call.identity.key_id : call.identity.user_id;
    if (call.tx.one<bool>(sql::is_told, campaign.id, what, writer, call.now - one_writing))
        publish_campaign(call.tx, what, campaign);
    else
        tell_campaign(call, what, campaign);
}

CampaignMessage changed(http::Call& call, const Campaign& campaign, const Uuid& id) {
    content_changed(call, campaign.id);
    tell_written(call, find_campaign(call.tx, campaign.id));
    return find_message(call.tx, campaign.id, id);
}

// GET /api/campaigns/{id}/messages, in their order
http::Items<CampaignMessage> list_messages(http::Call& call, const Uuid& campaign_id) {
    find_campaign(call.tx, campaign_id);
    return {messages_of(call.tx, campaign_id)};
}

// POST /api/campaigns/{id}/messages: behind those that are there
http::Created<CampaignMessage> create_message(http::Call& call, const Uuid& campaign_id,
                                              const CampaignMessageInput& input) {
    const auto campaign = lock_draft(call, campaign_id);
    if (call.tx.one<std::int64_t>(sql::count_messages, campaign_id) >= most_messages)
        throw Refusal("limit_reached", "at most 50 messages in one campaign");
    const auto id = Uuid::make();
    check(call, campaign, id, input);
    call.tx.query(sql::insert_message, id, campaign_id, input.message_name, input.channel,
                  input.subject_line, input.message_content, input.html_content, input.settings,
                  input.send_delay_hours, input.timezone_optimization, input.is_active, call.now,
                  input.media_attachments);
    return {changed(call, campaign, id),
            "/api/campaigns/" + campaign_id.text() + "/messages/" + id.text()};
}

// GET /api/campaigns/{id}/messages/{message_id}
CampaignMessage get_message(http::Call& call, const Uuid& campaign_id, const Uuid& id) {
    return find_message(call.tx, campaign_id, id);
}

// PATCH /api/campaigns/{id}/messages/{message_id}
CampaignMessage update_message(http::Call& call, const Uuid& campaign_id, const Uuid& id,
                               const meta::Patch<CampaignMessageInput>& patch) {
    const auto campaign = lock_draft(call, campaign_id);
    const auto before = find_message(call.tx, campaign_id, id);
    http::expect_version(call, before.version);
    CampaignMessageInput after{
        before.message_name,    before.channel,          before.subject_line,
        before.message_content, before.html_content,     before.media_attachments,
        before.settings,        before.send_delay_hours, before.timezone_optimization,
        before.is_active};
    meta::apply(patch, after);
    check(call, campaign, id, after);
    call.tx.query(sql::update_message, id, after.message_name, after.channel, after.subject_line,
                  after.message_content, after.html_content, after.settings, after.send_delay_hours,
                  after.timezone_optimization, after.is_active, call.now, after.media_attachments);
    forget_files(call.tx, before.media_attachments);
    return changed(call, campaign, id);
}

// GET /api/campaigns/{id}/messages/{message_id}/attachments
http::Items<AttachedFile> list_message_attachments(http::Call& call, const Uuid& campaign_id,
                                                   const Uuid& id) {
    return {attached_files(call.tx, find_message(call.tx, campaign_id, id).media_attachments)};
}

// DELETE /api/campaigns/{id}/messages/{message_id}
http::NoContent delete_message(http::Call& call, const Uuid& campaign_id, const Uuid& id) {
    const auto campaign = lock_draft(call, campaign_id);
    const auto message = find_message(call.tx, campaign_id, id);
    http::expect_version(call, message.version);
    call.tx.query(sql::delete_message, id);
    forget_files(call.tx, message.media_attachments);
    content_changed(call, campaign_id);
    tell_campaign(call, "campaign.updated", find_campaign(call.tx, campaign_id));
    return {};
}

} // namespace

std::vector<CampaignMessage> messages_of(db::Transaction& tx, const Uuid& campaign_id) {
    return tx.all<CampaignMessage>(sql::list_messages, campaign_id);
}

MessageContent content_of(const CampaignMessage& message, const Campaign& campaign) {
    return {.id = message.id,
            .campaign_id = message.campaign_id,
            .channel = message.channel,
            .topic = campaign.topic,
            .subject_line = message.subject_line,
            .message_content = message.message_content,
            .html_content = message.html_content,
            .media_attachments = message.media_attachments,
            .settings = message.settings,
            .purpose = purpose_of(campaign.campaign_type)};
}

void add_message_routes(http::Router& on) {
    using namespace http;
    const std::string_view all = "/api/campaigns/{id}/messages";
    const std::string_view one = "/api/campaigns/{id}/messages/{message_id}";
    on.get<list_messages>(all, viewer("campaigns:read"), Rate::read);
    // Text and HTML of half a megabyte each, escaped.
    const RouteOptions large{.body_limit = 4 << 20};
    on.post<create_message>(all, member("campaigns:write"), Rate::write, large);
    on.get<get_message>(one, viewer("campaigns:read"), Rate::read);
    on.patch<update_message>(one, member("campaigns:write"), Rate::write, large);
    on.del<delete_message>(one, member("campaigns:write"), Rate::write);
    on.get<list_message_attachments>("/api/campaigns/{id}/messages/{message_id}/attachments",
                                     viewer("campaigns:read"), Rate::read);
}

} // namespace campaigns
