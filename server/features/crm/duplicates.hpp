// Contacts that may be one person: found, kept up to date, reviewed.
#pragma once
#include "features/crm/contacts.hpp"
#include "features/crm/duplicate_score.hpp"

namespace crm {

// More people than this with one phone or one name at one company: it tells nothing of any two of
// them, and the pairs would grow with the square. Skipped, and listed as skipped.
inline constexpr std::int32_t largest_duplicate_block = 50;
inline constexpr std::int32_t duplicate_batch = 500; // contacts looked at in one transaction

// Looks for partners of these contacts (at most `duplicate_batch`) and makes the stored pairs of
// theirs what was found; dismissed pairs stay dismissed. Returns how many open pairs they are in.
std::int64_t find_duplicates(db::Transaction& tx, const std::vector<Uuid>& contacts, Timestamp now);

} // namespace crm
