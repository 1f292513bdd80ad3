#include "features/crm/search_walk.hpp"

#include <algorithm>
#include <cmath>

namespace crm {
namespace {

// With the pages in memory a step of the walk took 0.65 µs, reading one match by the indexes of
// names and addresses 1 µs (14 µs where its page was not), and to read and meet their lists of
// trigrams 3 to 6 ms for each word, as long as 9,000 steps.
constexpr double large_book = 1'000'000, steps_a_match = 3, steps_a_word = 9'000;
constexpr double to_be_sure = 1.25; // those who fit do not lie evenly
constexpr std::int32_t most_walked = 40'000, most_growth = 4;

// Where a walk and the indexes take as long, but for the lists, in a book of a million.
std::int32_t rows_of_a_tie(std::int32_t wanted) {
    return static_cast<std::int32_t>(std::sqrt(steps_a_match * large_book * wanted));
}

} // namespace

std::int32_t next_look(const NewestWalk& walk) {
    const auto tie = rows_of_a_tie(walk.wanted);
    if (walk.walked == 0) return tie / 5;
    if (!walk.indexed) return std::max(0, tie - walk.walked);
    if (walk.found == 0) return 0;
    const double rows_a_match = static_cast<double>(walk.walked) / walk.found;
    const double needed = rows_a_match * (walk.wanted - walk.found);
    const double matches = large_book / rows_a_match;
    const double by_indexes = walk.columns * (walk.words * steps_a_word + steps_a_match * matches);
    if (walk.walked + to_be_sure * needed > by_indexes) return 0;
    const auto next = std::min(static_cast<std::int32_t>(std::ceil(to_be_sure * needed)),
                               most_growth * walk.walked);
    return walk.walked + next <= most_walked ? next : 0;
}

} // namespace crm
