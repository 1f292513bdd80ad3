#include "features/crm/bulk_actions.hpp"

#include <map>
#include <stdexcept>

namespace crm {
namespace {

// Filled before the first request and only read afterwards.
std::map<std::string, std::unique_ptr<BulkAction>, std::less<>>& all_actions() {
    static std::map<std::string, std::unique_ptr<BulkAction>, std::less<>> actions;
    return actions;
}

} // namespace

void add_bulk_action(std::unique_ptr<BulkAction> action) {
    const std::string name(action->name());
    if (!all_actions().emplace(name, std::move(action)).second)
        throw std::logic_error("bulk action twice: " + name);
}

const BulkAction* find_bulk_action(std::string_view name) {
    const auto found = all_actions().find(name);
    return found == all_actions().end() ? nullptr : found->second.get();
}

std::string bulk_action_names() {
    std::string names;
    for (const auto& [name, action] : all_actions()) names += (names.empty() ? "" : ", ") + name;
    return names;
}

} // namespace crm
