#include "platform/http/if_match.hpp"

namespace http {

void expect_version(const Call& call, std::int64_t current) {
    const auto expected = call.if_match();
    if (expected && *expected != current)
        throw Refusal("version_conflict").with("current", std::to_string(current));
}

} // namespace http
