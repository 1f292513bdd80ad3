// Holds a document against the manifest.
#include <boost/json.hpp>
#include <cstdlib>

#include "features/campaigns/writing/mail_blocks.hpp"
#include "platform/base/url.hpp"
#include "platform/embedded.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/utf8.hpp"

const EmbeddedFiles& mail_blocks();

namespace campaigns {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_url = 2000;

bool is_color(std::string_view text) {
    return text.size() == 7 && text.front() == '#'
           && std::all_of(text.begin() + 1, text.end(),
                          [](char c) { return text::hex_value(c) >= 0; });
}

// An address that a token may be part of; whole ones are checked when they are written.
bool is_mail_url(std::string_view text) {
    if (text.size() > longest_url || text.find_first_of(" \t\r\n") == 0) return false;
    if (text.find("{{") != text.npos || text.find("{%") != text.npos) return true;
    if (text.starts_with("mailto:") || text.starts_with("tel:"))
        return text.find_first_of(" \t\r\n\"<>") == text.npos && !text.ends_with(':');
    const auto url = parse_url(text);
    return url && (url->scheme == "https" || url->scheme == "http");
}

const json::object& link_rules() {
    static const auto rules =
        json::parse(R"({"label": {"type": "line", "required": true, "max": 50},
                                              "url": {"type": "url", "required": true}})")
            .as_object();
    return rules;
}

class DocumentChecker {
  public:
    explicit DocumentChecker(meta::Problems& problems) : problems_(problems) {}

    void document(const json::value& value, const std::string& path) {
        const auto* object = value.if_object();
        if (!object) return complain(path, "wrong_type", "must be an object with theme and blocks");
        for (const auto& [key, inside] : *object)
            if (key != "theme" && key != "blocks" && key != "version")
                complain(path + '.' + std::string(key), "unknown_field", "no such field");
        if (const auto* theme = object->if_contains("theme"))
            fields(*theme, mail_block_manifest().at("theme").as_object(), path + ".theme", {});
        const auto* all = object->if_contains("blocks");
        if (!all || !all->is_array())
            return complain(path + ".blocks", all ? "wrong_type" : "required",
                            "must be a list of blocks");
        if (all->get_array().empty())
            complain(path + ".blocks", "too_few", "a mail has one block at least");
        blocks(all->get_array(), path + ".blocks", true);
    }

    void leaf(const json::value& value) { block(value, {}, false); }

    void field(const json::value& value, const json::object& rule, const std::string& path) {
        const std::string_view type = rule.at("type").as_string();
        if (type == "number") return number(value, rule, path);
        if (type == "columns" || type == "links") return list(value, rule, type, path);
        const auto* text = value.if_string();
        if (!text) return complain(path, "wrong_type", "must be a text");
        if (type == "color") {
            if (!is_color(*text)) complain(path, "bad_format", "must be a colour, such as #4663c5");
        } else if (type == "url") {
            const bool may_be_empty = !rule.contains("required") && text->empty();
            if (!may_be_empty && !is_mail_url(*text))
                complain(path, "bad_format", "must be an address with https, http, mailto or tel");
        } else if (type == "choice") {
            const auto& options = rule.at("options").as_array();
            if (std::ranges::find(options, value) == options.end())
                complain(path, "not_allowed", "is none of the choices");
        } else {
            words(*text, rule, type == "line", path);
        }
    }

  private:
    void blocks(const json::array& all, const std::string& path, bool with_columns) {
        for (std::size_t i = 0; i < all.size(); ++i)
            block(all[i], path + "[" + std::to_string(i) + "]", with_columns);
    }

    void block(const json::value& value, const std::string& path, bool with_columns) {
        if (++count_ > most_mail_blocks) {
            if (count_ == most_mail_blocks + 1) complain(path, "too_many", "at most 200 blocks");
            return;
        }
        const auto* object = value.if_object();
        const auto* type = object ? object->if_contains("type") : nullptr;
        const auto& kinds = mail_block_manifest().at("blocks").as_object();
        const auto* kind =
            type && type->is_string() ? kinds.if_contains(type->get_string()) : nullptr;
        if (!kind) return complain(path + ".type", "not_allowed", "there is no such block");
        if (!with_columns && type->get_string() == "columns")
            return complain(path + ".type", "not_allowed", "columns do not stand in columns");
        fields(value, kind->at("fields").as_object(), path, "type");
    }

    void fields(const json::value& value, const json::object& known, const std::string& path,
                std::string_view also) {
        const auto* object = value.if_object();
        if (!object) return complain(path, "wrong_type", "must be an object");
        for (const auto& [key, inside] : *object)
            if (!known.contains(key) && key != also && key != "id") // the editor's own handle
                complain(path + '.' + std::string(key), "unknown_field", "no such field");
        for (const auto& [key, rule] : known) {
            const auto at = path + '.' + std::string(key);
            if (const auto* inside = object->if_contains(key))
                field(*inside, rule.as_object(), at);
            else if (rule.as_object().contains("required"))
                complain(at, "required", "is needed");
        }
    }

    void words(std::string_view text, const json::object& rule, bool is_line,
               const std::string& path) {
        const auto most = rule.at("max").to_number<std::size_t>();
        if (rule.contains("required") && text::trim(text).empty())
            complain(path, "required", "is needed");
        if (text::count_code_points(text) > most)
            complain(path, "too_long", "at most " + std::to_string(most) + " characters");
        if (is_line && text.find_first_of("\r\n") != text.npos)
            complain(path, "bad_format", "must be one line");
    }

    void number(const json::value& value, const json::object& rule, const std::string& path) {
        const auto* whole = value.if_int64();
        const auto least = rule.at("min").as_int64(), most = rule.at("max").as_int64();
        if (!whole || *whole < least || *whole > most)
            complain(path, whole ? "out_of_range" : "wrong_type",
                     fmt::format("must be a number from {} to {}", least, most));
    }

    void list(const json::value& value, const json::object& rule, std::string_view type,
              const std::string& path) {
        const auto* all = value.if_array();
        const auto least = rule.at("min").to_number<std::size_t>();
        const auto most = rule.at("max").to_number<std::size_t>();
        if (!all) return complain(path, "wrong_type", "must be a list");
        if (all->size() < least || all->size() > most)
            return complain(path, all->size() < least ? "too_few" : "too_many",
                            fmt::format("must have {} to {}", least, most));
        for (std::size_t i = 0; i < all->size(); ++i) {
            const auto at = path + "[" + std::to_string(i) + "]";
            if (type == "links")
                link((*all)[i], at);
            else if (const auto* column = (*all)[i].if_array())
                blocks(*column, at, false);
            else
                complain(at, "wrong_type", "must be a list of blocks");
        }
    }

    void link(const json::value& value, const std::string& path) {
        fields(value, link_rules(), path, {});
    }

    void complain(std::string path, std::string code, std::string message) {
        problems_.at = std::move(path);
        problems_.add(std::move(code), std::move(message));
        problems_.at.clear();
    }

    meta::Problems& problems_;
    std::size_t count_ = 0;
};

// The fields of `given` that stand up to their rules; of a list of links those parts that do.
json::object without_mistakes(const json::object& given, const json::object& rules) {
    json::object good;
    for (const auto& [key, rule] : rules) {
        const auto* value = given.if_contains(key);
        if (!value) continue;
        meta::Problems mistakes;
        DocumentChecker(mistakes).field(*value, rule.as_object(), {});
        if (mistakes.empty()) {
            good[key] = *value;
        } else if (rule.at("type") == "links" && value->is_array()) {
            json::array links;
            for (const auto& link : value->get_array())
                if (link.is_object() && links.size() < rule.at("max").to_number<std::size_t>())
                    links.push_back(without_mistakes(link.get_object(), link_rules()));
            good[key] = std::move(links);
        }
    }
    return good;
}

} // namespace

const json::object& mail_block_manifest() {
    static const auto manifest = json::parse(mail_blocks().at("manifest.json").view()).as_object();
    return manifest;
}

void check_mail_document(const json::value& document, std::string_view path,
                         meta::Problems& problems) {
    DocumentChecker(problems).document(document, std::string(path));
}

CheckedBlock check_mail_block(const json::value& block) {
    CheckedBlock checked;
    DocumentChecker(checked.problems).leaf(block);
    for (auto& problem : checked.problems.list) problem.field.erase(0, 1); // ".url"
    const auto* given = block.if_object();
    const auto* type = given ? given->if_contains("type") : nullptr;
    if (!type || !type->is_string() || *type == "columns") return checked;
    const auto& kinds = mail_block_manifest().at("blocks").as_object();
    const auto* kind = kinds.if_contains(type->get_string());
    if (!kind) return checked;
    checked.good = without_mistakes(*given, kind->at("fields").as_object());
    checked.good["type"] = *type;
    return checked;
}

json::object good_mail_theme(const json::value& theme) {
    if (!theme.is_object()) return {};
    return without_mistakes(theme.get_object(), mail_block_manifest().at("theme").as_object());
}

} // namespace campaigns
