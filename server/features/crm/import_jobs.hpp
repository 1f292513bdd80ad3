// The two jobs of an import.
#pragma once
#include "platform/jobs/jobs.hpp"

namespace crm {

struct ImportContacts {
    static constexpr std::string_view kind = "import_contacts";
    Uuid run_id;
};
BOOST_DESCRIBE_STRUCT(ImportContacts, (), (run_id))

struct UndoImport {
    static constexpr std::string_view kind = "undo_import";
    Uuid run_id;
};
BOOST_DESCRIBE_STRUCT(UndoImport, (), (run_id))

// A server that is killed costs an attempt, and a long import may live through many.
inline constexpr std::int32_t most_import_attempts = 100;

} // namespace crm
