// Segments that read other segments. Pure: knows no database.
#pragma once
#include <map>
#include <vector>

#include "platform/base/uuid.hpp"

namespace crm {

// Which segments a segment reads.
using SegmentGraph = std::map<Uuid, std::vector<Uuid>>;

// The way from `from` back to itself, both ends included: {A, B, A}; empty when there is none.
std::vector<Uuid> cycle_through(const SegmentGraph& graph, const Uuid& from);

// How many segments stand in a chain that begins with `from`, at most: 1 for one that reads none.
// Only for graphs without a cycle.
std::size_t chain_length(const SegmentGraph& graph, const Uuid& from);

} // namespace crm
