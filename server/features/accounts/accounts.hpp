// The face of this feature: what other features may use.
#pragma once
#include "features/accounts/audit.hpp"
#include "features/accounts/setup.hpp"
#include "platform/text/language.hpp"

namespace jobs {
class Registry;
}
namespace text {
struct Currency;
}
namespace zones {
class Zone;
}

namespace accounts {

void add_routes(http::Router& router);

// Forgetting what has ended, and projects deleted a month ago.
void add_jobs(jobs::Registry& registry);

// Into the audit log, in the transaction of the change.
inline void record(http::Call& call, std::string_view action, std::string_view target_kind,
                   const Uuid& target_id, std::string_view target_name,
                   const Json& details = {"{}"}) {
    audit::record(call, action, {target_kind, target_id, target_name}, details);
}

struct ProjectSettings {
    std::string name;
    std::string time_zone;
    std::string currency;       // ISO 4217
    std::string default_region; // ISO 3166-1, for phone numbers without a country
    bool opt_in = false;        // marketing mail needs consent
};
BOOST_DESCRIBE_STRUCT(ProjectSettings, (), (name, time_zone, currency, default_region, opt_in))

// Of the transaction's project.
ProjectSettings project_settings(db::Transaction& tx);
// The clock on its wall. UTC for a zone that the system's tzdata has no more: settings were checked
// when they were stored.
zones::Zone zone_of(const ProjectSettings& settings);
zones::Zone project_zone(db::Transaction& tx);
// Its money. Throws std::logic_error for a code that is no currency.
const text::Currency& project_currency(db::Transaction& tx);

// What the server says to a business, and what it says to whoever calls: in his own language, else
// (a key, a program) in the project's.
text::Language project_language(db::Transaction& tx);
text::Language reader_language(const http::Call& call);

// Of a member of the transaction's project; nullopt for anybody else.
std::optional<std::string> member_name(db::Transaction& tx, const Uuid& user_id);

} // namespace accounts
