// The server's parts with another way out for its own mails.
#pragma once
#include "platform/services.hpp"

namespace testing_servers {

// Lives as long as both that it is made of.
inline Services services_with(Services& all, mail::Transport& mail) {
    return {.config = all.config,
            .clock = all.clock,
            .database = all.database,
            .files = all.files,
            .mail = mail,
            .outbound = all.outbound,
            .passwords = all.passwords,
            .secrets = all.secrets,
            .jobs = all.jobs,
            .metrics = all.metrics,
            .identities = all.identities,
            .api_document = {}};
}

} // namespace testing_servers
