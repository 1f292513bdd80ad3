// What a feature function is given: the transaction, who calls, when, and the request behind it.
#pragma once
#include "platform/db/transaction.hpp"
#include "platform/http/access.hpp"
#include "platform/http/message.hpp"
#include "platform/services.hpp"

namespace http {

struct Call {
    db::Transaction& tx; // committed after the handler returned; rolled back when it throws
    const Request& request;
    const Identity& identity;
    Timestamp now;
    Services& services;
    Headers& reply_headers; // added to the answer

    const Uuid& project_id() const { return tx.project_id(); }
    // The person behind the call. Keys have one too (their maker); Refusal("user_required") where
    // nobody is.
    const Uuid& user_id() const;
    // The version of If-Match: "7". Refusal::field for anything but a number in quotes; absent: no
    // check wanted.
    std::optional<std::int64_t> if_match() const;
    bool from_browser() const { return identity.session_id.has_value(); }
};

} // namespace http
