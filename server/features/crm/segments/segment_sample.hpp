// Counting by a sample when counting everybody takes too long. The sample is even whatever order
// contacts were made in: a range of a hash of their ids.
#pragma once
#include "features/crm/rules/project_rules.hpp"
#include "platform/db/transaction.hpp"

namespace crm {

inline constexpr std::int64_t small_project = 20'000; // contacts: always asked one and all

// Contacts outside the trash: exact below small_project, else within about two in a hundred.
std::int64_t about_how_many(db::Transaction& tx);

// Ids of about `wanted` contacts; all of them when there are not so many.
std::vector<Uuid> sample_of_contacts(db::Transaction& tx, std::int64_t population,
                                     std::int64_t wanted);

// What a sample says about everybody.
struct Estimate {
    std::int64_t count = 0;
    std::int64_t margin = 0; // 19 times of 20 the true number is no further away; 0: exact
};
// `hits` of `asked` for a whole of `population`. The normal approximation with a correction for
// finite populations; with no hits at all the rule of three.
Estimate estimate(std::int64_t hits, std::int64_t asked, std::int64_t population);

} // namespace crm
