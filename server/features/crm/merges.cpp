#include "features/crm/merges.hpp"

#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_links.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/merges.sql.hpp"
#include "features/crm/scoring/engagement.hpp"
#include "platform/meta/values.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/fold.hpp"

namespace crm {

struct MergeParty {
    Uuid id;
    bool trashed = false;
};
BOOST_DESCRIBE_STRUCT(MergeParty, (), (id, trashed))

struct ContactsMerged {
    Uuid merge_id, winner_id;
    std::vector<Uuid> loser_ids;
};
BOOST_DESCRIBE_STRUCT(ContactsMerged, (), (merge_id, winner_id, loser_ids))

namespace {

std::vector<Uuid> everybody(const MergeInput& input) {
    std::vector<Uuid> ids{input.winner};
    ids.insert(ids.end(), input.losers.begin(), input.losers.end());
    return ids;
}

void add_problem(meta::Problems& problems, std::string at, std::string code, std::string message) {
    problems.at = std::move(at);
    problems.add(std::move(code), std::move(message));
    problems.at.clear();
}

void check_each_once(const MergeInput& input) {
    meta::Problems problems;
    std::set<Uuid> seen{input.winner};
    for (std::size_t i = 0; i < input.losers.size(); ++i)
        if (!seen.insert(input.losers[i]).second)
            add_problem(problems, "losers[" + std::to_string(i) + "]", "same_contact",
                        "a contact cannot be merged with itself");
    http::refuse_if_any(problems);
}

void check_parties(db::Transaction& tx, const MergeInput& input,
                   const std::vector<MergeParty>& there) {
    meta::Problems problems;
    const auto ids = everybody(input);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto at = i == 0 ? "winner" : "losers[" + std::to_string(i - 1) + "]";
        const auto party = std::ranges::find(there, ids[i], &MergeParty::id);
        if (party == there.end() && merged_into(tx, ids[i]))
            add_problem(problems, at, "contact_merged", "was merged with somebody already");
        else if (party == there.end())
            add_problem(problems, at, "not_found", "there is no such contact");
        else if (party->trashed)
            add_problem(problems, at, "in_trash", "is in the trash; restore it first");
    }
    http::refuse_if_any(problems);
}

MergedContact work_out(db::Transaction& tx, const MergeInput& input) {
    const auto ids = everybody(input);
    const auto people = tx.all<Contact>(sql::people_to_merge, ids);
    meta::Problems problems;
    auto merged = merged_contact(people, input.choices, tx.maybe<Uuid>(sql::latest_consent_of, ids),
                                 problems);
    http::refuse_if_any(problems);
    return merged;
}

std::vector<MovedCount> count_moves(db::Transaction& tx, const std::vector<Uuid>& losers) {
    std::vector<MovedCount> counts;
    std::int64_t total = 0;
    for (const auto& link : contact_links()) {
        if (link.rule != LinkRule::moved && link.rule != LinkRule::moved_unless_held) continue;
        const auto rows =
            tx.query_text("count_links",
                          "SELECT count(*) FROM " + std::string(link.table) + " WHERE "
                              + std::string(link.column) + " = ANY($1::uuid[])",
                          db::params(losers));
        const auto count = rows.as<std::int64_t>(0);
        total += count;
        if (count > 0 && !link.shown_as.empty())
            counts.push_back({std::string(link.shown_as), count});
    }
    if (total > most_moved_rows)
        throw Refusal::field("losers", "too_large",
                             "more than 100000 notes, tasks and interactions would move");
    return counts;
}

// The condition for rows of losers that the winner, or a loser before, has already.
std::string held_already(const ContactLink& link, const std::string& losers,
                         const std::string& winner) {
    const std::string table(link.table), column(link.column), same(link.same);
    const auto of_losers = " = ANY(" + losers + "::uuid[])";
    const auto open = [&](const std::string& row) {
        if (link.among_open.empty()) return std::string();
        return " AND " + row + "." + std::string(link.among_open) + " IS NULL";
    };
    return "t." + column + of_losers + open("t") + " AND EXISTS (SELECT FROM " + table
           + " o WHERE o." + same + " = t." + same + open("o") + " AND (o." + column + " = "
           + winner + " OR (o." + column + of_losers + " AND o." + column + " < t." + column
           + ")))";
}

std::string log_into(const ContactLink& link, std::string_view change, std::string_view record) {
    return "INSERT INTO merge_log (merge_id, table_name, contact_id, change, record) SELECT $1, '"
           + std::string(link.table) + "', t." + std::string(link.column) + ", '"
           + std::string(change) + "', " + std::string(record) + " FROM " + std::string(link.table)
           + " t WHERE ";
}

// "jsonb_build_object('id', t.id, 'occurred_at', t.occurred_at)"
std::string key_object(const ContactLink& link) {
    std::string object = "jsonb_build_object(";
    for (auto rest = link.key; !rest.empty();) {
        const auto end = rest.find(", ");
        const std::string column(rest.substr(0, end));
        if (object.back() != '(') object += ", ";
        object += "'" + column + "', t." + column;
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 2);
    }
    return object + ")";
}

void drop_held(db::Transaction& tx, const ContactLink& link, const Uuid& merge_id,
               const MergeInput& input) {
    tx.query_text("log_held",
                  log_into(link, "dropped", "to_jsonb(t)") + held_already(link, "$2", "$3"),
                  db::params(merge_id, input.losers, input.winner));
    tx.query_text(
        "drop_held",
        "DELETE FROM " + std::string(link.table) + " t WHERE " + held_already(link, "$1", "$2"),
        db::params(input.losers, input.winner));
}

void move_links(db::Transaction& tx, const Uuid& merge_id, const MergeInput& input) {
    const auto log_params = db::params(merge_id, input.losers);
    for (const auto& link : contact_links()) {
        const std::string column(link.column);
        const auto of_losers = "t." + column + " = ANY($2::uuid[])";
        if (link.rule == LinkRule::dropped)
            tx.query_text("log_dropped", log_into(link, "dropped", "to_jsonb(t)") + of_losers,
                          log_params);
        if (link.rule != LinkRule::moved && link.rule != LinkRule::moved_unless_held) continue;
        if (link.rule == LinkRule::moved_unless_held) drop_held(tx, link, merge_id, input);
        tx.query_text("log_moved", log_into(link, "moved", key_object(link)) + of_losers,
                      log_params);
        tx.query_text("move_links",
                      "UPDATE " + std::string(link.table) + " SET " + column + " = $2 WHERE "
                          + column + " = ANY($1::uuid[])",
                      db::params(input.losers, input.winner));
    }
}

void move_addresses(db::Transaction& tx, const MergeInput& input, const Contact& merged) {
    const auto ids = everybody(input);
    tx.later(sql::no_primary_email, ids);
    tx.later(sql::move_emails, input.losers, input.winner);
    if (merged.email) tx.later(sql::set_primary_email, input.winner, *merged.email);
    tx.later(sql::drop_double_phones, ids);
    tx.later(sql::move_phones, input.losers, input.winner);
    tx.later(sql::set_primary_phone, input.winner, merged.phone);
}

void write_winner(db::Transaction& tx, const Contact& merged, Timestamp now) {
    tx.later(sql::write_merged_contact, merged.id, merged.first_name, merged.last_name,
             merged.display_name, merged.company_id, merged.company, merged.job_title,
             merged.avatar_url, merged.avatar_file_id, merged.time_zone, merged.language,
             merged.source, merged.source_details, merged.utm_data, merged.first_contact_date,
             merged.lifecycle_stage, merged.email_subscribed, merged.sms_subscribed,
             merged.marketing_consent, merged.do_not_contact, merged.custom_fields,
             merged.assigned_to,
             folded_name_of(merged.first_name, merged.last_name, merged.display_name),
             text::fold(merged.company.value_or("")), now);
    tx.later(sql::forget_outcome_of_merge, merged.id, now);
    write_field_values(tx, merged.id, merged.custom_fields);
    follow_primaries(tx, merged.id);
}

void tell_merged(http::Call& call, const Uuid& merge_id, const MergeInput& input,
                 const Contact& winner) {
    const ContactsMerged event{merge_id, input.winner, input.losers};
    realtime::publish(call.tx, "contacts", "contact.merged", event);
    accounts::audit::record(call, "contact.merged", {"contact", winner.id, winner.display_name},
                            Json{meta::write(event)});
}

} // namespace

MergePreview preview_merge(http::Call& call, const MergeInput& input) {
    check_each_once(input);
    check_parties(call.tx, input, call.tx.all<MergeParty>(sql::look_at_contacts, everybody(input)));
    auto merged = work_out(call.tx, input);
    return {std::move(merged.contact), std::move(merged.fields),
            count_moves(call.tx, input.losers)};
}

Merge merge_contacts(http::Call& call, const MergeInput& input) {
    auto& tx = call.tx;
    check_each_once(input);
    check_parties(tx, input, tx.all<MergeParty>(sql::lock_contacts, everybody(input)));
    const auto merged = work_out(tx, input).contact;
    count_moves(tx, input.losers);

    const auto id = Uuid::make();
    tx.later(sql::insert_merge, id, input.winner, input.losers, call.identity.user_id, call.now);
    log_rewritten(tx, id, "before", everybody(input));
    move_links(tx, id, input);
    move_addresses(tx, input, merged);
    tx.later(sql::unite_tags, input.losers, input.winner);
    tx.later(sql::delete_contacts, input.losers);
    tx.later(sql::insert_merged_contacts, id, input.losers, input.winner);
    write_winner(tx, merged, call.now);
    recount_interactions(tx, {input.winner}, call.now);
    log_rewritten(tx, id, "after", {input.winner});
    tell_merged(call, id, input, merged);
    return find_merge(tx, id);
}

void log_rewritten(db::Transaction& tx, const Uuid& merge_id, std::string_view change,
                   const std::vector<Uuid>& contacts) {
    for (const auto& link : contact_links())
        if (link.rule == LinkRule::rewritten)
            tx.query_text("log_rewritten",
                          log_into(link, change, "to_jsonb(t)") + "t." + std::string(link.column)
                              + " = ANY($2::uuid[]) ORDER BY array_position($2::uuid[], t."
                              + std::string(link.column) + ")",
                          db::params(merge_id, contacts));
}

void follow_primaries(db::Transaction& tx, const Uuid& contact) {
    tx.later(sql::follow_primaries, contact);
}

Merge find_merge(db::Transaction& tx, const Uuid& id) {
    auto merge = tx.maybe<Merge>(sql::find_merge, id);
    if (!merge) throw Refusal("not_found");
    return std::move(*merge);
}

std::optional<Uuid> merged_into(db::Transaction& tx, const Uuid& id) {
    return tx.maybe<Uuid>(sql::merged_into, id);
}

} // namespace crm
