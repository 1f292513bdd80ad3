#include "features/crm/bitmap_worker.hpp"

#include <set>

#include "features/crm/bitmap_worker.sql.hpp"
#include "features/crm/contact_bitmaps.hpp"
#include "features/crm/contact_bitmaps.sql.hpp"

namespace crm {

struct BitmapNote {
    Uuid contact_id;
    bool of_counters = false;
};
BOOST_DESCRIBE_STRUCT(BitmapNote, (), (contact_id, of_counters))

std::size_t refresh_changed(Services& services, const Uuid& project_id) {
    return services.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id}, [&](db::Transaction& tx) {
            if (!tx.one<bool>(sql::take_bitmap_turn, project_id.text())) return std::size_t{0};
            const auto notes = tx.all<BitmapNote>(sql::claim_changes, most_refreshed_at_once);
            if (notes.empty()) return notes.size();
            std::set<Uuid> all, with_texts;
            for (const auto& note : notes) {
                all.insert(note.contact_id);
                if (!note.of_counters) with_texts.insert(note.contact_id);
            }
            refresh_bitmaps(tx, {all.begin(), all.end()}, {with_texts.begin(), with_texts.end()});
            return notes.size();
        });
}

void refresh_all_bitmaps(Services& services, const std::function<bool()>& stop) {
    for (bool more = true; more;) {
        more = false;
        const auto [behind, to_fill] =
            services.database.in_transaction({.role = db::Role::system}, [](db::Transaction& tx) {
                return std::pair(tx.all<Uuid>(sql::projects_behind),
                                 tx.all<Uuid>(sql::projects_to_fill));
            });
        // One portion each, so that no project waits for another's import.
        for (const auto& project : behind)
            if (!stop() && refresh_changed(services, project) > 0) more = true;
        for (const auto& project : to_fill)
            if (!stop() && fill_bitmaps(services, project)) more = true;
    }
}

} // namespace crm
