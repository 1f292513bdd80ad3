#include "platform/db/prepared_statements.hpp"

#include <gtest/gtest.h>

namespace db {

TEST(PreparedStatements, one_text_has_one_name) {
    PreparedStatements prepared(3);
    EXPECT_EQ(nullptr, prepared.find("SELECT 1"));
    const auto name = prepared.add("SELECT 1");
    ASSERT_NE(nullptr, prepared.find("SELECT 1"));
    EXPECT_EQ(name, *prepared.find("SELECT 1"));
    EXPECT_EQ(nullptr, prepared.find("SELECT 2"));
}

TEST(PreparedStatements, the_least_recently_used_is_retired) {
    PreparedStatements prepared(2);
    prepared.add("a");
    const auto second = prepared.add("b");
    prepared.find("a");
    EXPECT_TRUE(prepared.take_retired().empty());
    prepared.add("c");
    EXPECT_EQ(std::vector{second}, prepared.take_retired());
    EXPECT_TRUE(prepared.take_retired().empty());
    EXPECT_EQ(2u, prepared.size());
    EXPECT_NE(nullptr, prepared.find("a"));
    EXPECT_EQ(nullptr, prepared.find("b"));
}

TEST(PreparedStatements, names_are_never_used_again) {
    PreparedStatements prepared(2);
    const auto first = prepared.add("a");
    prepared.forget(first);
    EXPECT_EQ(nullptr, prepared.find("a"));
    EXPECT_NE(first, prepared.add("a"));
    prepared.forget_all();
    EXPECT_EQ(0u, prepared.size());
    EXPECT_NE(first, prepared.add("a"));
}

TEST(PreparedStatements, what_was_forgotten_need_not_be_deallocated) {
    PreparedStatements prepared(2);
    prepared.forget(prepared.add("a"));
    EXPECT_TRUE(prepared.take_retired().empty());
    const auto name = prepared.add("b");
    prepared.retire(name);
    EXPECT_EQ(nullptr, prepared.find("b"));
    EXPECT_EQ(std::vector{name}, prepared.take_retired());
}

} // namespace db
