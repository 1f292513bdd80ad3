// The face of this feature: what joins SocialFlow to other programs.
#pragma once

namespace http {
class Router;
}
namespace jobs {
class Registry;
}

namespace integrations {

void add_routes(http::Router& router);
void add_jobs(jobs::Registry& registry);

} // namespace integrations
