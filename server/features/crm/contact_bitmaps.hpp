// Writes the bitmaps of contacts (docs/decisions/0009-bitmaps.md).
#pragma once
#include "platform/db/transaction.hpp"
#include "platform/services.hpp"

namespace crm {

// Of these contacts, by what the statement sees of them; `with_texts` are those among them of whom
// more changed than counters. One at a time in a project.
void refresh_bitmaps(db::Transaction& tx, const std::vector<Uuid>& contacts,
                     const std::vector<Uuid>& with_texts);

inline constexpr std::int64_t most_filled_at_once = 4000; // some 0.3 s

// A portion of those whom no bitmaps followed yet. False: nothing is left, or another node is at
// it.
bool fill_bitmaps(Services& services, const Uuid& project_id);

} // namespace crm
