#include "features/crm/segments/segment_sample.hpp"

#include <cmath>
#include <limits>

#include "features/crm/segments/segment_sample.sql.hpp"

namespace crm {
namespace {

constexpr double hashes = 4294967296.0; // of 32 bits

// The upper end of a range that holds this share of all hashes.
std::int32_t end_of_share(double share) {
    const auto end = std::numeric_limits<std::int32_t>::min() + share * hashes - 1;
    return static_cast<std::int32_t>(
        std::min(end, static_cast<double>(std::numeric_limits<std::int32_t>::max())));
}

} // namespace

std::int64_t about_how_many(db::Transaction& tx) {
    constexpr int part = 256;
    const auto some = tx.one<std::int64_t>(segments::sql::count_hash_range, tx.project_id(),
                                           end_of_share(1.0 / part));
    if (some * part > 2 * small_project) return some * part;
    return tx.one<std::int64_t>(segments::sql::count_live_contacts, tx.project_id());
}

std::vector<Uuid> sample_of_contacts(db::Transaction& tx, std::int64_t population,
                                     std::int64_t wanted) {
    const double share =
        population <= wanted ? 1.0 : static_cast<double>(wanted) / static_cast<double>(population);
    return tx.all<Uuid>(segments::sql::contacts_in_hash_range, tx.project_id(),
                        end_of_share(share));
}

Estimate estimate(std::int64_t hits, std::int64_t asked, std::int64_t population) {
    if (asked >= population) return {hits, 0};
    if (asked == 0) return {0, population};
    const auto n = static_cast<double>(asked);
    const auto all = static_cast<double>(population);
    const double share = static_cast<double>(hits) / n;
    const double unseen = std::sqrt((all - n) / std::max(1.0, all - 1));
    const double spread =
        hits == 0 || hits == asked ? 3 / n : 1.96 * std::sqrt(share * (1 - share) / n) * unseen;
    return {std::llround(share * all), std::max(1LL, std::llround(spread * all))};
}

} // namespace crm
