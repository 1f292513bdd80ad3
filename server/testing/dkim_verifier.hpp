// Whether others accept a DKIM signature: Debian's python3-dkim, an implementation that is not
// ours.
#pragma once
#include <string>

namespace testing_servers {

// `record` is what the DNS says at `host`, and nothing else is in the DNS. Throws with what the
// program said when it did not come to a verdict.
bool dkim_verifies(const std::string& mail, const std::string& host, const std::string& record);

} // namespace testing_servers
