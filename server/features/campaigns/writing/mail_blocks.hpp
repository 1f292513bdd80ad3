// A mail as blocks: what the editor stores and the server turns into HTML and text. Which blocks
// there are, with which fields, stands in blocks/mail/manifest.json, for the editor and for here.
//
//     {"theme": {"accent": "#0a7c55"}, "blocks": [
//         {"type": "heading", "text": "Hello {{ contact.first_name }}"},
//         {"type": "columns", "columns": [[{"type": "text", "text": "Left"}], [ … ]]},
//         {"type": "footer"}]}
#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/meta/describe.hpp"

namespace campaigns {

inline constexpr std::size_t most_mail_blocks = 200; // with those in columns

// The manifest as it stands in the binary.
const boost::json::object& mail_block_manifest();

// Problems with their paths: "settings.document.blocks[2].url" when `path` is "settings.document".
void check_mail_document(const boost::json::value& document, std::string_view path,
                         meta::Problems& problems);

// Templates, not yet parsed: tokens stand in them as they were written.
struct MailSources {
    std::string html, text;
};

// Of a document that was checked. `preheader` is what inboxes show beside the subject; `language`
// ("de") is that of the HTML. HTML in tables and inline styles, since mail programs know little
// else; as wide as the theme says, columns become rows on a phone.
MailSources write_mail_document(const boost::json::object& document, std::string_view subject,
                                std::string_view preheader, std::string_view language = "en");

// One block as it is being written, for the editor. `good` is what of it can be drawn: a field with
// a mistake is left out, so that the rest is seen while an address is half typed.
struct CheckedBlock {
    boost::json::object good; // empty: nothing can be drawn, there is no such block
    meta::Problems problems;  // by its fields: "url", "links[0].label"
};
CheckedBlock check_mail_block(const boost::json::value& block);
// Colours and letters without those that are none.
boost::json::object good_mail_theme(const boost::json::value& theme);

// HTML of one block that holds no others, as it stands in the mail, where it shares the width with
// `columns` - 1 others (1 to 3). Not yet parsed.
std::string write_mail_block(const boost::json::object& theme, const boost::json::object& good,
                             int columns);

// One of the library that comes with the server (blocks/mail/templates/<language>).
struct MailTemplate {
    std::string key;      // name of its file, the same in each language
    std::string language; // of its words, "de"
    std::string name, category, description;
    std::string subject, preheader;
    Json document{"{}"};
};
BOOST_DESCRIBE_STRUCT(MailTemplate, (),
                      (key, language, name, category, description, subject, preheader, document))

// By category and name; in English where there is none of the language ("de", "de-AT").
const std::vector<MailTemplate>& mail_template_library(std::string_view language = "en");
// The English one of this key. std::logic_error without one.
const MailTemplate& mail_template(std::string_view key);

} // namespace campaigns
