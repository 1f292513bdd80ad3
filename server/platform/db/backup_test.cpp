#include "platform/db/backup.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <fstream>
#include <functional>
#include <memory>

#include "platform/db/backup_contents.hpp"
#include "platform/db/child_process.hpp"
#include "platform/db/private_cluster.hpp"
#include "testing/temporary_folder.hpp"

namespace db {
namespace {

namespace fs = std::filesystem;

constexpr auto schema = R"(
    CREATE EXTENSION pg_trgm;
    CREATE ROLE backup_reader NOLOGIN;
    CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
    CREATE INDEX ON people USING gin (name gin_trgm_ops);
    ALTER TABLE people ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON people TO backup_reader USING (id < 10);
    GRANT SELECT ON people TO backup_reader;
    INSERT INTO people SELECT i, 'Person ' || i FROM generate_series(1, 1000) AS i;
)";

class BackupTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<testing_paths::TemporaryFolder>();
        cluster_ = std::make_unique<PrivateCluster>(folder_->path() / "data",
                                                    PrivateClusterOptions{.durable = false});
    }
    static void TearDownTestSuite() {
        cluster_.reset();
        folder_.reset();
    }
    void SetUp() override {
        execute("postgres", "DROP DATABASE IF EXISTS source");
        execute("postgres", "DROP DATABASE IF EXISTS target");
        execute("postgres", "DROP ROLE IF EXISTS backup_reader");
        execute("postgres", "CREATE DATABASE source");
        execute("postgres", "CREATE DATABASE target");
        execute("source", schema);
        write(work_.path() / "files/ab/abcd", "an attachment");
        write(work_.path() / "files/cd/cdef", std::string(100'000, 'x'));
    }

    // The first value of the last statement.
    static std::string execute(const std::string& database, const std::string& sql) {
        const std::unique_ptr<PGconn, decltype(&::PQfinish)> connection(
            ::PQconnectdb(cluster_->conninfo(database).c_str()), &::PQfinish);
        const std::unique_ptr<PGresult, decltype(&::PQclear)> result(
            ::PQexec(connection.get(), sql.c_str()), &::PQclear);
        const auto status = ::PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            return ::PQerrorMessage(connection.get());
        return ::PQntuples(result.get()) > 0 ? ::PQgetvalue(result.get(), 0, 0) : "";
    }
    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    static std::string failure_of(const std::function<void()>& action) {
        try {
            action();
        } catch (const std::exception& error) {
            return error.what();
        }
        return "no failure";
    }
    BackupSource source() const { return {cluster_->conninfo("source"), work_.path() / "files"}; }
    BackupSource target() const {
        return {cluster_->conninfo("target"), work_.path() / "restored"};
    }
    fs::path make_backup() const { return backup(source(), work_.path() / "backups", now_); }

    static inline std::unique_ptr<testing_paths::TemporaryFolder> folder_;
    static inline std::unique_ptr<PrivateCluster> cluster_;
    testing_paths::TemporaryFolder work_;
    Timestamp now_ = *parse_timestamp("2026-01-31T09:00:00.5Z");
};

TEST_F(BackupTest, restored_elsewhere_gives_the_same_rows_policies_grants_and_files) {
    const auto folder = make_backup();
    EXPECT_EQ(folder.filename(), "backup-20260131-090000Z");
    execute("postgres", "DROP DATABASE source");
    execute("postgres", "DROP ROLE backup_reader"); // as on another machine

    restore(folder, target());

    EXPECT_EQ(execute("target", "SELECT count(*) || ' ' || max(name) FROM people"),
              "1000 Person 999");
    EXPECT_EQ(execute("target", "SET ROLE backup_reader; SELECT count(*) FROM people"), "9");
    EXPECT_EQ(execute("target", "SELECT count(*) FROM pg_indexes WHERE tablename = 'people'"), "2");
    EXPECT_EQ(sha256_of(work_.path() / "restored/ab/abcd"),
              sha256_of(work_.path() / "files/ab/abcd"));
    EXPECT_EQ(fs::file_size(work_.path() / "restored/cd/cdef"), 100'000U);
    EXPECT_EQ(fs::status(work_.path() / "restored").permissions(), fs::perms::owner_all);
}

TEST_F(BackupTest, says_what_is_in_it) {
    const auto manifest = verify_backup(make_backup());
    EXPECT_EQ(manifest.created_at, now_);
    EXPECT_EQ(manifest.postgres_version, 15);
    EXPECT_EQ(manifest.roles, std::vector<std::string>{"backup_reader"});
    EXPECT_EQ(manifest.files_count, 3);
    EXPECT_GT(manifest.files_bytes, 100'000);
}

TEST_F(BackupTest, can_be_verified_by_sha256sum) {
    const auto folder = make_backup();
    const auto check = [&] {
        return run_to_end({.arguments = {"/usr/bin/sha256sum", "--check", "--strict", "SHA256SUMS"},
                           .folder = folder});
    };
    EXPECT_TRUE(check().success());
    write(folder / "files/ab/abcd", "something else");
    EXPECT_FALSE(check().success());
}

TEST_F(BackupTest, is_closed_to_other_users) {
    EXPECT_EQ(fs::status(make_backup()).permissions(), fs::perms::owner_all);
}

TEST_F(BackupTest, is_not_made_over_another) {
    make_backup();
    EXPECT_NE(failure_of([&] { make_backup(); }).find("there is a backup already"),
              std::string::npos);
}

TEST_F(BackupTest, that_fails_leaves_nothing_that_looks_like_a_backup) {
    execute("source",
            "CREATE FUNCTION broken() RETURNS int LANGUAGE sql AS 'SELECT 1'; "
            "UPDATE pg_proc SET prolang = 999999 WHERE proname = 'broken'");
    const auto told = failure_of([&] { make_backup(); });
    EXPECT_NE(told.find("pg_dump failed (exit code 1)"), std::string::npos) << told;
    EXPECT_FALSE(fs::exists(work_.path() / "backups/backup-20260131-090000Z"));
}

TEST_F(BackupTest, without_a_files_folder_holds_the_database_alone) {
    const auto folder =
        backup({cluster_->conninfo("source"), work_.path() / "absent"}, work_.path(), now_);
    EXPECT_EQ(verify_backup(folder).files_count, 1);
    restore(folder, {cluster_->conninfo("target"), work_.path() / "restored"});
    EXPECT_EQ(execute("target", "SELECT count(*) FROM people"), "1000");
}

TEST_F(BackupTest, is_not_restored_over_tables_unless_told_to) {
    const auto folder = make_backup();
    execute("target", "CREATE TABLE precious AS SELECT 7 AS value");
    const auto told = failure_of([&] { restore(folder, target()); });
    EXPECT_NE(told.find("the database is not empty"), std::string::npos) << told;
    EXPECT_EQ(execute("target", "SELECT value FROM precious"), "7");

    restore(folder, target(), Existing::replace);
    EXPECT_EQ(execute("target", "SELECT count(*) FROM people"), "1000");
    EXPECT_EQ(execute("target", "SELECT to_regclass('precious') IS NULL"), "t");

    restore(backup({target().conninfo, source().files_folder}, work_.path() / "second", now_),
            target(), Existing::replace);
    EXPECT_EQ(execute("target", "SELECT count(*) FROM people"), "1000");
}

TEST_F(BackupTest, is_not_restored_while_others_use_the_database) {
    const auto folder = make_backup();
    const std::unique_ptr<PGconn, decltype(&::PQfinish)> other(
        ::PQconnectdb(target().conninfo.c_str()), &::PQfinish);
    const auto told = failure_of([&] { restore(folder, target()); });
    EXPECT_NE(told.find("1 other connections use the database"), std::string::npos) << told;
}

TEST_F(BackupTest, that_was_damaged_is_refused_before_anything_is_touched) {
    struct Case {
        std::string named;
        std::function<void(const fs::path&)> damage;
    };
    const std::vector<Case> cases{
        {"database.dump: missing",
         [](const fs::path& folder) { fs::remove(folder / "database.dump"); }},
        {"files/ab/abcd: changed",
         [](const fs::path& folder) { write(folder / "files/ab/abcd", "an ettachment"); }},
        {"files/cd/cdef: missing",
         [](const fs::path& folder) { fs::remove(folder / "files/cd/cdef"); }},
        {"files/new: not part", [](const fs::path& folder) { write(folder / "files/new", ""); }},
        {"SHA256SUMS: missing", [](const fs::path& folder) { fs::remove(folder / "SHA256SUMS"); }},
        {"SHA256SUMS: not a checksum",
         [](const fs::path& folder) { write(folder / "SHA256SUMS", "abc\n"); }},
        {"SHA256SUMS: not as long",
         [](const fs::path& folder) { write(folder / "SHA256SUMS", ""); }},
        {"it has no manifest.json",
         [](const fs::path& folder) { fs::remove(folder / "manifest.json"); }},
        {"manifest.json: ",
         [](const fs::path& folder) { write(folder / "manifest.json", "{\"format\":1}"); }},
        {"manifest.json: ",
         [](const fs::path& folder) { write(folder / "manifest.json", "{\"format\":"); }},
    };
    for (const auto& [named, damage] : cases) {
        const auto folder = make_backup();
        damage(folder);
        const auto told = failure_of([&] { restore(folder, target()); });
        EXPECT_NE(told.find(named), std::string::npos) << told;
        EXPECT_EQ(execute("target", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
                  "0")
            << named;
        fs::remove_all(folder);
    }
}

} // namespace
} // namespace db
