// The access lists and jobs of segments, one a subject. Internal to crm/segments.
#pragma once

namespace http {
class Router;
}
namespace jobs {
class Registry;
}

namespace crm {

void add_segment_member_routes(http::Router& router);
void add_segment_insight_routes(http::Router& router);
void add_segment_bulk_actions();
void add_segment_performance_jobs(jobs::Registry& registry);

} // namespace crm
