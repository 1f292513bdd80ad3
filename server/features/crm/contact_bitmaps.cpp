#include "features/crm/contact_bitmaps.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "features/crm/bitmap_worker.sql.hpp"
#include "features/crm/contact_bitmaps.sql.hpp"
#include "features/crm/position_set.hpp"
#include "platform/db/database.hpp"

namespace crm {

struct PositionCodes {
    std::int32_t position = 0;
    std::vector<std::int64_t> codes;
    std::int64_t texts = 0;
    bool texts_changed = false;
    std::vector<std::int64_t> text_codes; // when they changed
};
BOOST_DESCRIBE_STRUCT(PositionCodes, (), (position, codes, texts, texts_changed, text_codes))

struct StoredBitmap {
    std::int64_t code = 0;
    std::string members;
};
BOOST_DESCRIBE_STRUCT(StoredBitmap, (), (code, members))

namespace {

bool is_of_a_text(std::int64_t code) {
    return code < 0;
}

// The bitmaps of one block.
class BlockBitmaps {
  public:
    BlockBitmaps(db::Transaction& tx, std::int32_t block, bool with_texts)
        : tx_(tx), block_(block) {
        const auto least = with_texts ? std::numeric_limits<std::int64_t>::min() : 0;
        for (auto& each : tx.all<StoredBitmap>(sql::bitmaps_of_block, block, least)) {
            auto& bitmap = bitmaps_[each.code];
            bitmap.members.add(0, BlockMembers(each.members));
            bitmap.stored = std::move(each.members);
        }
    }

    // Their codes are these now, and no others.
    void put(const std::vector<const PositionCodes*>& rows) {
        for (auto& [code, bitmap] : bitmaps_)
            for (const auto* row : rows)
                if ((row->texts_changed || !is_of_a_text(code))
                    && bitmap.members.contains(offset_of(*row)))
                    bitmap.members.remove(offset_of(*row));
        for (const auto* row : rows) {
            for (const auto code : row->codes) bitmaps_[code].members.add(offset_of(*row));
            for (const auto code : row->text_codes) bitmaps_[code].members.add(offset_of(*row));
        }
    }

    // What is no longer as it was.
    void store() {
        std::vector<std::int64_t> changed, gone;
        std::vector<std::string> members;
        for (const auto& [code, bitmap] : bitmaps_) {
            auto now = bitmap.members.stored(0);
            if (now == bitmap.stored) continue;
            if (now.empty()) {
                gone.push_back(code);
            } else {
                changed.push_back(code);
                members.push_back(std::move(now));
            }
        }
        if (!changed.empty()) tx_.query(sql::store_bitmaps, block_, changed, members);
        if (!gone.empty()) tx_.query(sql::drop_bitmaps, block_, gone);
    }

  private:
    static std::int32_t offset_of(const PositionCodes& row) {
        return row.position % positions_a_block;
    }

    struct Bitmap {
        PositionSet members;
        std::string stored;
    };
    db::Transaction& tx_;
    std::int32_t block_;
    std::map<std::int64_t, Bitmap> bitmaps_;
};

void keep_texts(db::Transaction& tx, const std::vector<PositionCodes>& rows) {
    std::vector<std::int32_t> positions;
    std::vector<std::int64_t> texts;
    for (const auto& row : rows) {
        if (!row.texts_changed) continue;
        positions.push_back(row.position);
        texts.push_back(row.texts);
    }
    if (!positions.empty()) tx.query(sql::keep_texts, positions, texts);
}

} // namespace

void refresh_bitmaps(db::Transaction& tx, const std::vector<Uuid>& contacts,
                     const std::vector<Uuid>& with_texts) {
    tx.query(sql::place_contacts, contacts);
    const auto rows =
        tx.all<PositionCodes>(sql::bitmap_codes, tx.project_id(), contacts, with_texts);
    std::map<std::int32_t, std::vector<const PositionCodes*>> by_block;
    for (const auto& row : rows) by_block[row.position / positions_a_block].push_back(&row);
    for (const auto& [block, members] : by_block) {
        BlockBitmaps bitmaps(tx, block,
                             std::ranges::any_of(members, &PositionCodes::texts_changed));
        bitmaps.put(members);
        bitmaps.store();
    }
    keep_texts(tx, rows);
    tx.query(sql::forget_positions, contacts);
}

bool fill_bitmaps(Services& services, const Uuid& project_id) {
    return services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id}, [&](db::Transaction& tx) {
            if (!tx.one<bool>(sql::take_bitmap_turn, project_id.text())) return false;
            const auto next = tx.all<Uuid>(sql::next_to_fill, most_filled_at_once);
            if (next.empty()) {
                tx.query(sql::fill_is_done);
                return false;
            }
            refresh_bitmaps(tx, next, next);
            tx.query(sql::fill_went_on, next.back());
            return true;
        });
}

} // namespace crm
