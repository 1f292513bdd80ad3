// Templates that the project keeps beside the library that is shipped.
#pragma once

namespace http {
class Router;
}

namespace campaigns {

void add_saved_template_routes(http::Router& router);

} // namespace campaigns
