// All features together, for the program and for tests.
#pragma once

namespace http {
class Router;
}
namespace jobs {
class Registry;
}

namespace features {

void add_routes(http::Router& router);
void add_jobs(jobs::Registry& registry);

} // namespace features
