#include "features/crm/suppressions.hpp"

#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/suppressions.sql.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/http/cursor.hpp"
#include "platform/meta/values.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/email.hpp"
#include "platform/text/phone.hpp"

namespace crm {

struct Suppression {
    Uuid id;
    std::optional<std::string> address; // absent once the person was erased
    SuppressionChannel channel = SuppressionChannel::email;
    std::string topic; // empty: everything
    SuppressionReason reason = SuppressionReason::manual;
    Timestamp created_at;
    std::optional<Uuid> created_by;
};
BOOST_DESCRIBE_STRUCT(Suppression, (),
                      (id, address, channel, topic, reason, created_at, created_by))

struct SuppressionInput {
    std::string address;
    SuppressionChannel channel = SuppressionChannel::email;
    std::string topic;
};
BOOST_DESCRIBE_STRUCT(SuppressionInput, (), (address, channel, topic))

struct ListSuppressions {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::optional<SuppressionChannel> channel;
    std::optional<std::string> address; // exactly this one, also when only its hash is left
};
BOOST_DESCRIBE_STRUCT(ListSuppressions, (), (limit, after, channel, address))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::SuppressionInput> =
    std::to_array<meta::Rule>({{.field = "address", .min = 1, .max = 254},
                               {.field = "channel", .optional = true},
                               {.field = "topic", .max = 100, .optional = true}});
template <>
inline constexpr auto meta::rules<crm::ListSuppressions> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true},
                               {.field = "address", .min = 1, .max = 254}});

namespace crm {
namespace {

std::vector<std::string> hashes_of(Services& services, db::Transaction& tx,
                                   SuppressionChannel channel,
                                   const std::vector<std::string>& addresses) {
    std::vector<std::string> hashes;
    for (const auto& address : addresses)
        hashes.push_back(
            suppression_hash(services.secrets, tx.project_id(), meta::enum_name(channel), address));
    return hashes;
}

std::string checked_form(http::Call& call, SuppressionChannel channel, std::string_view address) {
    const auto form =
        suppressed_form(channel, address, accounts::project_settings(call.tx).default_region);
    if (!form)
        throw Refusal::field("address", "bad_format",
                             channel == SuppressionChannel::email ? "must be an e-mail address"
                                                                  : "must be a phone number");
    return *form;
}

// GET /api/crm/suppressions
http::Page<Suppression> list_suppressions(http::Call& call,
                                          const http::Query<ListSuppressions>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    std::optional<std::vector<std::string>> hashes;
    if (query->address) {
        hashes.emplace();
        const auto region = accounts::project_settings(call.tx).default_region;
        for (const auto channel :
             {SuppressionChannel::email, SuppressionChannel::sms, SuppressionChannel::push})
            if (const auto form = suppressed_form(channel, *query->address, region))
                hashes->push_back(hashes_of(call.services, call.tx, channel, {*form})[0]);
    }
    http::Page<Suppression> page;
    page.items = call.tx.all<Suppression>(sql::list_suppressions, query->channel, hashes,
                                          cursor ? std::optional(cursor->at) : std::nullopt,
                                          cursor ? std::optional(cursor->id) : std::nullopt,
                                          query->limit + 1);
    if (page.items.size() > static_cast<std::size_t>(query->limit)) {
        page.items.pop_back();
        page.next =
            http::make_cursor(http::TimeCursor{page.items.back().created_at, page.items.back().id});
    }
    return page;
}

// POST /api/crm/suppressions. Who is on the list already stays there: 201 all the same.
http::Created<Suppression> create_suppression(http::Call& call, const SuppressionInput& input) {
    const auto form = checked_form(call, input.channel, input.address);
    suppress(call, input.channel, {form}, input.topic, SuppressionReason::manual);
    const auto hash = hashes_of(call.services, call.tx, input.channel, {form})[0];
    auto stored = call.tx.one<Suppression>(sql::find_suppression, input.channel, hash, input.topic);
    accounts::audit::record(call, "suppression.created", {"suppression", stored.id, ""});
    return {std::move(stored), {}};
}

// DELETE /api/crm/suppressions/{id}: may be written to again
http::NoContent delete_suppression(http::Call& call, const Uuid& id) {
    if (!call.tx.maybe<std::string>(sql::delete_suppression, id)) throw Refusal("not_found");
    tell_suppressions_changed(call.tx);
    accounts::audit::record(call, "suppression.deleted", {"suppression", id, ""});
    return {};
}

} // namespace

std::string suppression_hash(const crypto::SecretBox& secrets, const Uuid& project_id,
                             std::string_view channel, std::string_view address) {
    // The project stands in front: two projects cannot compare their lists.
    auto message = project_id.text() + '\n';
    message.append(channel).append("\n").append(address);
    return crypto::to_hex(secrets.keyed_hash("suppressions", message));
}

std::optional<std::string> suppressed_form(SuppressionChannel channel, std::string_view address,
                                           std::string_view region) {
    if (channel == SuppressionChannel::email) return text::normalise_email(address);
    if (channel == SuppressionChannel::sms) return text::phone_e164(address, region);
    if (address.empty()) return std::nullopt;
    return std::string(address);
}

void suppress(http::Call& call, SuppressionChannel channel,
              const std::vector<std::string>& addresses, std::string_view topic,
              SuppressionReason reason, bool shown) {
    if (addresses.empty()) return;
    call.tx.later(sql::put_suppressions, hashes_of(call.services, call.tx, channel, addresses),
                  addresses, channel, topic, reason, call.now, shown, call.identity.user_id);
    tell_suppressions_changed(call.tx);
}

void tell_suppressions_changed(db::Transaction& tx) {
    realtime::publish(tx, "suppressions", "suppressions.changed", std::string("{}"));
}

std::vector<bool> is_suppressed(Services& services, db::Transaction& tx, SuppressionChannel channel,
                                std::string_view topic, const std::vector<std::string>& addresses) {
    const auto hashes = hashes_of(services, tx, channel, addresses);
    const auto found = tx.all<std::string>(sql::suppressed_hashes, channel, hashes, topic);
    const std::set<std::string> suppressed(found.begin(), found.end());
    std::vector<bool> answers;
    for (const auto& hash : hashes) answers.push_back(suppressed.contains(hash));
    return answers;
}

void add_suppression_routes(http::Router& on) {
    using namespace http;
    on.get<list_suppressions>("/api/crm/suppressions", viewer("contacts:read"), Rate::read);
    on.post<create_suppression>("/api/crm/suppressions", manager("contacts:write"), Rate::write);
    on.del<delete_suppression>("/api/crm/suppressions/{id}", manager("contacts:write"),
                               Rate::write);
}

} // namespace crm
