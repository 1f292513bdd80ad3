#include "commands/runtime.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "features/features.hpp"
#include "platform/crypto/master_keys.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/system_routes.hpp"
#include "platform/mail/dev_inbox.hpp"

namespace commands {
namespace {

crypto::MasterKeys master_keys(const config::Config& config) {
    if (!config.master_key.empty()) return crypto::parse_master_keys(config.master_key);
    return crypto::load_or_create_master_keys(config.data / "master.key");
}

http::Router all_routes() {
    http::Router router;
    features::add_routes(router);
    return router;
}

// A private folder for what is not in the database. Whatever the umask: as root, PostgreSQL's user
// has to pass through it.
std::filesystem::path prepared(const std::filesystem::path& folder) {
    using std::filesystem::perms;
    std::error_code error;
    const bool made = std::filesystem::create_directories(folder, error);
    if (error)
        throw std::runtime_error(
            fmt::format("cannot make the data folder {}: {}: choose another one with --data",
                        folder.string(), error.message()));
    if (made)
        std::filesystem::permissions(
            folder, ::geteuid() == 0 ? perms::owner_all | perms::group_exec | perms::others_exec
                                     : perms::owner_all);
    return folder;
}

} // namespace

DatabaseHome::DatabaseHome(const config::Config& config, Ownership ownership) {
    if (!config.database_url.empty()) {
        conninfo_ = config.database_url;
        direct_ = config.database_direct_url;
        return;
    }
    try {
        cluster_ = std::make_unique<db::PrivateCluster>(config.data);
        conninfo_ = cluster_->conninfo();
    } catch (const db::FolderInUse&) {
        if (ownership == Ownership::sole) throw;
        conninfo_ = db::PrivateCluster::conninfo_of_running(config.data);
    }
}

Runtime::Runtime(const config::Config& settings, Ownership ownership)
    : config(settings),
      home((prepared(settings.data), settings), ownership),
      migrations_applied(db::migrate(home.direct_conninfo(), migrations())),
      database(home.conninfo(), static_cast<std::size_t>(settings.database_connections)),
      files(settings.data / "files"),
      mail(mail::make_transport(settings, database, clock)),
      outbound(outbound::Policy::from(settings.allow_private_outbound)),
      secrets(master_keys(settings)),
      identities(database, clock, std::chrono::hours(24) * settings.session_days),
      services{.config = config,
               .clock = clock,
               .database = database,
               .files = files,
               .mail = *mail,
               .outbound = outbound,
               .passwords = passwords,
               .secrets = secrets,
               .jobs = jobs,
               .metrics = metrics,
               .identities = identities},
      router(all_routes()) {
    features::add_jobs(jobs);
    services.api_document = http::openapi_document(router, http::program_version);
}

} // namespace commands
