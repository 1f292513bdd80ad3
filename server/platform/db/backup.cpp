#include "platform/db/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <system_error>

#include "platform/db/backup_contents.hpp"
#include "platform/db/child_process.hpp"
#include "platform/db/postgres_programs.hpp"

namespace db {
namespace {

namespace fs = std::filesystem;

constexpr int format = 1;
constexpr auto dump_name = "database.dump";

using Answer = std::unique_ptr<PGresult, decltype(&::PQclear)>;

// 0700, so that nobody else puts a file where our log will be.
class PrivateTemporaryFolder {
  public:
    PrivateTemporaryFolder() {
        auto name = (fs::temp_directory_path() / "socialflow-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
        path_ = name;
    }
    ~PrivateTemporaryFolder() {
        std::error_code left_behind;
        fs::remove_all(path_, left_behind);
    }
    PrivateTemporaryFolder(const PrivateTemporaryFolder&) = delete;
    PrivateTemporaryFolder& operator=(const PrivateTemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// The few questions around a dump, asked as the owner.
class Owner {
  public:
    explicit Owner(const std::string& conninfo)
        : connection_(::PQconnectdb(conninfo.c_str()), &::PQfinish) {
        if (::PQstatus(connection_.get()) != CONNECTION_OK)
            throw std::runtime_error(::PQerrorMessage(connection_.get()));
    }
    std::vector<std::string> column(const std::string& sql) const {
        const Answer answer(::PQexec(connection_.get(), sql.c_str()), &::PQclear);
        const auto status = ::PQresultStatus(answer.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            throw std::runtime_error(::PQerrorMessage(connection_.get()));
        std::vector<std::string> values;
        for (int row = 0; row < ::PQntuples(answer.get()); ++row)
            values.emplace_back(::PQgetvalue(answer.get(), row, 0));
        return values;
    }
    std::string quoted(const std::string& identifier) const {
        const std::unique_ptr<char, decltype(&::PQfreemem)> text(
            ::PQescapeIdentifier(connection_.get(), identifier.data(), identifier.size()),
            &::PQfreemem);
        if (!text) throw std::runtime_error(::PQerrorMessage(connection_.get()));
        return text.get();
    }
    int major_version() const { return ::PQserverVersion(connection_.get()) / 10000; }

  private:
    std::unique_ptr<PGconn, decltype(&::PQfinish)> connection_;
};

// Roles other than owners that hold privileges or are named in policies.
std::vector<std::string> granted_roles(const Owner& owner) {
    return owner.column(
        "SELECT DISTINCT r.rolname FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid "
        "WHERE d.refclassid = 'pg_authid'::regclass AND d.deptype IN ('a', 'r') "
        "AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND r.rolname <> current_user AND r.rolname NOT LIKE 'pg\\_%' ORDER BY 1");
}

// libpq's parameters as its environment variables: a password among arguments shows in the list of
// processes.
std::vector<std::string> environment_of(const std::string& conninfo) {
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&::PQconninfoFree)> options(
        ::PQconninfoParse(conninfo.c_str(), &message), &::PQconninfoFree);
    const std::unique_ptr<char, decltype(&::PQfreemem)> owned(message, &::PQfreemem);
    if (!options)
        throw std::runtime_error(message ? message : "the database's address cannot be read");
    std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
    if (const char* home = std::getenv("HOME"))
        environment.push_back(fmt::format("HOME={}", home)); // .pgpass
    for (const auto* option = options.get(); option->keyword; ++option)
        if (option->val && option->envvar)
            environment.push_back(fmt::format("{}={}", option->envvar, option->val));
    return environment;
}

// `program` of the oldest installed version that understands a server of this one.
std::string program_for(int major, const std::string& program) {
    const auto versions = installed_postgres(program);
    const auto found = versions.lower_bound(major);
    if (found == versions.end())
        throw std::runtime_error(
            fmt::format("{} of PostgreSQL {} or later is needed; installed: {}. Install "
                        "postgresql-client-{}",
                        program, major, list_of(versions), major));
    return (found->second / program).string();
}

void run_program(const std::string& conninfo, std::vector<std::string> arguments,
                 const fs::path& log) {
    const auto name = fs::path(arguments.front()).filename().string();
    fs::remove(log);
    const auto status = run_to_end({.arguments = std::move(arguments),
                                    .environment = environment_of(conninfo),
                                    .output = log});
    const auto said = tail_of(log);
    fs::remove(log);
    if (!status.success())
        throw std::runtime_error(fmt::format("{} failed ({}): {}", name, status.describe(), said));
}

std::string folder_name(Timestamp now) {
    std::string name = "backup-";
    for (const char c : to_text(std::chrono::floor<std::chrono::seconds>(now)))
        if (c == 'T')
            name += '-';
        else if (c != '-' && c != ':')
            name += c;
    return name; // backup-20260131-090000Z
}

BackupManifest describe(const Owner& owner, const fs::path& folder, const Checksums& checksums,
                        Timestamp now) {
    BackupManifest manifest{.format = format,
                            .created_at = now,
                            .postgres_version = owner.major_version(),
                            .roles = granted_roles(owner),
                            .files_count = static_cast<std::int64_t>(checksums.size())};
    for (const auto& [name, checksum] : checksums)
        manifest.files_bytes += static_cast<std::int64_t>(fs::file_size(folder / name));
    return manifest;
}

void synchronise_disk_of(const fs::path& folder) {
    const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::syncfs(opened.get()) != 0)
        throw std::system_error(errno, std::generic_category(), "synchronise " + folder.string());
}

// A connection that was closed is still counted for a moment, on a busy machine for a long one.
void refuse_company(const Owner& owner) {
    constexpr int looks = 20; // two seconds
    std::vector<std::string> others;
    for (int look = 0; look < looks; ++look) {
        others = owner.column(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
        if (others.front() == "0") return;
        owner.column("SELECT pg_sleep(0.1)");
    }
    throw std::runtime_error(fmt::format(
        "{} other connections use the database: stop the servers first", others.front()));
}

// Schemas of people, not of PostgreSQL.
constexpr auto own_schemas = "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'";

void make_empty(const Owner& owner, Existing existing) {
    const auto tables = owner.column(
        fmt::format("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND {}",
                    own_schemas));
    if (tables.front() != "0" && existing == Existing::refuse)
        throw std::runtime_error("the database is not empty: its contents would be lost");
    if (tables.front() == "0") return;
    for (const auto& schema :
         owner.column(fmt::format("SELECT nspname FROM pg_namespace WHERE {}", own_schemas)))
        owner.column("DROP SCHEMA " + owner.quoted(schema) + " CASCADE");
    owner.column("CREATE SCHEMA public AUTHORIZATION pg_database_owner");
    owner.column("GRANT USAGE ON SCHEMA public TO PUBLIC"); // as initdb leaves it
}

void create_roles(const Owner& owner, const std::vector<std::string>& roles) {
    for (const auto& role : roles) {
        const auto name = owner.quoted(role);
        const auto present = owner.column("SELECT rolname FROM pg_roles");
        if (std::find(present.begin(), present.end(), role) == present.end())
            owner.column("CREATE ROLE " + name + " NOLOGIN");
        owner.column("GRANT " + name + " TO CURRENT_USER");
    }
}

} // namespace

fs::path backup(const BackupSource& source, const fs::path& destination, Timestamp now) {
    const Owner owner(source.conninfo);
    const auto complete = fs::absolute(destination) / folder_name(now);
    if (fs::exists(complete))
        throw std::runtime_error("there is a backup already: " + complete.string());
    auto partial = complete;
    partial += ".part";
    fs::remove_all(partial);
    fs::create_directories(partial);
    fs::permissions(partial, fs::perms::owner_all);

    // Files before the dump and again after it: whatever the snapshot names was there before or
    // came in between.
    copy_missing_files(source.files_folder, partial / "files");
    run_program(
        source.conninfo,
        {program_for(owner.major_version(), "pg_dump"), "--format=custom", "--no-owner",
         "--no-password", "--lock-wait-timeout=60s", "--file=" + (partial / dump_name).string()},
        partial / "pg_dump.log");
    copy_missing_files(source.files_folder, partial / "files");

    const auto checksums = checksums_of(partial);
    write_checksums(partial, checksums);
    write_manifest(partial, describe(owner, partial, checksums, now));
    synchronise_disk_of(partial);
    fs::rename(partial, complete);
    return complete;
}

BackupManifest verify_backup(const fs::path& folder) {
    const auto damaged = [&](const std::string& name, const std::string& why) {
        return std::runtime_error(
            fmt::format("the backup is damaged: {}: {}", (folder / name).string(), why));
    };
    const auto manifest = read_manifest(folder);
    if (manifest.format != format)
        throw std::runtime_error(fmt::format("the backup has format {}; this version reads {}",
                                             manifest.format, format));
    const auto promised = read_checksums(folder);
    const auto present = checksums_of(folder);
    if (static_cast<std::int64_t>(promised.size()) != manifest.files_count)
        throw damaged("SHA256SUMS", "not as long as the manifest says");
    if (!promised.contains(dump_name)) throw damaged(dump_name, "missing");
    for (const auto& [name, checksum] : promised) {
        const auto found = present.find(name);
        if (found == present.end()) throw damaged(name, "missing");
        if (found->second != checksum) throw damaged(name, "changed since the backup");
    }
    for (const auto& [name, checksum] : present)
        if (!promised.contains(name)) throw damaged(name, "not part of the backup");
    return manifest;
}

void restore(const fs::path& folder, const BackupSource& target, Existing existing) {
    const auto manifest = verify_backup(folder);
    const auto dump = (fs::absolute(folder) / dump_name).string();
    std::string database;
    {
        const Owner owner(target.conninfo);
        if (owner.major_version() < manifest.postgres_version)
            throw std::runtime_error(fmt::format("the backup is of PostgreSQL {}, the server is {}",
                                                 manifest.postgres_version, owner.major_version()));
        refuse_company(owner);
        make_empty(owner, existing);
        create_roles(owner, manifest.roles);
        database = owner.column("SELECT current_database()").front();
    }
    const auto program = program_for(manifest.postgres_version, "pg_restore");
    const PrivateTemporaryFolder messages;
    run_program(target.conninfo,
                {program, "--no-owner", "--no-password", "--single-transaction", "--exit-on-error",
                 "--dbname=" + database, dump},
                messages.path() / "pg_restore.log");
    copy_missing_files(folder / "files", target.files_folder);
}

} // namespace db
