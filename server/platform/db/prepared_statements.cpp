#include "platform/db/prepared_statements.hpp"

#include <algorithm>
#include <utility>

namespace db {

const std::string* PreparedStatements::find(std::string_view sql) {
    const auto found = by_text_.find(sql);
    if (found == by_text_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second);
    return &found->second->name;
}

const std::string& PreparedStatements::add(std::string_view sql) {
    if (by_text_.size() >= capacity_) {
        const auto oldest = std::prev(recent_.end());
        retired_.push_back(oldest->name);
        remove(oldest);
    }
    recent_.push_front({std::string(sql), "s" + std::to_string(++last_number_)});
    by_text_.emplace(recent_.front().sql, recent_.begin());
    return recent_.front().name;
}

void PreparedStatements::forget(std::string_view name) {
    const auto entry = std::ranges::find(recent_, name, &Entry::name);
    if (entry != recent_.end()) remove(entry);
}

void PreparedStatements::retire(std::string_view name) {
    forget(name);
    retired_.emplace_back(name);
}

void PreparedStatements::forget_all() {
    by_text_.clear();
    recent_.clear();
    retired_.clear();
}

std::vector<std::string> PreparedStatements::take_retired() {
    return std::exchange(retired_, {});
}

void PreparedStatements::remove(std::list<Entry>::iterator entry) {
    by_text_.erase(entry->sql);
    recent_.erase(entry);
}

} // namespace db
