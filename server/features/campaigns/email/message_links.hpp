// The addresses of one person's mail, and the HTML that leads through them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "features/campaigns/email/message_token.hpp"
#include "features/campaigns/email/utm_parameters.hpp"

namespace campaigns {

// The public pages of a mail, under /e/ of pages_url.
class MessageLinks {
  public:
    MessageLinks(const crypto::SecretBox& box, std::string_view pages_url, const MessageLink& link)
        : box_(box), base_(pages_url), link_(link) {
        base_ += "/e/";
    }

    std::string unsubscribe() const { return made('u', LinkPurpose::leave); }
    std::string preferences() const { return made('p', LinkPurpose::leave); }
    std::string web_version() const { return made('w', LinkPurpose::browser); }
    std::string open_picture() const { return made('o', LinkPurpose::open) + ".gif"; }
    std::string trap() const { return made('t', LinkPurpose::trap); }
    std::string click(std::string_view url) const;
    const std::string& base() const { return base_; }

  private:
    std::string made(char room, LinkPurpose purpose) const;

    const crypto::SecretBox& box_;
    std::string base_;
    MessageLink link_;
};

struct Tracking {
    bool opens = true, clicks = true;
    UtmParameters utm{};
};

// Every <a href> with http or https is marked and leads through click(), but for ours; the
// picture and the trap stand at the end of the body. Links of a single piece: what is longer than
// 2,000 bytes stays as it is.
std::string with_tracking(std::string_view html, const MessageLinks& links,
                          const Tracking& tracking);

// Where they lead before that, each once, as far as they are the author's and not ours.
std::vector<std::string> authors_links(std::string_view html, const MessageLinks& links);

} // namespace campaigns
