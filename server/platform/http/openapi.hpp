// The OpenAPI 3.1 document, made from the routes and the types themselves.
#pragma once
#include <string>

#include "platform/http/router.hpp"

namespace http {

// The whole document as JSON. Paths stand in the order of their patterns, so that two builds give
// the same text.
std::string openapi_document(const Router& router, std::string_view version);

} // namespace http
