#include "features/campaigns/writing/mail_block_preview.hpp"

#include <boost/json.hpp>
#include <optional>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "features/campaigns/writing/template.hpp"

namespace campaigns {
namespace {

namespace json = boost::json;

// Calls `visit(path, text)` for each text of a block but its type: "url", "links[0].label".
template <class Visit>
void for_each_text(json::object& fields, const std::string& before, Visit visit) {
    for (auto& [key, value] : fields) {
        const auto path = before + std::string(key);
        if (auto* text = value.if_string()) {
            if (path != "type") visit(path, *text);
        } else if (auto* list = value.if_array()) {
            for (std::size_t i = 0; i < list->size(); ++i)
                if (auto* item = (*list)[i].if_object())
                    for_each_text(*item, path + "[" + std::to_string(i) + "].", visit);
        }
    }
}

// Where the mistakes of its tokens stand. A condition that another block ends is one too: this
// block alone says nothing.
void add_token_mistakes(json::object block, const Vocabulary& vocabulary,
                        std::vector<MailRemark>& remarks) {
    for_each_text(block, {}, [&](const std::string& path, const json::string& text) {
        std::vector<TemplateProblem> found;
        Template::parse(text, TemplateForm::text, vocabulary, found);
        for (auto& each : found)
            remarks.push_back(
                {path, std::move(each.code),
                 each.token.empty() ? each.message : each.token + ": " + each.message});
    });
}

// So that a brace is a brace: a word joiner, which is not seen, keeps two from being a token.
json::object without_tokens(json::object block) {
    for_each_text(block, {}, [](const std::string&, json::string& text) {
        std::string apart;
        for (const char c : text) {
            if (apart.ends_with('{') && (c == '{' || c == '%')) apart += "\u2060";
            apart += c;
        }
        text = apart;
    });
    return block;
}

std::optional<std::string> rendered(const std::string& source, const Vocabulary& vocabulary,
                                    const json::object& data) {
    std::vector<TemplateProblem> found;
    const auto parsed = Template::parse(source, TemplateForm::html, vocabulary, found);
    if (!parsed) return std::nullopt;
    std::string html;
    try {
        parsed->render(data, html);
    } catch (const TemplateLimit&) {
        return std::nullopt;
    }
    return html;
}

} // namespace

BlockPreview preview_mail_block(const json::object& theme, const json::value& block, int columns,
                                const Vocabulary& vocabulary, const json::object& data) {
    auto checked = check_mail_block(block);
    BlockPreview made;
    for (auto& each : checked.problems.list)
        made.remarks.push_back(
            {std::move(each.field), std::move(each.code), std::move(each.message)});
    if (checked.good.empty()) return made;
    const auto draw = [&](const json::object& good) {
        return rendered(write_mail_block(theme, good, columns), vocabulary, data);
    };
    add_token_mistakes(checked.good, vocabulary, made.remarks);
    auto html = draw(checked.good);
    if (!html) html = draw(without_tokens(checked.good));
    made.html = html.value_or("");
    for (auto& each : remarks_on_block(checked.good)) made.remarks.push_back(std::move(each));
    return made;
}

} // namespace campaigns
