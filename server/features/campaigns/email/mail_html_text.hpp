// The text part of a mail whose author wrote only HTML: HTML alone would leave people with a plain
// reader nothing, and filters suspicious.
#pragma once
#include <string>
#include <string_view>

namespace campaigns {

// Of a template, whose tokens stay as they are. Blocks end lines, links stand in brackets behind
// their words, style, script and title are left out.
std::string text_of_mail_html(std::string_view html);

} // namespace campaigns
