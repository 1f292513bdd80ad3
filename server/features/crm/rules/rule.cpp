#include "features/crm/rules/rule.hpp"

#include <boost/json.hpp>

namespace crm {
namespace {

namespace json = boost::json;

class RuleReader {
  public:
    explicit RuleReader(meta::Problems& problems) : problems_(problems) {}

    RuleGroup group(const json::value& value, const std::string& path, int depth) {
        RuleGroup made;
        made.path = path;
        if (depth > deepest_rule) {
            complain(path, "too_deep", "groups may stand in each other 8 deep");
            return made;
        }
        const auto* object = value.if_object();
        if (!object) {
            complain(path, "wrong_type", "must be an object with match and conditions");
            return made;
        }
        refuse_unknown(*object, path, {"match", "conditions", "version"});
        check_version(*object, path, depth);
        made.match = match(*object, path);
        const auto* items = object->if_contains("conditions");
        if (!items || !items->is_array()) {
            complain(path + ".conditions", "required", "must be a list of conditions");
            return made;
        }
        std::size_t index = 0;
        for (const auto& each : items->get_array())
            item(made, each, path + ".conditions[" + std::to_string(index++) + "]", depth);
        return made;
    }

  private:
    void item(RuleGroup& parent, const json::value& value, const std::string& path, int depth) {
        if (++count_ > most_conditions) {
            if (count_ == most_conditions + 1) complain(path, "too_many", "at most 250 conditions");
            return;
        }
        const auto* object = value.if_object();
        if (object && object->contains("conditions"))
            parent.items.push_back(
                {nullptr, std::make_unique<RuleGroup>(group(value, path, depth + 1))});
        else if (object)
            parent.items.push_back({condition(*object, path), nullptr});
        else
            complain(path, "wrong_type", "must be a condition or a group");
    }

    std::unique_ptr<Condition> condition(const json::object& object, const std::string& path) {
        refuse_unknown(object, path, {"field", "operator", "value", "of", "during"});
        auto made = std::make_unique<Condition>();
        made->field = text(object, "field", path);
        made->op = text(object, "operator", path);
        if (const auto* value = object.if_contains("value")) made->value = *value;
        if (const auto* of = object.if_contains("of")) made->of = *of;
        if (const auto* during = object.if_contains("during")) made->during = *during;
        made->path = path;
        return made;
    }

    std::string text(const json::object& object, std::string_view name, const std::string& path) {
        const auto* value = object.if_contains(name);
        if (value && value->is_string() && value->get_string().size() <= 100)
            return std::string(value->get_string());
        complain(path + '.' + std::string(name), value ? "wrong_type" : "required",
                 "must be a short text");
        return {};
    }

    // Only the root may name it.
    void check_version(const json::object& object, const std::string& path, int depth) {
        const auto* version = object.if_contains("version");
        if (!version) return;
        const auto* number = version->if_int64();
        if (depth > 1)
            complain(path + ".version", "not_allowed", "stands at the root only");
        else if (!number || *number != rule_version)
            complain(path + ".version", "not_allowed", "this server knows version 1");
    }

    Match match(const json::object& object, const std::string& path) {
        const auto name = text(object, "match", path);
        if (name == "any") return Match::any;
        if (name == "none") return Match::none;
        if (name != "all" && !name.empty())
            complain(path + ".match", "not_allowed", "must be one of: all, any, none");
        return Match::all;
    }

    void refuse_unknown(const json::object& object, const std::string& path,
                        std::initializer_list<std::string_view> known) {
        for (const auto& [key, value] : object)
            if (std::ranges::find(known, std::string_view(key)) == known.end())
                complain(path + '.' + std::string(key), "unknown_field", "no such field");
    }

    void complain(std::string path, std::string code, std::string message) {
        problems_.at = std::move(path);
        problems_.add(std::move(code), std::move(message));
        problems_.at.clear();
    }

    meta::Problems& problems_;
    int count_ = 0;
};

void collect(const RuleGroup& rule, std::vector<const Condition*>& all) {
    for (const auto& item : rule.items) {
        if (item.group)
            collect(*item.group, all);
        else
            all.push_back(item.condition.get());
    }
}

} // namespace

RuleGroup parse_rule(const json::value& value, std::string_view path, meta::Problems& problems) {
    return RuleReader(problems).group(value, std::string(path), 1);
}

std::vector<const Condition*> conditions_of(const RuleGroup& rule) {
    std::vector<const Condition*> all;
    collect(rule, all);
    return all;
}

} // namespace crm
