// Lists as people ask for them: three conditions and an order, put together by a seeded choice.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

// Targets of GET /api/crm/contacts. Each has three different fields of the pool (texts, stage,
// tags, score, counts, dates, owner, consent, custom fields of each type) with values that the book
// has, and any of the sorts.
std::vector<std::string> filtered_lists(std::uint64_t seed, std::uint64_t contacts,
                                        std::size_t count);

} // namespace bench
