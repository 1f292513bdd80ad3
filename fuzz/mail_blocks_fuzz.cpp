// Mails made of blocks: any JSON becomes problems or a mail, and the marks of a text give markup
// that is ours.
#include <boost/json.hpp>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/mail_markup.hpp"
#include "fuzz.hpp"
#include "platform/text/utf8.hpp"

namespace {

void as_markup(std::string_view text) {
    if (text.find('{') != text.npos)
        return; // what stands in braces is a template's, and left alone
    const auto html = campaigns::markup_to_html(text, "color:red", "#0a7c55");
    for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        const auto rest = std::string_view(html).substr(at + 1);
        bool known = false;
        for (const std::string_view tag : {"p", "/p>", "ul", "/ul>", "li", "/li>", "strong>",
                                           "/strong>", "em>", "/em>", "a ", "/a>", "br"})
            known = known || rest.starts_with(tag);
        fuzz::require(known);
    }
    fuzz::require(text::is_storable(html));
    fuzz::require(text::is_storable(campaigns::markup_to_text(text)));
    fuzz::require(campaigns::escaped_around_tokens(text).find_first_of("<>\"")
                  == std::string::npos);
}

void as_document(std::string_view text) {
    try {
        const auto json = meta::parse_json(text);
        meta::Problems problems;
        campaigns::check_mail_document(json, "document", problems);
        fuzz::require(problems.list.size() <= meta::most_problems);
        for (const auto& problem : problems.list)
            fuzz::require(problem.field.starts_with("document"));
        if (!problems.empty()) return;
        const auto mail = campaigns::write_mail_document(json.as_object(), "Hello", "Preview");
        fuzz::require(!mail.html.empty() && text::is_storable(mail.html));
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.code == "invalid_json");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    if (!text::is_storable(input)) return 0;
    as_markup(input);
    as_document(input);
    return 0;
}
