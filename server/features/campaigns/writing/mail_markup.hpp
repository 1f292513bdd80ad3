// The few marks that texts of blocks may hold: **bold**, *italic*, [words](address), a line that
// begins with "- " for a list, an empty line between paragraphs, \* for the mark itself. From one
// text come the HTML and the plain part of a mail. What stands in {{ }} and {% %} is left alone:
// the result is a template.
#pragma once
#include <string>
#include <string_view>

namespace campaigns {

// `style` goes into the style attribute of each paragraph and list, `link_color` into links.
std::string markup_to_html(std::string_view markup, std::string_view style,
                           std::string_view link_color);
std::string markup_to_text(std::string_view markup);

// HTML-escaped but for what stands in braces.
std::string escaped_around_tokens(std::string_view text);

} // namespace campaigns
