// Adding to and excluding from a segment as bulk actions.
#include "features/crm/bulk_actions.hpp"
#include "features/crm/bulk_contact_actions.sql.hpp"
#include "features/crm/segments/membership.hpp"
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_bulk.sql.hpp"

namespace crm {

struct BulkSegment {
    Uuid segment_id;
};
BOOST_DESCRIBE_STRUCT(BulkSegment, (), (segment_id))

struct ByHandBefore {
    Uuid contact_id;
    std::optional<ByHand> by_hand;
};
BOOST_DESCRIBE_STRUCT(ByHandBefore, (), (contact_id, by_hand))

namespace {

class SetByHand final : public BulkAction {
  public:
    SetByHand(std::string_view name, std::string_view title, ByHand by_hand)
        : name_(name), title_(title), by_hand_(by_hand) {}

    std::string_view name() const override { return name_; }

    std::string check(db::Transaction& tx, const Json& parameters,
                      meta::Problems& problems) const override {
        problems.at = "parameters";
        const auto read = meta::read<BulkSegment>(meta::parse_json(parameters.text), problems);
        problems.at.clear();
        if (!problems.empty()) return {};
        const auto name = tx.maybe<std::string>(segments::sql::hold_segment, read.segment_id);
        if (name) return std::string(title_) + ' ' + *name;
        problems.at = "parameters.segment_id";
        problems.add("reference_not_found", "there is no such segment");
        problems.at.clear();
        return {};
    }

    BulkCounts apply(const BulkBatch& batch) const override {
        const auto segment = segment_of(batch);
        if (!batch.tx.maybe<std::string>(segments::sql::hold_segment, segment))
            return {0, static_cast<std::int64_t>(batch.contact_ids.size())};
        take_turn(batch.tx, segment);
        const auto changed = batch.tx.all<Uuid>(segments::sql::record_by_hand, batch.contact_ids,
                                                batch.run_id, segment, by_hand_);
        set_by_hand(batch.tx, segment, changed, by_hand_, batch.now);
        return {static_cast<std::int64_t>(changed.size()), 0};
    }

    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        const auto segment = segment_of(batch);
        if (!batch.tx.maybe<std::string>(segments::sql::hold_segment, segment)) return {};
        std::map<std::optional<ByHand>, std::vector<Uuid>> before;
        for (const auto& row : batch.tx.all<ByHandBefore>(segments::sql::by_hand_before,
                                                          batch.contact_ids, batch.run_id))
            before[row.by_hand].push_back(row.contact_id);
        for (const auto& [by_hand, contacts] : before)
            set_by_hand(batch.tx, segment, contacts, by_hand, batch.now);
        return batch.tx.all<Uuid>(sql::raise_versions, batch.contact_ids);
    }

  private:
    static Uuid segment_of(const BulkBatch& batch) {
        return meta::parse<BulkSegment>(batch.parameters.text).segment_id;
    }
    std::string_view name_, title_;
    ByHand by_hand_;
};

} // namespace

void add_segment_bulk_actions() {
    add_bulk_action(
        std::make_unique<SetByHand>("add_to_segment", "Add to the segment", ByHand::manual));
    add_bulk_action(std::make_unique<SetByHand>("exclude_from_segment", "Exclude from the segment",
                                                ByHand::excluded));
}

} // namespace crm
