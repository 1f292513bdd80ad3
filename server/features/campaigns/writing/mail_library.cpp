#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "platform/embedded.hpp"

const EmbeddedFiles& mail_blocks();

namespace campaigns {
namespace {

using Library = std::vector<MailTemplate>;

constexpr std::string_view folder = "templates/", ending = ".json";

// "templates/de/welcome.json"
MailTemplate template_of(std::string_view path, std::string_view text) {
    path.remove_prefix(folder.size());
    path.remove_suffix(ending.size());
    const auto slash = path.find('/');
    const auto file = boost::json::parse(text).as_object();
    const auto word = [&](std::string_view name) { return std::string(file.at(name).as_string()); };
    MailTemplate made;
    made.key = path.substr(slash + 1);
    made.language = path.substr(0, slash);
    made.name = word("name");
    made.category = word("category");
    made.description = word("description");
    made.subject = word("subject");
    made.preheader = word("preheader");
    made.document = {boost::json::serialize(file.at("document"))};
    return made;
}

std::map<std::string, Library, std::less<>> read_libraries() {
    std::map<std::string, Library, std::less<>> all;
    for (const auto& [path, file] : mail_blocks()) {
        if (!path.starts_with(folder) || !path.ends_with(ending)) continue;
        auto made = template_of(path, file.view());
        all[made.language].push_back(std::move(made));
    }
    for (auto& [language, library] : all)
        std::ranges::sort(library, {}, [](const MailTemplate& each) {
            return std::tie(each.category, each.name);
        });
    return all;
}

} // namespace

const std::vector<MailTemplate>& mail_template_library(std::string_view language) {
    static const auto libraries = read_libraries();
    const auto found = libraries.find(language.substr(0, language.find('-')));
    return found == libraries.end() ? libraries.at("en") : found->second;
}

const MailTemplate& mail_template(std::string_view key) {
    const auto& library = mail_template_library();
    const auto found = std::ranges::find(library, key, &MailTemplate::key);
    if (found == library.end())
        throw std::logic_error("no such template in the library: " + std::string(key));
    return *found;
}

} // namespace campaigns
