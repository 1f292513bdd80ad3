#include "features/campaigns/reports.hpp"

#include "features/campaigns/engine/reports.sql.hpp"

namespace campaigns {

void report(db::Transaction& tx, const std::vector<Report>& reports) {
    if (reports.empty()) return;
    std::vector<Uuid> ids;
    std::vector<ReportKind> kinds;
    std::vector<Timestamp> at;
    std::vector<std::int32_t> codes;
    std::vector<std::string> details;
    std::vector<bool> machines;
    for (const auto& report : reports) {
        ids.push_back(report.execution_id);
        kinds.push_back(report.kind);
        at.push_back(report.at);
        codes.push_back(report.reply_code);
        details.push_back(report.detail);
        machines.push_back(report.by_machine);
    }
    plan_anew(tx);
    tx.query(engine::sql::report, ids, kinds, at, codes, details, machines);
}

} // namespace campaigns
