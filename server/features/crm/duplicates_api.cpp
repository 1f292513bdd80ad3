// The review of suspected duplicates over HTTP.
#include <charconv>
#include <map>
#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/duplicates.hpp"
#include "features/crm/duplicates.sql.hpp"
#include "platform/http/cursor.hpp"
#include "platform/realtime/outbox.hpp"

namespace crm {

struct DuplicatePair {
    Contact first, second;
    std::int32_t score = 0; // 0 to 100: how sure it is that both are one person
    std::vector<DuplicateReason> reasons;
    Timestamp found_at;
};
BOOST_DESCRIBE_STRUCT(DuplicatePair, (), (first, second, score, reasons, found_at))

struct DuplicatePairRow {
    Uuid first_id, second_id;
    std::int32_t score = 0;
    std::vector<DuplicateReason> reasons;
    Timestamp found_at;
};
BOOST_DESCRIBE_STRUCT(DuplicatePairRow, (), (first_id, second_id, score, reasons, found_at))

// Too many people share this for it to say anything: the pairs were not looked at.
struct SkippedBlock {
    DuplicateReason reason = DuplicateReason::phone;
    std::string shared; // the number, or "name · company"
    Timestamp seen_at;
};
BOOST_DESCRIBE_STRUCT(SkippedBlock, (), (reason, shared, seen_at))

struct ListDuplicates {
    std::int32_t limit = 20;
    std::optional<std::string> after;
    std::optional<Uuid> contact_id; // the pairs of one contact, at most 50, without pages
};
BOOST_DESCRIBE_STRUCT(ListDuplicates, (), (limit, after, contact_id))

struct DismissedPair {
    Uuid first_id, second_id;
};
BOOST_DESCRIBE_STRUCT(DismissedPair, (), (first_id, second_id))

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::ListDuplicates> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 50, .optional = true}});

namespace crm {
namespace {

constexpr std::int64_t most_counted_pairs = 10'000;

struct PairCursor {
    std::int32_t score = 0;
    Uuid first_id, second_id;
};

std::optional<PairCursor> read_pair_cursor(const std::optional<std::string>& after) {
    if (!after) return std::nullopt;
    const auto bad = Refusal::field("after", "bad_format", "is no cursor of this list");
    const auto keys = http::read_cursor(*after, 3);
    if (!keys[0] || !keys[1] || !keys[2]) throw bad;
    const auto first = Uuid::parse(*keys[1]);
    const auto second = Uuid::parse(*keys[2]);
    std::int32_t score = 0;
    const auto* end = keys[0]->data() + keys[0]->size();
    const auto read = std::from_chars(keys[0]->data(), end, score);
    if (!first || !second || read.ec != std::errc{} || read.ptr != end) throw bad;
    return PairCursor{score, *first, *second};
}

std::vector<DuplicatePair> with_contacts(db::Transaction& tx,
                                         const std::vector<DuplicatePairRow>& rows) {
    std::set<Uuid> ids;
    for (const auto& row : rows) ids.insert({row.first_id, row.second_id});
    std::map<Uuid, Contact> contacts;
    for (auto& contact :
         tx.all<Contact>(sql::contacts_of_pairs, std::vector<Uuid>(ids.begin(), ids.end())))
        contacts.emplace(contact.id, std::move(contact));
    std::vector<DuplicatePair> pairs;
    for (const auto& row : rows)
        pairs.push_back({contacts.at(row.first_id), contacts.at(row.second_id), row.score,
                         row.reasons, row.found_at});
    return pairs;
}

// GET /api/crm/duplicates
http::Page<DuplicatePair> list_duplicates(http::Call& call,
                                          const http::Query<ListDuplicates>& query) {
    http::Page<DuplicatePair> page;
    if (query->contact_id) {
        find_contact(call.tx, *query->contact_id, true);
        page.items = with_contacts(
            call.tx, call.tx.all<DuplicatePairRow>(sql::list_pairs_of_contact, *query->contact_id));
        return page;
    }
    const auto cursor = read_pair_cursor(query->after);
    auto rows = call.tx.all<DuplicatePairRow>(
        sql::list_pairs, cursor ? std::optional(cursor->score) : std::nullopt,
        cursor ? std::optional(cursor->first_id) : std::nullopt,
        cursor ? std::optional(cursor->second_id) : std::nullopt, query->limit + 1);
    if (rows.size() > static_cast<std::size_t>(query->limit)) {
        rows.pop_back();
        const auto& last = rows.back();
        page.next = http::make_cursor(
            {std::to_string(last.score), last.first_id.text(), last.second_id.text()});
    }
    page.items = with_contacts(call.tx, rows);
    page.total = call.tx.one<std::int64_t>(sql::count_pairs);
    page.total_is_estimate = *page.total == most_counted_pairs;
    return page;
}

// GET /api/crm/duplicates/skipped
http::Items<SkippedBlock> list_skipped_duplicates(http::Call& call) {
    return {call.tx.all<SkippedBlock>(sql::list_skips)};
}

std::pair<Uuid, Uuid> ordered(const Uuid& one, const Uuid& other) {
    if (one == other) throw Refusal::field("second_id", "same_contact", "must be another contact");
    return std::minmax(one, other);
}

// PUT /api/crm/duplicates/{first_id}/{second_id}/dismissal: they are two people, for good
http::NoContent dismiss_duplicate(http::Call& call, const Uuid& one, const Uuid& other) {
    const auto [first, second] = ordered(one, other);
    if (!call.tx.maybe<Uuid>(sql::dismiss_pair, first, second, call.now, call.identity.user_id))
        throw Refusal("not_found");
    realtime::publish(call.tx, "contacts", "duplicate.dismissed", DismissedPair{first, second});
    accounts::audit::record(call, "duplicate.dismissed", {"contact", first, ""},
                            Json{meta::write(DismissedPair{first, second})});
    return {};
}

// DELETE /api/crm/duplicates/{first_id}/{second_id}/dismissal
http::NoContent reopen_duplicate(http::Call& call, const Uuid& one, const Uuid& other) {
    const auto [first, second] = ordered(one, other);
    if (!call.tx.maybe<Uuid>(sql::reopen_pair, first, second)) throw Refusal("not_found");
    call.tx.later(sql::forget_empty_pair, first, second);
    realtime::publish(call.tx, "contacts", "duplicate.reopened", DismissedPair{first, second});
    return {};
}

} // namespace

void add_duplicate_routes(http::Router& on) {
    using namespace http;
    on.get<list_duplicates>("/api/crm/duplicates", viewer("contacts:read"), Rate::read);
    on.get<list_skipped_duplicates>("/api/crm/duplicates/skipped", viewer("contacts:read"),
                                    Rate::read);
    on.put<dismiss_duplicate>("/api/crm/duplicates/{first_id}/{second_id}/dismissal",
                              member("contacts:write"), Rate::write);
    on.del<reopen_duplicate>("/api/crm/duplicates/{first_id}/{second_id}/dismissal",
                             member("contacts:write"), Rate::write);
}

} // namespace crm
