// Where this feature refers to contents of the file store beside the table of files.
#include "features/crm/content_references.sql.hpp"
#include "features/crm/crm.hpp"
#include "platform/db/transaction.hpp"

namespace crm {

bool refers_to_content(db::Transaction& tx, const std::string& content_hash) {
    return tx.one<bool>(sql::import_has_content, content_hash);
}

} // namespace crm
