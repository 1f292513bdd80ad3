// Health, metrics and the API's own document.
#pragma once
#include "platform/http/router.hpp"

namespace http {

inline constexpr std::string_view program_version = "0.1.0";

// /readyz, /metrics, /api/openapi.json and /api/docs. /livez is answered before any of this.
void add_system_routes(Router& router);

} // namespace http
