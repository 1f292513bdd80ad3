// What connections to mail servers share, whichever language they speak: SMTP, IMAP, POP3.
#pragma once
#include <optional>

#include "platform/base/curl.hpp"
#include "platform/outbound/address_guard.hpp"

namespace mail {

// Where the connection of `handle` may lead to. The address that is connected to is judged, so that
// a name cannot lead to another one later. `reach` must outlive the handle.
void keep_within(const curl::Handle& handle, const outbound::Reach& reach);

// By the token, when there is one (XOAUTH2); the user name is set already.
void sign_in_by(const curl::Handle& handle, const std::string& password,
                const std::string& access_token);

// TLS, its certificate or the sign-in: nothing that another try would mend.
bool is_about_tls(CURLcode code);
bool is_about_sign_in(CURLcode code);

} // namespace mail
