// Pictures from elsewhere in a mail that somebody looks at in the app, whose pages load nothing
// from other servers. They are fetched here, through the guarded way out, by links that only the
// server can make. Mails that leave keep the addresses that their author wrote.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/uuid.hpp"
#include "platform/crypto/secret_box.hpp"

namespace http {
class Router;
}

namespace campaigns {

// Bytes; the way out of the server lets no more in. Mails with larger ones are slow on phones.
inline constexpr std::size_t largest_foreign_picture = 1 << 20;

// Each <img src> with http or https that does not begin with `own`, our public address, leads to
// "/api/email/pictures/…", signed for its address and the project.
std::string with_local_pictures(std::string_view html, std::string_view own,
                                const crypto::SecretBox& box, const Uuid& project_id);

void add_picture_routes(http::Router& router);

} // namespace campaigns
