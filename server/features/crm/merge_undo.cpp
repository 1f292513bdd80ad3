// Taking a merge back. The rules for what changed since stand in merges.hpp.
#include <set>

#include "features/accounts/accounts.hpp"
#include "features/crm/contact_links.hpp"
#include "features/crm/contact_values.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/merges.hpp"
#include "features/crm/merges.sql.hpp"
#include "features/crm/scoring/engagement.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/text/fold.hpp"

namespace crm {

struct TakenEmail {
    Uuid contact_id;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(TakenEmail, (), (contact_id, address))

struct MergeUndone {
    Uuid merge_id, winner_id;
    std::vector<Uuid> loser_ids;
};
BOOST_DESCRIBE_STRUCT(MergeUndone, (), (merge_id, winner_id, loser_ids))

namespace {

constexpr std::string_view not_restored[] = {
    "project_id", "id",    "version",    "updated_at",
    "email",      "phone", "phone_e164", "email_normalised"};

class Undo {
  public:
    Undo(http::Call& call, Merge merge) : call_(call), tx_(call.tx), merge_(std::move(merge)) {}

    void run(bool keep_changes) {
        refuse_too_late();
        refuse_winner_not_there();
        refuse_conflicts(keep_changes);
        restore_winner_row();
        put_back_losers();
        for (const auto& link : contact_links()) {
            if (link.rule == LinkRule::rewritten && link.table != "contacts") restore_rows(link);
            if (link.rule == LinkRule::dropped || link.rule == LinkRule::moved_unless_held)
                put_back("dropped", link.table);
            if (link.rule == LinkRule::moved || link.rule == LinkRule::moved_unless_held)
                send_back(link);
        }
        finish_winner();
        tx_.later(sql::end_merge, merge_.id, call_.identity.user_id, call_.now);
        tx_.later(sql::forget_merged_contacts, merge_.id);
        tx_.later(sql::forget_merge_log, merge_.id);
    }

  private:
    void refuse_too_late() {
        if (merge_.undone_at) throw Refusal("merge_undone");
        if (call_.now >= merge_.undo_until || merge_.loser_names.empty())
            throw Refusal("merge_too_old");
    }

    void refuse_winner_not_there() {
        const auto there = tx_.query(sql::lock_contacts, std::vector<Uuid>{merge_.winner_id});
        if (there.empty()) {
            const auto taken = tx_.maybe<Uuid>(sql::merge_that_took, merge_.winner_id);
            if (!taken) throw Refusal("merge_conflict", "the contact does not exist any more");
            throw Refusal("merge_conflict", "the contact was merged on; undo that first")
                .with("merge_id", taken->text());
        }
        if (there.value(0, there.column("trashed")) == "t")
            throw Refusal("merge_conflict", "the contact is in the trash; restore it first");
        if (const auto later = tx_.maybe<Uuid>(sql::later_merge, merge_.id))
            throw Refusal("merge_conflict", "somebody else was merged later; undo that first")
                .with("merge_id", later->text());
    }

    void refuse_conflicts(bool keep_changes) {
        const auto taken = tx_.all<TakenEmail>(sql::taken_emails, merge_.id, merge_.winner_id);
        if (!taken.empty())
            throw Refusal("merge_conflict",
                          "another contact has the address " + taken[0].address + " now")
                .with("contact_id", taken[0].contact_id.text());
        const auto changed =
            tx_.all<std::string>(sql::fields_changed_since, merge_.id, merge_.winner_id);
        exact_ = changed.empty();
        if (exact_ || keep_changes) return;
        Refusal refusal("merge_conflict", "somebody changed these fields since");
        for (const auto& field : changed)
            refusal.problems.push_back({field, "changed_since", "was changed since the merge"});
        throw refusal;
    }

    void restore_winner_row() {
        const auto record = tx_.one<Json>(sql::winner_before, merge_.id, merge_.winner_id);
        const auto columns = writable_columns(tx_, "contacts", {}, not_restored);
        const auto values = writable_columns(tx_, "contacts", "r.", not_restored);
        tx_.query_text("restore_winner",
                       "UPDATE contacts SET (" + columns + ") = (SELECT " + values
                           + " FROM jsonb_populate_record(NULL::contacts, $2) r), version = "
                             "version + 1, updated_at = $3 WHERE id = $1",
                       db::params(merge_.winner_id, record, call_.now));
    }

    void put_back_losers() {
        put_back_rows(tx_, "contacts", logged("before") + " AND contact_id <> $3",
                      db::params(merge_.id, std::string("contacts"), merge_.winner_id));
    }

    static std::string logged(std::string_view change) {
        return "SELECT record FROM merge_log WHERE merge_id = $1 AND table_name = $2 AND change = '"
               + std::string(change) + "'";
    }

    void put_back(std::string_view change, std::string_view table) {
        put_back_rows(tx_, table, logged(change), db::params(merge_.id, std::string(table)));
    }

    // Untouched since: exactly the rows of before. Otherwise the losers get theirs and the winner
    // keeps what he has besides.
    void restore_rows(const ContactLink& link) {
        const std::string table(link.table);
        if (is_as_merged(table)) {
            tx_.query_text("delete_rows", "DELETE FROM " + table + " WHERE contact_id = $1",
                           db::params(merge_.winner_id));
            return put_back("before", table);
        }
        changed_since_.insert(link.table);
        if (const auto identity = identity_of(table); !identity.empty()) take_back(table, identity);
        put_back_rows(tx_, table, logged("before") + " AND contact_id <> $3",
                      db::params(merge_.id, table, merge_.winner_id));
    }

    bool is_as_merged(const std::string& table) {
        return tx_
            .query_text("is_as_merged",
                        "SELECT (SELECT COALESCE(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)), "
                        "'[]') FROM "
                            + table
                            + " t WHERE t.contact_id = $3) = (SELECT COALESCE(jsonb_agg(record "
                              "ORDER BY record), '[]') FROM ("
                            + logged("after") + ") logged)",
                        db::params(merge_.id, table, merge_.winner_id))
            .as<bool>(0);
    }

    // What makes two rows of a contact the same one, also after an edit has written them anew.
    static std::string identity_of(std::string_view table) {
        if (table == "contact_emails") return "normalised";
        if (table == "contact_phones") return "number";
        if (table == "contact_tags") return "tag_id";
        return {};
    }

    void take_back(const std::string& table, const std::string& identity) {
        const auto among = [&](std::string_view whose) {
            return "t." + identity + "::text IN (SELECT record ->> '" + identity + "' FROM ("
                   + logged("before") + " AND contact_id " + std::string(whose) + " $3) logged)";
        };
        tx_.query_text("take_back",
                       "DELETE FROM " + table + " t WHERE t.contact_id = $3 AND " + among("<>")
                           + " AND NOT " + among("="),
                       db::params(merge_.id, table, merge_.winner_id));
    }

    // Rows that still are the winner's; what was deleted or moved since is left alone.
    void send_back(const ContactLink& link) {
        const std::string table(link.table), column(link.column);
        std::string same_key;
        for (auto rest = link.key; !rest.empty();) {
            const auto end = rest.find(", ");
            const std::string key(rest.substr(0, end));
            same_key += " AND t." + key + " = k." + key;
            rest = end == rest.npos ? std::string_view{} : rest.substr(end + 2);
        }
        tx_.query_text("send_back",
                       "UPDATE " + table + " t SET " + column
                           + " = l.contact_id FROM merge_log l CROSS JOIN LATERAL "
                             "jsonb_populate_record(NULL::"
                           + table
                           + ", l.record) k WHERE l.merge_id = $1 AND l.table_name = $2 AND "
                             "l.change = 'moved' AND t."
                           + column + " = $3" + same_key,
                       db::params(merge_.id, table, merge_.winner_id));
    }

    void finish_winner() {
        tx_.later(sql::restore_primary_email, merge_.id, merge_.winner_id);
        tx_.later(sql::restore_primary_phone, merge_.id, merge_.winner_id);
        follow_primaries(tx_, merge_.winner_id);
        if (changed_since_.contains("contact_stats")) {
            auto everybody = merge_.loser_ids;
            everybody.push_back(merge_.winner_id);
            recount_interactions(tx_, everybody, call_.now);
        }
        if (exact_ && changed_since_.empty()) return;
        const auto winner = find_contact(tx_, merge_.winner_id);
        write_field_values(tx_, winner.id, winner.custom_fields);
        rename(winner);
    }

    void rename(const Contact& winner) {
        auto name = display_name_of(winner.first_name, winner.last_name, winner.email.value_or(""),
                                    winner.phone.value_or(""), winner.company.value_or(""));
        if (name.empty()) name = winner.display_name;
        tx_.later(sql::rename_contact, winner.id, name,
                  folded_name_of(winner.first_name, winner.last_name, name),
                  text::fold(winner.company.value_or("")));
    }

    http::Call& call_;
    db::Transaction& tx_;
    Merge merge_;
    bool exact_ = true;                        // no field of the winner was changed since
    std::set<std::string_view> changed_since_; // tables whose rows are not as the merge left them
};

} // namespace

Merge undo_merge(http::Call& call, const Uuid& id, bool keep_changes) {
    if (!call.tx.maybe<Uuid>(sql::lock_merge, id)) throw Refusal("not_found");
    const auto merge = find_merge(call.tx, id);
    Undo(call, merge).run(keep_changes);
    const MergeUndone event{merge.id, merge.winner_id, merge.loser_ids};
    realtime::publish(call.tx, "contacts", "contact.unmerged", event);
    accounts::audit::record(
        call, "contact.unmerged",
        {"contact", merge.winner_id, find_contact(call.tx, merge.winner_id).display_name},
        Json{meta::write(event)});
    return find_merge(call.tx, id);
}

} // namespace crm
