// Everything the server is made of, in the order of its dependencies. Commands that need the
// database use it too.
#pragma once
#include <memory>
#include <optional>

#include "features/accounts/identities.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/db/database.hpp"
#include "platform/db/private_cluster.hpp"
#include "platform/files/store.hpp"
#include "platform/http/router.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/transport.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/outbound/client.hpp"
#include "platform/services.hpp"
#include "platform/time/clock.hpp"

namespace commands {

// Whose a private cluster is.
enum class Ownership {
    sole,   // ours alone: db::FolderInUse while a server runs it
    shared, // that server's, if one runs: what an operator asks for need not stop it
};

// Where the database is: DATABASE_URL, else a private cluster. One that no server runs yet lives as
// long as this does.
class DatabaseHome {
  public:
    explicit DatabaseHome(const config::Config& config, Ownership ownership = Ownership::shared);
    const std::string& conninfo() const { return conninfo_; }
    // Past a pooler, if there is one: a connection that listens would take one of its places for
    // good, and what works for minutes should not depend on its patience.
    const std::string& direct_conninfo() const { return direct_.empty() ? conninfo_ : direct_; }

  private:
    std::unique_ptr<db::PrivateCluster> cluster_;
    std::string conninfo_, direct_;
};

// Opens the database, brings its schema up to date, and holds all services.
class Runtime {
  public:
    explicit Runtime(const config::Config& config, Ownership ownership = Ownership::shared);

    const config::Config& config;
    SystemClock clock;
    DatabaseHome home;
    int migrations_applied; // at this start
    db::Pool database;
    files::FolderStore files;
    std::unique_ptr<mail::Transport> mail;
    outbound::Client outbound;
    crypto::PasswordHasher passwords;
    crypto::SecretBox secrets;
    jobs::Registry jobs;
    metrics::Registry metrics;
    accounts::Identities identities;
    Services services;
    http::Router router;
};

// By id or name; without either the only one. Refusal::field("project") otherwise.
Uuid find_project(Runtime& runtime, const std::string& wanted);

} // namespace commands
