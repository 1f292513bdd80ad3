// Edits that are for one version of a record only.
#pragma once
#include "platform/http/call.hpp"

namespace http {

// Refusal("version_conflict") with the current version when If-Match names another one. Read the
// record under a lock, or guard its UPDATE with the version: two edits may pass here at once.
void expect_version(const Call& call, std::int64_t current);

} // namespace http
