// A host of its own for what customers write and outsiders open: pages and links of mails, the
// script for websites. Whatever stands there has neither the app's cookies nor its origin.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/router.hpp"

namespace http {

// "pages.example.com" of "Pages.example.com.:8443": without port and dot at the end, in lower case.
std::string host_name(std::string_view host_field);

// Immutable, thread-safe.
class PagesHost {
  public:
    // Addresses as config::load() makes them; of equal ones there is one host for all, and nothing
    // here does anything. `paths` is what belongs to the pages: beginnings of the patterns of
    // routes
    // ("/e/") and whole addresses of the web app's files ("/t.js"). std::logic_error when one of
    // those routes would know who is signed in.
    PagesHost(std::string_view public_url, std::string_view pages_url,
              std::vector<std::string> paths, const Router& router);

    // Whether the host of the pages is asked. A proxy may say so for the client; a client that says
    // so himself only takes rights away from himself.
    bool is_asked_by(const Request& request) const;

    // What is to be answered instead of what stands at this address, if anything: at the host of
    // the pages Refusal("not_found") (thrown) for all that is not one; at the app's host, for a
    // page that is looked at, the way to the other. What programs call there (one-click
    // unsubscribing, which must not be redirected: RFC 8058, 3.1; the picture of an opening; visits
    // of websites) is answered where it arrives, so that what left before the setting goes on
    // working.
    std::optional<Reply> answer_instead(const Request& request, const Route* route) const;

  private:
    bool is_of_pages(const Request& request, const Route* route) const;

    std::string url_;  // empty: one host
    std::string host_; // as of host_name()
    std::vector<std::string> paths_;
};

} // namespace http
