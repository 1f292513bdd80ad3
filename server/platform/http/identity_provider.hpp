// How the guards learn who calls. The accounts feature implements this.
#pragma once
#include "platform/http/access.hpp"
#include "platform/http/message.hpp"

namespace http {

class IdentityProvider {
public:
    virtual ~IdentityProvider() = default;
    // Never throws for a guest: an unknown or ended session is a guest. Refusal("invalid_key") for a bad API key;
    // Refusal("project_required") when `needs_project` and the person has several and named none; Refusal("not_found")
    // for a project the person is no member of. Lookups are cached for seconds.
    virtual Identity identify(const Request& request, bool needs_project) = 0;
};

} // namespace http
