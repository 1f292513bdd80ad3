#include "features/crm/segments/segment_graph.hpp"

#include <algorithm>
#include <set>

namespace crm {
namespace {

// Depth first; each segment is entered once.
bool walk_back(const SegmentGraph& graph, const Uuid& at, const Uuid& target,
               std::vector<Uuid>& path, std::set<Uuid>& seen) {
    const auto reads = graph.find(at);
    if (reads == graph.end()) return false;
    for (const auto& next : reads->second) {
        path.push_back(next);
        if (next == target) return true;
        if (seen.insert(next).second && walk_back(graph, next, target, path, seen)) return true;
        path.pop_back();
    }
    return false;
}

std::size_t longest_from(const SegmentGraph& graph, const Uuid& at,
                         std::map<Uuid, std::size_t>& known) {
    if (const auto found = known.find(at); found != known.end()) return found->second;
    std::size_t below = 0;
    if (const auto reads = graph.find(at); reads != graph.end())
        for (const auto& next : reads->second)
            below = std::max(below, longest_from(graph, next, known));
    return known[at] = below + 1;
}

} // namespace

std::vector<Uuid> cycle_through(const SegmentGraph& graph, const Uuid& from) {
    std::vector<Uuid> path{from};
    std::set<Uuid> seen;
    if (walk_back(graph, from, from, path, seen)) return path;
    return {};
}

std::size_t chain_length(const SegmentGraph& graph, const Uuid& from) {
    std::map<Uuid, std::size_t> known;
    return longest_from(graph, from, known);
}

} // namespace crm
