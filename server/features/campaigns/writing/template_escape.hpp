// What a token becomes where it stands.
#pragma once
#include <string>
#include <string_view>

#include "features/campaigns/writing/template_syntax.hpp"

namespace campaigns {

// Appends. An address whose scheme is not http, https, mailto, tel or sms becomes "#"; a style that
// could be more than one value becomes nothing.
void append_escaped(std::string_view value, Escaping escaping, std::string& out);

} // namespace campaigns
