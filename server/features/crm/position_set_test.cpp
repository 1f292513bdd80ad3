#include "features/crm/position_set.hpp"

#include <gtest/gtest.h>

using crm::BlockMembers;
using crm::positions_a_block;
using crm::PositionSet;

namespace {

PositionSet set_of(const std::vector<std::int32_t>& positions) {
    PositionSet set;
    for (const auto position : positions) set.add(position);
    return set;
}

// Every `step`th position of a block from `first` on.
std::vector<std::int32_t> every(std::int32_t step, std::int32_t first = 0) {
    std::vector<std::int32_t> all;
    for (auto at = first; at < first + positions_a_block; at += step) all.push_back(at);
    return all;
}

} // namespace

TEST(PositionSets, hold_what_was_added_and_not_removed) {
    auto set = set_of({0, 63, 64, positions_a_block - 1, positions_a_block, 50'000});
    EXPECT_EQ(6U, set.count());
    set.remove(64);
    EXPECT_FALSE(set.contains(64));
    EXPECT_FALSE(set.contains(1'000'000));
    const std::vector<std::int32_t> left{0, 63, positions_a_block - 1, positions_a_block, 50'000};
    EXPECT_EQ(left, set.positions());
    EXPECT_FALSE(set.contains(-1));
    EXPECT_THROW(set.add(-1), std::out_of_range);
    EXPECT_THROW(set.remove(-1), std::out_of_range);
    EXPECT_EQ(left, set.positions());
}

TEST(PositionSets, meet_also_when_one_is_longer) {
    auto set = set_of({1, 2, 3, 40'000});
    EXPECT_EQ((std::vector<std::int32_t>{2, 3}), (set &= set_of({2, 3, 4})).positions());
    EXPECT_EQ(0U, (set &= PositionSet()).count());
    EXPECT_EQ(0U, (set &= set_of({2})).count());
}

TEST(PositionSets, come_back_from_a_stored_block_in_either_form) {
    for (const auto step : {1, 2, 15, 16, 17, 1000, positions_a_block}) {
        for (const auto block : {0, 3}) {
            const auto set = set_of(every(step, block * positions_a_block));
            const BlockMembers members(set.stored(block));
            EXPECT_EQ(step < 17, members.is_map()) << step; // 960 of them or more
            EXPECT_EQ(set.count(), members.count()) << step;
            PositionSet again;
            again.add(block, members);
            EXPECT_EQ(set, again) << step;
        }
    }
    EXPECT_EQ("\\x0102", set_of({513}).stored(0));
    EXPECT_EQ("", set_of({1}).stored(1));
    EXPECT_EQ("", PositionSet().stored(0));
}

TEST(PositionSets, tell_whom_they_have_in_common_with_a_block) {
    const auto set = set_of({5, positions_a_block + 7, positions_a_block + 8, 90'000});
    std::vector<std::int32_t> common;
    set.append_common(1, BlockMembers(set_of({7, 9}).stored(0)), common);
    set.append_common(1, BlockMembers(set_of(every(2)).stored(0)), common);
    EXPECT_EQ((std::vector<std::int32_t>{positions_a_block + 7, positions_a_block + 8}), common);
}

TEST(BlockMembersFromOutside, are_refused_unless_they_are_a_map_or_a_list) {
    const std::string longer(2 * crm::bytes_a_map + 4, '0');
    for (const auto& text :
         {std::string(), std::string("\\x"), std::string("0102"), std::string("\\x010"),
          std::string("\\x01"), std::string("\\x01zz"), "\\x" + longer})
        EXPECT_THROW(PositionSet().add(0, BlockMembers(text)), std::invalid_argument) << text;
}
