#include <algorithm>
#include <boost/json.hpp>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "platform/embedded.hpp"

const EmbeddedFiles& mail_blocks();

namespace campaigns {
namespace {

constexpr std::string_view folder = "templates/", ending = ".json";

MailTemplate template_of(std::string_view path, std::string_view text) {
    const auto file = boost::json::parse(text).as_object();
    const auto word = [&](std::string_view name) { return std::string(file.at(name).as_string()); };
    MailTemplate made;
    made.key = path.substr(folder.size(), path.size() - folder.size() - ending.size());
    made.name = word("name");
    made.category = word("category");
    made.description = word("description");
    made.subject = word("subject");
    made.preheader = word("preheader");
    made.document = {boost::json::serialize(file.at("document"))};
    return made;
}

} // namespace

const std::vector<MailTemplate>& mail_template_library() {
    static const auto library = [] {
        std::vector<MailTemplate> all;
        for (const auto& [path, file] : mail_blocks())
            if (path.starts_with(folder) && path.ends_with(ending))
                all.push_back(template_of(path, file.view()));
        std::ranges::sort(
            all, {}, [](const MailTemplate& each) { return std::tie(each.category, each.name); });
        return all;
    }();
    return library;
}

} // namespace campaigns
