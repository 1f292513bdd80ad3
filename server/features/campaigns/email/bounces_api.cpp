// What comes back by mail, handed in as it came: by a rule of the mail server, or a program.
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/bounce_intake.hpp"
#include "platform/http/handler.hpp"

namespace campaigns {
namespace {

// POST /api/email/bounces: one mail (message/rfc822) as the body
BounceResult post_bounce(http::Call& call) {
    return take_bounce(call.services, call.tx, call.request.body, call.now);
}

} // namespace

void add_bounce_routes(http::Router& on) {
    using namespace http;
    on.post<post_bounce>("/api/email/bounces", manager("campaigns:write"), Rate::write,
                         {.body_limit = longest_bounce, .raw_body = true});
}

} // namespace campaigns
