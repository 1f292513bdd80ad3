// What the settings of a project stand for: the clock on its wall, and its money.
#pragma once
#include "features/accounts/accounts.hpp"
#include "platform/text/money.hpp"
#include "platform/time/zones.hpp"

namespace accounts {

// UTC for a zone that the system's tzdata has no more: settings were checked when they were stored.
zones::Zone zone_of(const ProjectSettings& settings);
// Throws std::logic_error for a code that is no currency.
const text::Currency& currency_of(const ProjectSettings& settings);

// The same of the transaction's project.
zones::Zone project_zone(db::Transaction& tx);
const text::Currency& project_currency(db::Transaction& tx);

} // namespace accounts
