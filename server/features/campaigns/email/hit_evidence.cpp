#include "features/campaigns/email/hit_evidence.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

// Of scanners, previews and programs. Gmail's and Yahoo's picture proxies are not among them: they
// fetch when a person opens the mail.
constexpr std::array<std::string_view, 20> machine_words{
    "bot",        "crawl",          "spider",         "scan",     "preview",
    "proofpoint", "mimecast",       "barracuda",      "symantec", "messagelabs",
    "trendmicro", "fortinet",       "safelinks",      "curl/",    "wget/",
    "python",     "go-http-client", "headlesschrome", "okhttp",   "java/"};

// Apple's Mail Privacy Protection fetches every picture, opened or not, and says no more than this.
constexpr std::string_view apple_proxy = "Mozilla/5.0";

bool is_burst(const Hit& hit, const std::vector<const Hit*>& others) {
    if (hit.kind == HitKind::open) return false;
    std::set<std::string_view> links;
    for (const auto* other : others)
        if (other->kind == HitKind::click && std::chrono::abs(other->at - hit.at) <= burst_time)
            links.insert(other->url);
    return links.size() >= burst_links;
}

} // namespace

std::string machine_evidence(const Hit& hit, const std::vector<const Hit*>& others,
                             Timestamp sent_at) {
    if (hit.kind == HitKind::trap || std::ranges::any_of(others, [](const Hit* other) {
            return other->kind == HitKind::trap;
        }))
        return "hidden_link";
    if (hit.was_prefetched) return "prefetch";
    if (hit.user_agent.empty()) return "no_user_agent";
    if (hit.user_agent == apple_proxy) return "prefetch";
    const auto agent = text::to_lower_ascii(hit.user_agent);
    if (std::ranges::any_of(machine_words,
                            [&](std::string_view word) { return agent.find(word) != agent.npos; }))
        return "user_agent";
    if (is_burst(hit, others)) return "burst";
    if (hit.kind == HitKind::click && hit.at - sent_at < soonest_human_click) return "too_soon";
    return {};
}

} // namespace campaigns
