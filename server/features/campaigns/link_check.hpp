// Whether the links of messages lead anywhere, as far as one can tell from here.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/meta/describe.hpp"

namespace outbound {
class Client;
}

namespace campaigns {

inline constexpr std::size_t most_checked_links = 100; // of one message
// Of one rehearsal. Links that are not asked by then are taken to be good.
inline constexpr std::chrono::seconds link_check_time{10};

enum class LinkFault {
    not_found,    // 404 or 410
    server_error, // 500 and more
    unreachable,  // no such host, no connection, no answer in time
    not_public,   // leads into a network of one's own
};
BOOST_DESCRIBE_ENUM(LinkFault, not_found, server_error, unreachable, not_public)

struct DeadLink {
    std::string url;
    LinkFault fault = LinkFault::unreachable;
};
BOOST_DESCRIBE_STRUCT(DeadLink, (), (url, fault))

// What several people's messages lead to. What stands in one person's alone may do something when
// it is followed ("confirm", "unsubscribe"), and is left alone; so is what comes after
// most_checked_links.
class LinkCollection {
  public:
    void add(const std::vector<std::string>& links_of_person);
    // Sorted.
    std::vector<std::string> common() const;

  private:
    std::map<std::string, std::size_t, std::less<>> people_;
    std::size_t people_asked_ = 0;
};

// Follows them, several at once, as a browser would. Sites that turn programs away (401, 403, 429)
// are taken to be there. Sorted by URL.
std::vector<DeadLink> dead_links(const outbound::Client& client,
                                 const std::vector<std::string>& urls);

} // namespace campaigns
