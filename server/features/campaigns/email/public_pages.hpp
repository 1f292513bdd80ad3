// The pages behind the links of a mail, for people without an account.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/meta/describe.hpp"
#include "platform/text/language.hpp"

namespace campaigns {

struct WantedTopic {
    std::string key; // empty: everything at once
    std::string name, description;
    bool is_wanted = true;
    std::int64_t position = 0;
};
BOOST_DESCRIBE_STRUCT(WantedTopic, (), (key, name, description, is_wanted, position))

// Asks whether they mean it; the button posts to the same address.
http::Reply unsubscribe_page(text::Language language, std::string_view sender,
                             std::string_view preferences_url);
http::Reply unsubscribed_page(text::Language language, std::string_view sender,
                              std::string_view preferences_url);
// The topics, and nothing at all; `was_saved` says so above.
http::Reply preferences_page(text::Language language, std::string_view sender,
                             const std::vector<WantedTopic>& topics, bool was_saved);
// 404: the address was changed, or cut by a mail program.
http::Reply broken_link_page(text::Language language);
// A mail that has no HTML, to be read in a browser: its lines as they are, addresses as links.
http::Reply plain_mail_page(text::Language language, std::string_view subject,
                            std::string_view text);

} // namespace campaigns
