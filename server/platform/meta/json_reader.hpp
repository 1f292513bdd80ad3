// JSON text to a tree in memory of the caller's choice.
#pragma once
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <string_view>

namespace meta {

// As parse_json(json); the value lives in `storage`.
boost::json::value parse_json(std::string_view json, boost::json::storage_ptr storage);

} // namespace meta
