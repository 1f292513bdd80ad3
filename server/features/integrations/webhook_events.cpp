#include "features/integrations/webhook_events.hpp"

#include <algorithm>

namespace integrations {
namespace {

constexpr std::string_view contact =
    R"({"id":"0190a6c0-0000-7000-8000-000000000001","display_name":"Ana Example","version":2})";
constexpr std::string_view company =
    R"({"id":"0190a6c0-0000-7000-8000-000000000002","name":"Example Salon","version":1})";
constexpr std::string_view part = R"({"id":"0190a6c0-0000-7000-8000-000000000003",)"
                                  R"("contact_id":"0190a6c0-0000-7000-8000-000000000001"})";

constexpr std::string_view journey = R"({"contact_ids":["0190a6c0-0000-7000-8000-000000000001"],)"
                                     R"("journey_stage":"decision","triggered_by":"interaction"})";
constexpr std::string_view segment =
    R"({"id":"0190a6c0-0000-7000-8000-000000000004","name":"VIP customers","version":1})";
constexpr std::string_view membership =
    R"({"segment_id":"0190a6c0-0000-7000-8000-000000000004","segment_name":"VIP customers",)"
    R"("cause":"change","contact_count":12,)"
    R"("contact_ids":["0190a6c0-0000-7000-8000-000000000001"]})";

constexpr std::string_view merge = R"({"merge_id":"0190a6c0-0000-7000-8000-000000000004",)"
                                   R"("winner_id":"0190a6c0-0000-7000-8000-000000000001",)"
                                   R"("loser_ids":["0190a6c0-0000-7000-8000-000000000005"]})";

constexpr std::string_view campaign = R"({"id":"0190a6c0-0000-7000-8000-000000000006",)"
                                      R"("name":"Spring","status":"running","version":4})";

constexpr std::string_view engaged =
    R"({"id":"0190a6c0-0000-7000-8000-000000000006","name":"Spring"})";

constexpr WebhookEventType types[] = {
    {"contact.created", "A contact was added", contact},
    {"contact.updated", "A contact was changed", contact},
    {"contact.deleted", "A contact was put into the trash", contact},
    {"contact.restored", "A contact came back from the trash", contact},
    {"contact.erased", "A contact was deleted for good", contact},
    {"contact.merged", "Contacts became one; the losers' ids lead to the winner", merge},
    {"contact.unmerged", "A merge was undone; the losers are contacts of their own again", merge},
    {"journey.moved", "Contacts came into another stage of their journey", journey},
    {"interaction.created", "Something was recorded on a contact's timeline", part},
    {"note.created", "A note was written", part},
    {"note.updated", "A note was changed", part},
    {"note.deleted", "A note was deleted", part},
    {"task.created", "A task was added", part},
    {"task.updated", "A task was changed or done", part},
    {"task.deleted", "A task was deleted", part},
    {"company.created", "A company was added", company},
    {"company.updated", "A company was changed", company},
    {"company.deleted", "A company was deleted", company},
    {"segment.created", "A segment was added", segment},
    {"segment.updated", "A segment was changed", segment},
    {"segment.deleted", "A segment was deleted", segment},
    {"segment.entered", "Contacts came into a segment, up to 150 in one event", membership},
    {"segment.left", "Contacts left a segment, up to 150 in one event", membership},
    {"mail.sent", "A mail to one person was taken over by the mail server", part},
    {"mail.failed", "A mail to one person could not be sent", part},
    {"campaign.created", "A campaign was drafted", campaign},
    {"campaign.updated", "A draft of a campaign was changed", campaign},
    {"campaign.deleted", "A campaign was deleted", campaign},
    {"campaign.approved", "A campaign was approved: it runs, or waits for its time", campaign},
    {"campaign.withdrawn", "A campaign that had not begun became a draft again", campaign},
    {"campaign.started", "A campaign began at its time", campaign},
    {"campaign.paused", "A campaign was paused, by hand or because it cannot be sent", campaign},
    {"campaign.resumed", "A paused campaign goes on", campaign},
    {"campaign.resent", "Messages that failed or are in doubt are made ready to be sent once more",
     campaign},
    {"campaign.cancelled", "A campaign was cancelled", campaign},
    {"campaign.completed", "Nothing of a campaign is pending any more", campaign},
    {"campaign.engaged", "People opened mails of a campaign or followed links of them", engaged},
};

} // namespace

std::span<const WebhookEventType> webhook_event_types() {
    return types;
}

bool is_webhook_event(std::string_view name) {
    return std::ranges::find(types, name, &WebhookEventType::name) != std::ranges::end(types);
}

} // namespace integrations
