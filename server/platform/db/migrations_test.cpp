#include <gtest/gtest.h>

#include <thread>

#include "platform/db/test_schema.hpp"

namespace db {
namespace {

// A database without any schema.
class MigrationTest : public testing::Test {
  protected:
    const EmbeddedFiles nothing;
    const TestDatabase database{nothing};

    int migrate(const EmbeddedFiles& files) { return db::migrate(database.conninfo(), files); }
    std::string failure(const EmbeddedFiles& files) {
        try {
            migrate(files);
        } catch (const std::exception& error) {
            return error.what();
        }
        return "no failure";
    }
    std::string text(const std::string& sql) {
        Connection connection(database.conninfo());
        return test::text(connection, sql);
    }
};

TEST_F(MigrationTest, files_run_in_the_order_of_their_names_and_only_once) {
    const auto files = embedded_texts(
        {{"0002_b.sql", "INSERT INTO a VALUES ('second');"},
         {"0001_a.sql", "CREATE TABLE a (t text); INSERT INTO a VALUES ('first');"}});
    EXPECT_EQ(2, migrate(files));
    EXPECT_EQ(0, migrate(files));
    EXPECT_EQ("first,second", text("SELECT string_agg(t, ',') FROM a"));
    EXPECT_EQ("0001_a.sql,0002_b.sql",
              text("SELECT string_agg(name, ',' ORDER BY name) FROM schema_migrations"));
}

TEST_F(MigrationTest, later_files_are_added) {
    migrate(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"}}));
    EXPECT_EQ(1, migrate(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"},
                                         {"0002_b.sql", "CREATE TABLE b ();"}})));
}

TEST_F(MigrationTest, a_file_that_fails_leaves_nothing_and_is_named) {
    const auto said = failure(
        embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"},
                        {"0002_b.sql", "CREATE TABLE b (); SELECT no_such_column FROM b;"}}));
    EXPECT_NE(std::string::npos, said.find("0002_b.sql")) << said;
    EXPECT_NE(std::string::npos, said.find("no_such_column")) << said;
    EXPECT_EQ("a", text("SELECT to_regclass('a')::text")) << "the file before it stays";
    EXPECT_EQ("NULL", text("SELECT to_regclass('b')::text"));
    EXPECT_EQ(1, migrate(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"},
                                         {"0002_b.sql", "CREATE TABLE b ();"}})));
}

TEST_F(MigrationTest, a_changed_file_is_refused) {
    migrate(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"}}));
    EXPECT_EQ("the migration 0001_a.sql was changed after it had been applied",
              failure(embedded_texts({{"0001_a.sql", "CREATE TABLE a (t text);"}})));
}

TEST_F(MigrationTest, a_database_newer_than_the_program_is_refused) {
    migrate(embedded_texts(
        {{"0001_a.sql", "CREATE TABLE a ();"}, {"0002_b.sql", "CREATE TABLE b ();"}}));
    EXPECT_EQ("the database is newer than this program: it has the migration 0002_b.sql",
              failure(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"}})));
}

TEST_F(MigrationTest, a_file_squeezed_in_between_is_refused) {
    migrate(embedded_texts({{"0002_b.sql", "CREATE TABLE b ();"}}));
    EXPECT_EQ(
        "the migration 0001_a.sql comes before 0002_b.sql, which has been applied: give it a later "
        "number",
        failure(embedded_texts(
            {{"0001_a.sql", "CREATE TABLE a ();"}, {"0002_b.sql", "CREATE TABLE b ();"}})));
}

TEST_F(MigrationTest, a_file_that_ends_its_transaction_is_refused) {
    const auto said = failure(embedded_texts({{"0001_a.sql", "CREATE TABLE a (); COMMIT;"}}));
    EXPECT_EQ("the migration 0001_a.sql ends its transaction", said);
}

TEST_F(MigrationTest, several_nodes_may_start_at_once) {
    const auto files = embedded_texts({{"0001_a.sql", "CREATE TABLE a (); SELECT pg_sleep(0.05);"},
                                       {"0002_b.sql", "CREATE TABLE b ();"}});
    std::atomic<int> applied = 0;
    std::vector<std::thread> nodes;
    for (int i = 0; i < 4; ++i) nodes.emplace_back([&] { applied += migrate(files); });
    for (auto& node : nodes) node.join();
    EXPECT_EQ(2, applied);
}

TEST_F(MigrationTest, a_table_in_use_makes_it_give_way_and_come_again) {
    migrate(embedded_texts({{"0001_a.sql", "CREATE TABLE a ();"}}));
    Connection user(database.conninfo());
    user.run_script("BEGIN; LOCK TABLE a");
    const auto files = embedded_texts(
        {{"0001_a.sql", "CREATE TABLE a ();"},
         {"0002_a.sql", "SET LOCAL lock_timeout = '20ms'; ALTER TABLE a ADD COLUMN t text;"}});
    EXPECT_NE(std::string::npos, failure(files).find("lock timeout"));
    user.run_script("COMMIT");
    EXPECT_EQ(1, migrate(files));
}

TEST_F(MigrationTest, the_login_becomes_a_member_of_the_roles) {
    for (const auto* role : {"app", "finder", "system"}) {
        Connection connection(database.conninfo());
        connection.run_script(std::string("SET ROLE ") + role);
        EXPECT_EQ(role, test::text(connection, "SELECT current_user"));
    }
}

// Roles are the cluster's: a login that may create roles, and one that may not.
class MigrationLoginTest : public MigrationTest {
  protected:
    const std::string login = database.name() + "_login";
    Connection administrator{database.conninfo()};

    void create_login(const std::string& options) {
        administrator.run_script("CREATE ROLE " + login + " LOGIN " + options);
        administrator.run_script("ALTER DATABASE " + database.name() + " OWNER TO " + login);
    }
    int migrate_as_login() {
        return db::migrate(
            database.conninfo() + " user=" + login,
            embedded_texts({{"0001_a.sql", "CREATE TABLE a (); GRANT SELECT ON a TO app;"}}));
    }
    ~MigrationLoginTest() override {
        administrator.run_script("REASSIGN OWNED BY " + login + " TO CURRENT_USER; DROP OWNED BY "
                                 + login + "; DROP ROLE " + login);
    }
};

TEST_F(MigrationLoginTest, a_login_that_may_create_roles_makes_itself_a_member) {
    create_login("CREATEROLE");
    administrator.run_script("ALTER TABLE schema_migrations OWNER TO " + login);
    EXPECT_EQ(1, migrate_as_login());
    EXPECT_EQ("t", text("SELECT pg_has_role('" + login + "', 'app', 'MEMBER')"));
}

TEST_F(MigrationLoginTest, a_login_that_may_not_is_told_what_an_administrator_has_to_do) {
    create_login("NOCREATEROLE");
    try {
        migrate_as_login();
        FAIL();
    } catch (const std::exception& error) {
        EXPECT_NE(std::string::npos, std::string(error.what()).find("GRANT app TO"))
            << error.what();
    }
}

TEST(Migrations, of_many_databases_of_one_cluster_may_run_at_once) {
    const EmbeddedFiles nothing;
    std::vector<std::unique_ptr<TestDatabase>> databases;
    for (int i = 0; i < 4; ++i) databases.push_back(std::make_unique<TestDatabase>(nothing));
    const auto files = embedded_texts(
        {{"0001_a.sql", "CREATE TABLE a (); GRANT SELECT ON a TO app, finder, system;"}});
    std::vector<std::thread> nodes;
    for (const auto& database : databases)
        nodes.emplace_back([&] { EXPECT_EQ(1, migrate(database->conninfo(), files)); });
    for (auto& node : nodes) node.join();
}

} // namespace
} // namespace db
