// The list of what says something of a contact, against the database itself: who adds a table is
// told here.
#include "features/crm/contact_links.hpp"

#include <gtest/gtest.h>

#include <set>

#include "testing/test_cluster.hpp"

namespace crm {
namespace {

std::vector<std::string> names(db::Connection& connection, std::string_view query) {
    const db::Command command{"names", query, {}};
    const auto results = connection.run({&command, 1});
    std::vector<std::string> all;
    for (int row = 0; row < results[0].rows(); ++row)
        all.push_back(results[0].as<std::string>(row));
    return all;
}

// Every foreign key to contacts, and every column that is called as if it were one.
constexpr std::string_view columns_that_link = R"(
    SELECT DISTINCT c.relname || '.' || a.attname
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (a.attname = 'contact_id'
           OR EXISTS (SELECT FROM pg_constraint f
                      WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid = 'contacts'::regclass
                        AND a.attnum = ANY (f.conkey) AND a.attname <> 'project_id'))
    ORDER BY 1)";

std::set<std::string> listed() {
    std::set<std::string> all;
    for (const auto& link : contact_links())
        if (link.table != "contacts")
            all.insert(std::string(link.table) + "." + std::string(link.column));
    return all;
}

TEST(ContactLinks, name_every_table_that_says_something_of_a_contact) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    const auto there = names(connection, columns_that_link);
    for (const auto& column : there)
        EXPECT_TRUE(listed().contains(column))
            << column << " says something of a contact: what becomes of it when two contacts are "
            << "merged? Add a line to contact_links.cpp";
    for (const auto& column : listed())
        EXPECT_TRUE(std::ranges::find(there, column) != there.end()) << column << " does not exist";
}

TEST(ContactLinks, find_a_table_that_is_missing) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    connection.run_script(
        "CREATE TABLE loyalty_cards (project_id uuid, owner uuid, "
        "FOREIGN KEY (project_id, owner) REFERENCES contacts (project_id, id))");
    const auto there = names(connection, columns_that_link);
    EXPECT_TRUE(std::ranges::find(there, "loyalty_cards.owner") != there.end());
    EXPECT_FALSE(listed().contains("loyalty_cards.owner"));
}

TEST(ContactLinks, move_by_columns_that_exist) {
    const TestDatabase database;
    db::Connection connection(database.conninfo());
    for (const auto& link : contact_links()) {
        std::string columns(link.rule == LinkRule::moved ? link.key : link.column);
        if (!link.among_open.empty()) columns += ", " + std::string(link.among_open);
        if (!link.same.empty()) columns += ", " + std::string(link.same);
        EXPECT_NO_THROW(
            connection.run_script("SELECT " + columns + " FROM " + std::string(link.table)))
            << link.table;
        EXPECT_EQ(link.rule == LinkRule::moved_unless_held, !link.same.empty()) << link.table;
    }
}

} // namespace
} // namespace crm
