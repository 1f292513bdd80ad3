#include "features/campaigns/writing/template_names.hpp"

namespace campaigns {
namespace {

std::string spelling(std::string_view root, const std::vector<Operand::Step>& steps) {
    std::string text(root);
    for (const auto& step : steps)
        text += step.name.empty() ? "[" + std::to_string(step.number) + "]" : "." + step.name;
    return text;
}

} // namespace

std::size_t TemplateNames::assign(std::string_view name, std::string meaning) {
    const auto [found, is_new] = assigned_.try_emplace(std::string(name));
    if (is_new) found->second.slot = slots_++;
    // Assigned twice to different things: either may hold.
    if (!is_new && found->second.meaning != meaning) meaning.clear();
    found->second.meaning = std::move(meaning);
    return found->second.slot;
}

std::size_t TemplateNames::enter_loop(std::string_view name, std::string meaning) {
    loops_.push_back({std::string(name), std::move(meaning), slots_});
    return slots_++;
}

void TemplateNames::leave_loop() {
    loops_.pop_back();
}

const TemplateNames::Local* TemplateNames::find_local(std::string_view name) const {
    for (auto loop = loops_.rbegin(); loop != loops_.rend(); ++loop)
        if (loop->name == name) return &*loop;
    const auto found = assigned_.find(name);
    return found == assigned_.end() ? nullptr : &found->second;
}

std::string TemplateNames::resolve(std::string_view root, std::vector<Operand::Step> steps,
                                   Operand& operand, std::string& meaning) {
    operand.spelled = spelling(root, steps);
    const auto* local = find_local(root);
    if (local) {
        operand.kind = Operand::Kind::local;
        operand.slot = local->slot;
        meaning = local->meaning;
    } else {
        operand.kind = Operand::Kind::data;
        meaning = root;
        if (!vocabulary_.has_token(meaning) && !vocabulary_.has_branch(meaning)) {
            const auto nearest = vocabulary_.nearest(operand.spelled);
            return "there is no " + operand.spelled
                   + (nearest.empty() ? "" : "; did you mean " + nearest + "?");
        }
    }
    for (const auto& step : steps) {
        if (meaning.empty()) break; // may be anything
        if (!follow(step, meaning)) {
            const auto nearest = vocabulary_.nearest(operand.spelled);
            return "there is no " + operand.spelled
                   + (nearest.empty() ? "" : "; did you mean " + nearest + "?");
        }
    }
    if (!meaning.empty() && !vocabulary_.has_token(meaning) && !vocabulary_.is_list(meaning))
        return operand.spelled + " is a group: name one of its fields";
    if (!meaning.empty()) tokens_.insert(meaning);
    if (!local) steps.insert(steps.begin(), Operand::Step{std::string(root)});
    operand.steps = std::move(steps);
    return {};
}

// One step further from `meaning`; false when there is nothing.
bool TemplateNames::follow(const Operand::Step& step, std::string& meaning) const {
    const auto inner = meaning + '.' + step.name;
    if (!step.name.empty() && (vocabulary_.has_token(inner) || vocabulary_.has_branch(inner))) {
        meaning = inner;
        return true;
    }
    const bool is_item = step.name.empty() || step.name == "first" || step.name == "last";
    const bool is_list = vocabulary_.is_list(meaning);
    if ((is_item && !is_list) || (!is_item && step.name != "size")) return false;
    if (!is_list && !vocabulary_.has_token(meaning)) return false;
    meaning = is_item && vocabulary_.has_branch(meaning + "[]") ? meaning + "[]" : std::string();
    return true;
}

} // namespace campaigns
