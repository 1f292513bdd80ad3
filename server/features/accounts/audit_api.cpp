#include "features/accounts/audit.sql.hpp"
#include "features/accounts/handlers.hpp"

namespace accounts {

http::Page<AuditEntry> list_audit(http::Call& call, const http::Query<ListAudit>& query) {
    const auto& wanted = *query;
    // One more than asked for tells whether another page follows.
    auto entries =
        call.tx.all<AuditEntry>(sql::list_audit, wanted.limit + 1, wanted.after, wanted.action,
                                wanted.user_id, wanted.from, wanted.to, wanted.target_id);
    http::Page<AuditEntry> page;
    if (entries.size() > static_cast<std::size_t>(wanted.limit)) {
        entries.pop_back();
        page.next = entries.back().id.text();
    }
    page.items = std::move(entries);
    return page;
}

} // namespace accounts
