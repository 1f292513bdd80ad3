// What a rule would give, while it is being built.
#pragma once
#include "features/crm/segments/segment_sample.hpp"
#include "features/crm/segments/segments.hpp"

namespace crm {

struct PreviewInput {
    Json criteria;
    std::optional<Uuid> segment_id; // whose criteria these shall become: a cycle is refused
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (), (criteria, segment_id))

struct SegmentPreview {
    std::int64_t count = 0;
    bool approximate = false; // from a sample
    std::int64_t margin = 0;  // of an approximate count, 19 times of 20
    std::int64_t out_of = 0;  // contacts in the project
};
BOOST_DESCRIBE_STRUCT(SegmentPreview, (), (count, approximate, margin, out_of))

// Exact when that takes at most 100 ms, or the project is small; from a sample within the same time
// otherwise. Throws Refusal("took_too_long") for what 300 people cannot be asked in 15 s.
SegmentPreview preview_criteria(http::Call& call, const PreviewInput& input);

// One group or condition of the tree: how many it fits, taken by itself.
struct XrayBranch {
    std::string path; // "criteria.conditions[0]"; the root is "criteria"
    std::int64_t count = 0;
    std::int64_t margin = 0;
};
BOOST_DESCRIBE_STRUCT(XrayBranch, (), (path, count, margin))

struct SegmentXray {
    std::vector<XrayBranch> branches; // the root first, each group before what stands in it
    bool approximate = false;
    std::int64_t out_of = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentXray, (), (branches, approximate, out_of))

SegmentXray xray_criteria(http::Call& call, const PreviewInput& input);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::PreviewInput> = std::to_array<meta::Rule>(
    {{.field = "criteria", .max = crm::longest_rule, .format = "object"}});
