// Edits that are for one version of a record only.
#pragma once
#include <optional>
#include <set>
#include <string>

#include "platform/http/call.hpp"
#include "platform/http/router.hpp"
#include "platform/meta/describe.hpp"

namespace http {

// Refusal("version_conflict") with the current version when If-Match names another one. Read the
// record under a lock, or guard its UPDATE with the version: two edits may pass here at once.
void expect_version(const Call& call, std::int64_t current);

// What `DELETE … RETURNING name, version` gives.
struct DeletedRecord {
    std::string name;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(DeletedRecord, (), (name, version))

// The name of the record that was just deleted. Refusal("not_found") when there was none, and as
// expect_version() when it was another version: the transaction then keeps it.
std::string name_of_deleted(const Call& call, const std::optional<DeletedRecord>& record);

// The routes whose handlers look at If-Match: they change (PATCH, PUT) or delete a record that is
// answered with its version at the same address.
std::set<const Route*> versioned_routes(const Router& router);

} // namespace http
