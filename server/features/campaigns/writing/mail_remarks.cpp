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

} // namespace

std::vector<MailRemark> remarks_on_block(const json::object& block) {
    if (word(block, "type") != "image" || word(block, "src").empty()
        || !text::trim(word(block, "alt")).empty())
        return {};
    return {{"alt", "missing_alt", "say what is to be seen, for whoever does not see it"}};
}

} // namespace campaigns
