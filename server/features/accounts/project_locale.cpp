#include "features/accounts/project_locale.hpp"

#include <stdexcept>

namespace accounts {

zones::Zone zone_of(const ProjectSettings& settings) {
    return zones::Zone::find(settings.time_zone).value_or(zones::Zone::utc());
}

const text::Currency& currency_of(const ProjectSettings& settings) {
    const auto* currency = text::find_currency(settings.currency);
    if (!currency) throw std::logic_error("a project of an unknown currency");
    return *currency;
}

zones::Zone project_zone(db::Transaction& tx) {
    return zone_of(project_settings(tx));
}

const text::Currency& project_currency(db::Transaction& tx) {
    return currency_of(project_settings(tx));
}

} // namespace accounts
