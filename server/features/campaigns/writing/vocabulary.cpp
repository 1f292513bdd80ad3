#include "features/campaigns/writing/vocabulary.hpp"

#include <algorithm>
#include <vector>

namespace campaigns {
namespace {

// Levenshtein's distance, at most `limit` + 1.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string_view last_name(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
}

} // namespace

void Vocabulary::add(std::string path, TokenKind kind) {
    tokens_.insert_or_assign(std::move(path), kind);
}

bool Vocabulary::has_token(std::string_view path) const {
    return tokens_.contains(path);
}

bool Vocabulary::has_branch(std::string_view path) const {
    for (const char next : {'.', '['}) {
        const auto prefix = std::string(path) + next;
        const auto found = tokens_.lower_bound(prefix);
        if (found != tokens_.end() && found->first.starts_with(prefix)) return true;
    }
    return false;
}

bool Vocabulary::is_list(std::string_view path) const {
    const auto found = tokens_.find(path);
    if (found != tokens_.end() && found->second == TokenKind::list) return true;
    return has_branch(std::string(path) + "[]");
}

std::string Vocabulary::nearest(std::string_view path) const {
    constexpr std::size_t longest = 100, farthest = 3;
    if (path.size() > longest) return {};
    const auto near = std::clamp<std::size_t>(last_name(path).size() / 3, 1, farthest);
    std::string best;
    auto best_distance = near + 1;
    for (const auto& [name, kind] : tokens_) {
        // The right name without its room ("first_name") is as good as a slip of the pen.
        const auto d = last_name(name) == path ? 1 : distance(path, name, near);
        if (d < best_distance) best = name, best_distance = d;
    }
    return best;
}

} // namespace campaigns
