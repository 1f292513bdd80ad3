#include "features/campaigns/writing/mail_remarks.hpp"

#include <boost/json.hpp>

#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

std::string_view word(const json::object& block, std::string_view name) {
    const auto* value = block.if_contains(name);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// A footer has the links by itself; whoever writes without one may put them anywhere.
bool has_way_out(const json::object& document) {
    for (const auto& block : document.at("blocks").as_array())
        if (word(block.as_object(), "type") == "footer") return true;
    const auto written = json::serialize(document);
    return written.find("links.unsubscribe") != written.npos
           || written.find("links.preferences") != written.npos;
}

} // namespace

std::vector<MailRemark> remarks_on_block(const json::object& block) {
    if (word(block, "type") != "image" || word(block, "src").empty()
        || !text::trim(word(block, "alt")).empty())
        return {};
    return {{"alt", "missing_alt", "say what is to be seen, for whoever does not see it"}};
}

std::vector<MailRemark> remarks_on_document(const json::object& document) {
    if (has_way_out(document)) return {};
    return {
        {"", "no_way_out",
         "there is no footer: the postal address and a link to unsubscribe are put at the end"}};
}

} // namespace campaigns
