#include "features/campaigns/link_check.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <iterator>
#include <optional>

#include "platform/outbound/client.hpp"

namespace campaigns {
namespace {

constexpr std::size_t links_at_once = 8;
constexpr std::chrono::seconds time_of_link{4};

std::optional<LinkFault> fault_of(int status) {
    if (status == 404 || status == 410) return LinkFault::not_found;
    if (status >= 500) return LinkFault::server_error;
    return std::nullopt;
}

std::optional<LinkFault> fault_of(outbound::Reason reason) {
    switch (reason) {
        case outbound::Reason::forbidden_address:
            return LinkFault::not_public;
        case outbound::Reason::forbidden_port: // not asked, and browsers may
        case outbound::Reason::too_large:
            return std::nullopt;
        default:
            return LinkFault::unreachable;
    }
}

// Servers that know no HEAD answer all kinds of things: what they say to GET holds.
std::optional<LinkFault> follow(const outbound::Client& client, const std::string& url) {
    outbound::Request request{.method = "HEAD", .url = url, .headers = {}, .body = {}};
    request.too_large = outbound::Request::TooLarge::cut;
    request.total_time = time_of_link;
    request.body_limit_bytes = 16 * 1024;
    try {
        if (client.send(request).status < 400) return std::nullopt;
        request.method = "GET";
        return fault_of(client.send(request).status);
    } catch (const outbound::Failure& failure) {
        return fault_of(failure.reason);
    }
}

} // namespace

void LinkCollection::add(const std::vector<std::string>& links_of_person) {
    ++people_asked_;
    for (const auto& url : links_of_person)
        if (people_.size() < most_checked_links || people_.contains(url)) ++people_[url];
}

std::vector<std::string> LinkCollection::common() const {
    std::vector<std::string> urls;
    for (const auto& [url, people] : people_)
        if (people > 1 || people_asked_ == 1) urls.push_back(url);
    return urls;
}

std::vector<DeadLink> dead_links(const outbound::Client& client,
                                 const std::vector<std::string>& urls) {
    const auto until = std::chrono::steady_clock::now() + link_check_time;
    std::atomic<std::size_t> next = 0;
    const auto follow_some = [&] {
        std::vector<DeadLink> dead;
        for (auto at = next++; at < urls.size(); at = next++) {
            if (std::chrono::steady_clock::now() >= until) break;
            if (const auto fault = follow(client, urls[at])) dead.push_back({urls[at], *fault});
        }
        return dead;
    };
    std::vector<std::future<std::vector<DeadLink>>> threads;
    for (std::size_t i = 0; i < std::min(links_at_once, urls.size()); ++i)
        threads.push_back(std::async(std::launch::async, follow_some));
    std::vector<DeadLink> dead;
    for (auto& thread : threads) std::ranges::move(thread.get(), std::back_inserter(dead));
    std::ranges::sort(dead, {}, &DeadLink::url);
    return dead;
}

} // namespace campaigns
