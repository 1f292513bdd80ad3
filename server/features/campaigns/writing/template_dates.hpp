// Days and instants as a template writes them.
#pragma once
#include <string>
#include <string_view>

#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {

// `typed`: "2030-01-07", or an instant, which is written in UTC. `format` is strftime's: %Y %y %m
// %d %e %B %b %A %a %H %I %M %S %p %j %%; with - a number loses its zero (%-d). What is no date
// comes back as it is.
std::string formatted_date(std::string_view typed, std::string_view format, const DateNames& names);

} // namespace campaigns
