// Topics of the preference centre: what people may opt out of one by one.
#include <algorithm>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/topics.sql.hpp"
#include "platform/http/handler.hpp"
#include "platform/http/if_match.hpp"

namespace campaigns {

inline constexpr std::int64_t most_topics = 50;

struct Topic {
    Uuid id;
    std::string key; // stands in the suppression list and does not change
    std::string name, description;
    std::int32_t position = 0;
    Timestamp created_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Topic, (), (id, key, name, description, position, created_at, version))

struct TopicInput {
    std::string key, name, description;
    std::int32_t position = 0;
};
BOOST_DESCRIBE_STRUCT(TopicInput, (), (key, name, description, position))

struct TopicChange {
    std::string name, description;
    std::int32_t position = 0;
};
BOOST_DESCRIBE_STRUCT(TopicChange, (), (name, description, position))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::TopicInput> =
    std::to_array<meta::Rule>({{.field = "key", .min = 1, .max = 50, .text = "a-z, 0-9, - and _"},
                               {.field = "name", .min = 1, .max = 100},
                               {.field = "description", .max = 500, .optional = true},
                               {.field = "position", .min = 0, .max = 1000, .optional = true}});
template <>
inline constexpr auto meta::rules<campaigns::TopicChange> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1, .max = 100},
                               {.field = "description", .max = 500},
                               {.field = "position", .min = 0, .max = 1000}});

namespace campaigns {
namespace {

Topic find_topic(db::Transaction& tx, const Uuid& id) {
    auto topic = tx.maybe<Topic>(sql::find_topic, id);
    if (!topic) throw Refusal("not_found");
    return std::move(*topic);
}

bool is_key(std::string_view text) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return plain(text.front())
           && std::ranges::all_of(text, [&](char c) { return plain(c) || c == '-' || c == '_'; });
}

// GET /api/campaign-topics
http::Items<Topic> list_topics(http::Call& call) {
    return {call.tx.all<Topic>(sql::list_topics)};
}

// POST /api/campaign-topics
http::Created<Topic> create_topic(http::Call& call, const TopicInput& input) {
    if (!is_key(input.key))
        throw Refusal::field("key", "bad_format",
                             "small letters, digits, - and _, with a letter or digit first");
    if (call.tx.one<std::int64_t>(sql::count_topics) >= most_topics)
        throw Refusal("limit_reached", "at most 50 topics");
    const auto id = Uuid::make();
    call.tx.query(sql::insert_topic, id, input.key, input.name, input.description, input.position,
                  call.now);
    accounts::audit::record(call, "topic.created", {"topic", id, input.name});
    return {find_topic(call.tx, id), "/api/campaign-topics/" + id.text()};
}

// PATCH /api/campaign-topics/{id}
Topic update_topic(http::Call& call, const Uuid& id, const meta::Patch<TopicChange>& patch) {
    const auto before = find_topic(call.tx, id);
    http::expect_version(call, before.version);
    TopicChange after{before.name, before.description, before.position};
    meta::apply(patch, after);
    if (!call.tx.maybe<std::int64_t>(sql::update_topic, id, after.name, after.description,
                                     after.position, before.version))
        throw Refusal("version_conflict");
    accounts::audit::record(call, "topic.updated", {"topic", id, after.name});
    return find_topic(call.tx, id);
}

// DELETE /api/campaign-topics/{id}: refused while a campaign that is not over is about it
http::NoContent delete_topic(http::Call& call, const Uuid& id) {
    const auto topic = find_topic(call.tx, id);
    if (call.tx.one<bool>(sql::uses_topic, topic.key)) throw Refusal("topic_in_use");
    const auto name =
        http::name_of_deleted(call, call.tx.maybe<http::DeletedRecord>(sql::delete_topic, id));
    accounts::audit::record(call, "topic.deleted", {"topic", id, name});
    return {};
}

} // namespace

void add_topic_routes(http::Router& on) {
    using namespace http;
    on.get<list_topics>("/api/campaign-topics", viewer("campaigns:read"), Rate::read);
    on.post<create_topic>("/api/campaign-topics", manager("campaigns:write"), Rate::write);
    on.patch<update_topic>("/api/campaign-topics/{id}", manager("campaigns:write"), Rate::write);
    on.del<delete_topic>("/api/campaign-topics/{id}", manager("campaigns:write"), Rate::write);
}

} // namespace campaigns
