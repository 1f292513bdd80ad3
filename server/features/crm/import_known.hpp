// What a project holds of the people in a batch, asked for in a few statements.
#pragma once
#include "features/crm/import_plan.hpp"

namespace crm {

// In the transaction that stores the batch: the contacts that may change are locked until its end.
KnownPeople find_known_people(db::Transaction& tx, std::span<const FileRow> rows,
                              const ImportSettings& settings);

} // namespace crm
