// How the guards learn who calls. The accounts feature implements this.
#pragma once
#include "platform/http/access.hpp"
#include "platform/http/message.hpp"

namespace http {

class IdentityProvider {
  public:
    virtual ~IdentityProvider() = default;
    // Never throws for a guest: an unknown or ended session is a guest. Refusal("invalid_key") for
    // a bad API key; Refusal("project_required") when `needs_project` and the person has several
    // and named none; Refusal("not_found") for a project the person is no member of. Lookups are
    // cached for seconds.
    virtual Identity identify(const Request& request, bool needs_project) = 0;
    // Drops what is cached about "session/…", "user/…", "key/…" or "project/…" (with the id).
    // Called after the commit of a change, so that the next request on this node sees it; the other
    // nodes hear of it by NOTIFY.
    virtual void forget(std::string_view subject) = 0;
};

} // namespace http
