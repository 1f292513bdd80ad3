// What every part of the server is handed instead of reaching for globals. Made once in main (and
// by the test app).
#pragma once
#include <string>

class Clock;
namespace config {
struct Config;
}
namespace crypto {
class PasswordHasher;
class SecretBox;
} // namespace crypto
namespace db {
class Pool;
}
namespace files {
class Store;
}
namespace http {
class IdentityProvider;
}
namespace jobs {
class Registry;
}
namespace mail {
class Transport;
}
namespace metrics {
class Registry;
}
namespace outbound {
class Client;
}

struct Services {
    const config::Config& config;
    Clock& clock;
    db::Pool& database;
    files::Store& files;
    mail::Transport& mail;
    outbound::Client& outbound;
    crypto::PasswordHasher& passwords;
    const crypto::SecretBox& secrets;
    jobs::Registry& jobs;
    metrics::Registry& metrics;
    http::IdentityProvider& identities;
    std::string api_document; // OpenAPI, once all routes are known
};
