// Preview, X-ray, explanation and performance over HTTP.
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_explain.hpp"
#include "features/crm/segments/segment_performance.hpp"
#include "features/crm/segments/segment_preview.hpp"

namespace crm {
namespace {

// POST /api/crm/segments/preview
SegmentPreview preview_segment(http::Call& call, const PreviewInput& input) {
    return preview_criteria(call, input);
}

// POST /api/crm/segments/xray: how many each branch of a rule fits
SegmentXray xray_segment(http::Call& call, const PreviewInput& input) {
    return xray_criteria(call, input);
}

// GET /api/crm/segments/{id}/explain/{contact_id}
SegmentExplanation explain_segment(http::Call& call, const Uuid& id, const Uuid& contact_id) {
    return explain_membership(call, id, contact_id);
}

// GET /api/crm/segments/{id}/performance
SegmentPerformance get_segment_performance(http::Call& call, const Uuid& id,
                                           const http::Query<PerformanceRange>& query) {
    return segment_performance(call, id, *query);
}

} // namespace

void add_segment_insight_routes(http::Router& on) {
    using namespace http;
    on.post<preview_segment>("/api/crm/segments/preview", viewer("segments:read"), Rate::read);
    on.post<xray_segment>("/api/crm/segments/xray", viewer("segments:read"), Rate::read);
    on.get<explain_segment>("/api/crm/segments/{id}/explain/{contact_id}", viewer("segments:read"),
                            Rate::read);
    on.get<get_segment_performance>("/api/crm/segments/{id}/performance", viewer("segments:read"),
                                    Rate::read);
}

} // namespace crm
