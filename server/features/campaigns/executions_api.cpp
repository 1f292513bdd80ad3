// The rows of the ledger over HTTP: who got it, who did not, and why.
#include <array>
#include <charconv>

#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/engine/ledger.hpp"
#include "features/campaigns/runs.sql.hpp"
#include "platform/http/cursor.hpp"

namespace campaigns {

struct CampaignExecution {
    Uuid id, message_id;
    std::optional<Uuid> contact_id; // absent: the person was erased
    ChannelName channel = ChannelName::email;
    std::optional<std::string> address;
    DeliveryStatus delivery_status = DeliveryStatus::pending;
    std::optional<std::string> skip_reason;
    std::int32_t delivery_attempt = 0;
    Timestamp scheduled_for;
    std::optional<Timestamp> sent_at;
    std::optional<std::int32_t> reply_code;
    std::optional<std::string> error_message;
    std::optional<Timestamp> opened_at, clicked_at, unsubscribed_at;
    std::int32_t chunk = 0, position = 0; // its place in the ledger
};
BOOST_DESCRIBE_STRUCT(CampaignExecution, (),
                      (id, message_id, contact_id, channel, address, delivery_status, skip_reason,
                       delivery_attempt, scheduled_for, sent_at, reply_code, error_message,
                       opened_at, clicked_at, unsubscribed_at, chunk, position))

struct ListExecutions {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<DeliveryStatus> delivery_status;
    std::optional<std::string> skip_reason;
    std::optional<Uuid> contact_id;
};
BOOST_DESCRIBE_STRUCT(ListExecutions, (), (limit, after, delivery_status, skip_reason, contact_id))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::ListExecutions> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true},
                               {.field = "skip_reason", .max = 30}});

namespace campaigns {
namespace {

struct LedgerPlace {
    std::optional<std::int32_t> chunk, position;
};

LedgerPlace read_place(const std::optional<std::string>& cursor) {
    if (!cursor) return {};
    std::array<std::int32_t, 2> numbers{};
    const auto keys = http::read_cursor(*cursor, numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto text = keys[i].value_or("");
        const auto* end = text.data() + text.size();
        if (std::from_chars(text.data(), end, numbers[i]).ptr != end || text.empty())
            throw Refusal::field("after", "bad_format", "is no cursor of this list");
    }
    return {numbers[0], numbers[1]};
}

// GET /api/campaigns/{id}/executions, in the order of the ledger
http::Page<CampaignExecution> list_executions(http::Call& call, const Uuid& campaign_id,
                                              const http::Query<ListExecutions>& query) {
    find_campaign(call.tx, campaign_id);
    const auto place = read_place(query->after);
    http::Page<CampaignExecution> page;
    page.items = call.tx.all<CampaignExecution>(
        sql::list_executions, campaign_id, query->delivery_status, query->skip_reason, place.chunk,
        place.position, query->limit + 1, query->contact_id);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        const auto& last = page.items.back();
        page.next = http::make_cursor(std::vector<std::optional<std::string>>{
            std::to_string(last.chunk), std::to_string(last.position)});
    }
    return page;
}

} // namespace

void add_ledger_routes(http::Router& on) {
    using namespace http;
    on.get<list_executions>("/api/campaigns/{id}/executions", viewer("campaigns:read"), Rate::read);
}

} // namespace campaigns
