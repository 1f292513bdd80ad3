// What stands between a route and its handler. Each throws a Refusal.
#pragma once
#include "platform/http/router.hpp"

namespace http {

// Why this caller may not use what takes this access: role of a member, scope of a key. nullopt
// when he may.
std::optional<Refusal> why_refused(const Access& access, const Identity& identity);
void require_access(const Route& route, const Identity& identity);

// A browser's cookie travels with requests that other sites make: state changes must come from our
// own pages (Sec-Fetch-Site, else Origin against Host). Keys are not sent by themselves and need no
// check.
void require_same_site(const Request& request, const Identity& identity);

// GET and HEAD.
bool only_reads(Method method);

// "user/…", "key/…" or "address/…": whom a rate limit counts. Who has one IPv6 address has 2⁶⁴ of
// them: they count as one.
std::string rate_caller(const Request& request, const Identity& identity);

} // namespace http
