// The one way out: every HTTP call that the server makes itself (webhooks, feeds, integrations)
// goes through here. The host is resolved once, every address is checked, and the connection goes
// to exactly those addresses; the same again for each redirect.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/outbound/address_guard.hpp"
#include "platform/outbound/failure.hpp"
#include "platform/outbound/resolver.hpp"

namespace outbound {

struct Header {
    std::string name;
    std::string value;
};

// Bounds of every call.
struct Policy {
    Reach reach = Reach::public_only;
    std::vector<std::uint16_t> ports{80, 443, 8080, 8443}; // empty: any
    int redirect_limit = 3;
    std::chrono::milliseconds connect_time{5000};
    std::chrono::milliseconds total_time{30'000}; // of the whole call, names and redirects included
    std::size_t header_limit_bytes = 64 * 1024;   // of a reply
    std::size_t body_limit_bytes = 1024 * 1024;   // of a reply, unpacked
    std::string user_agent = "SocialFlow";
    std::string certificate_file; // PEM of authorities to trust; empty: the system's

    // Any port and the own networks for those who host for themselves (setting
    // allow_private_outbound).
    static Policy from(bool allow_private);
};

constexpr std::size_t url_limit_bytes = 8 * 1024;
constexpr std::size_t request_headers_limit = 50;
constexpr std::size_t request_body_limit_bytes = 32 * 1024 * 1024;

struct Request {
    std::string method = "GET";
    std::string url;
    std::vector<Header> headers;
    std::string body;

    // What to do with a reply beyond the limit: fail, or keep its beginning.
    enum class TooLarge { fail, cut } too_large = TooLarge::fail;
    // Smaller (never larger) than the policy's where not zero.
    std::chrono::milliseconds total_time{0};
    std::size_t body_limit_bytes = 0;
};

struct Response {
    int status = 0;
    std::vector<Header> headers; // of the last reply, in order
    std::string body;
    bool body_was_cut = false;
    std::string url; // that answered, after redirects

    // The first header of the name, in any case; empty without one.
    std::string_view header(std::string_view name) const;
};

// Thread-safe; the calling thread waits. Follows 301, 302, 303, 307 and 308: a 303, and a 301 or
// 302 after POST, goes on as GET without body; Authorization and Cookie do not leave for another
// host. Proxies of the environment are not used.
class Client {
  public:
    explicit Client(Policy policy,
                    std::shared_ptr<Resolver> resolver = std::make_shared<SystemResolver>());

    // Any status is an answer. Failure when there is none.
    Response send(const Request& request) const;

  private:
    Policy policy_;
    std::shared_ptr<Resolver> resolver_;
};

} // namespace outbound
