#include "features/crm/duplicates.hpp"

#include <map>
#include <set>

#include "features/crm/duplicates.sql.hpp"
#include "platform/meta/values.hpp"

namespace crm {

// One member of a block: a contact that shares something with somebody of the batch.
struct BlockMember {
    std::string shared;
    Uuid contact_id;
};
BOOST_DESCRIBE_STRUCT(BlockMember, (), (shared, contact_id))

struct NameOfContact {
    Uuid id;
    std::string name_folded;
};
BOOST_DESCRIBE_STRUCT(NameOfContact, (), (id, name_folded))

namespace {

using Pair = std::pair<Uuid, Uuid>; // the smaller id first

// Contacts asked for in one statement. A hundred of a million contacts, of whom many share their
// name, took 0.3 s; a statement may take 15.
constexpr std::size_t contacts_a_statement = 100;

class Finder {
  public:
    Finder(db::Transaction& tx, const std::vector<Uuid>& contacts, Timestamp now)
        : tx_(tx), contacts_(contacts), batch_(contacts.begin(), contacts.end()), now_(now) {}

    void run() {
        using enum DuplicateReason;
        take(mailbox, sql::mailbox_blocks);
        take(phone, sql::phone_blocks);
        take(name_and_company, sql::company_blocks);
        take(name_and_domain, sql::domain_blocks, free_mail_domains());
        read_names();
        store_pairs();
        store_skips();
    }

  private:
    template <class... More>
    void take(DuplicateReason reason, const db::Statement& blocks, const More&... more) {
        std::map<std::string, std::set<Uuid>> members;
        for (auto at = contacts_.begin(); at != contacts_.end();) {
            const auto left = static_cast<std::size_t>(contacts_.end() - at);
            const std::vector<Uuid> some(at, at + std::min(left, contacts_a_statement));
            at += std::ssize(some);
            for (auto& member : tx_.all<BlockMember>(blocks, tx_.project_id(), some,
                                                     largest_duplicate_block, more...))
                members[std::move(member.shared)].insert(member.contact_id);
        }
        for (const auto& [shared, ids] : members) {
            if (ids.size() > static_cast<std::size_t>(largest_duplicate_block))
                skipped_.insert({std::string(meta::enum_name(reason)), shared});
            else
                add_pairs(reason, ids);
        }
    }

    // Between the contacts of the batch and all members: of the others among themselves we know
    // already.
    void add_pairs(DuplicateReason reason, const std::set<Uuid>& ids) {
        for (const auto& one : ids) {
            if (!batch_.contains(one)) continue;
            for (const auto& other : ids)
                if (one != other) found_[std::minmax(one, other)].insert(reason);
        }
    }

    void read_names() {
        std::set<Uuid> ids;
        for (const auto& [pair, reasons] : found_) ids.insert({pair.first, pair.second});
        for (auto& each : tx_.all<NameOfContact>(sql::names_of_contacts, tx_.project_id(),
                                                 std::vector<Uuid>(ids.begin(), ids.end())))
            names_[each.id] = std::move(each.name_folded);
    }

    std::vector<DuplicateReason> reasons_of(const Pair& pair, std::set<DuplicateReason> reasons) {
        const bool name_counted = reasons.contains(DuplicateReason::name_and_company)
                                  || reasons.contains(DuplicateReason::name_and_domain);
        if (!name_counted
            && name_similarity(names_[pair.first], names_[pair.second]) >= similar_names_from)
            reasons.insert(DuplicateReason::similar_name);
        return {reasons.begin(), reasons.end()};
    }

    void store_pairs() {
        std::vector<Uuid> first, second;
        std::vector<std::int32_t> scores;
        std::vector<std::string> all_reasons;
        for (const auto& [pair, found] : found_) {
            const auto reasons = reasons_of(pair, found);
            first.push_back(pair.first);
            second.push_back(pair.second);
            scores.push_back(duplicate_score(reasons, names_[pair.first], names_[pair.second]));
            std::string joined;
            for (const auto reason : reasons) {
                if (!joined.empty()) joined += ',';
                joined += meta::enum_name(reason);
            }
            all_reasons.push_back(std::move(joined));
        }
        if (!first.empty()) tx_.later(sql::put_pairs, first, second, scores, all_reasons, now_);
        tx_.later(sql::forget_pairs_not_seen, contacts_, now_);
    }

    void store_skips() {
        if (skipped_.empty()) return;
        std::vector<std::string> reasons, shared;
        for (const auto& [reason, what] : skipped_) {
            reasons.push_back(reason);
            shared.push_back(what);
        }
        tx_.later(sql::put_skips, reasons, shared, now_);
    }

    db::Transaction& tx_;
    const std::vector<Uuid>& contacts_;
    std::set<Uuid> batch_;
    Timestamp now_;
    std::map<Pair, std::set<DuplicateReason>> found_;
    std::map<Uuid, std::string> names_;
    std::set<std::pair<std::string, std::string>> skipped_;
};

} // namespace

std::int64_t find_duplicates(db::Transaction& tx, const std::vector<Uuid>& contacts,
                             Timestamp now) {
    if (contacts.size() > static_cast<std::size_t>(duplicate_batch))
        throw std::logic_error("more contacts than a batch");
    Finder(tx, contacts, now).run();
    return tx.one<std::int64_t>(sql::count_pairs_of, contacts);
}

} // namespace crm
