// All features together, for the program and for tests.
#pragma once
#include "platform/realtime/hub.hpp"

namespace http {
class Router;
}
namespace jobs {
class Registry;
}

namespace features {

void add_routes(http::Router& router);
void add_jobs(jobs::Registry& registry);
realtime::Topics realtime_topics();
// Patterns of the GETs that read much of a project and may be seconds old.
std::vector<std::string> report_routes();
// What outsiders open: beginnings of the patterns of routes, and files of the web app.
std::vector<std::string> pages_paths();

} // namespace features
