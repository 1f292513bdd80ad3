// What a journal tells after its worker died.
#include "features/campaigns/engine/journal.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "testing/temporary_folder.hpp"

namespace campaigns {
namespace {

struct Journals : testing::Test {
    testing_paths::TemporaryFolder folder;
    const Uuid owner = Uuid::make();
    const ClaimedChunk chunk{.project_id = Uuid::make(),
                             .campaign_id = Uuid::make(),
                             .message_id = Uuid::make(),
                             .chunk = 7,
                             .size = 500,
                             .lease_owner = owner,
                             .lease_number = 3};

    static Finding finding(const Uuid& id, DeliveryStatus status) {
        return {.execution_id = id,
                .status = status,
                .attempts = 1,
                .at = {},
                .retry_at = {},
                .reply_code = 250,
                .detail = "no detail is kept",
                .provider_id = "id@example.com"};
    }
    // Runs in a process of its own that ends without a word, as one that is killed does.
    template <class Body>
    void in_killed_process(Body body) {
        const auto child = ::fork();
        if (child == 0) {
            Journal journal(folder.path(), owner, 0);
            body(journal);
            ::_exit(0);
        }
        ASSERT_GT(child, 0);
        ASSERT_EQ(child, ::waitpid(child, nullptr, 0));
    }
    std::vector<JournalContents> replay() {
        std::vector<JournalContents> all;
        replay_journals(folder.path(), [&](const auto& contents) { all.push_back(contents); });
        return all;
    }
    std::filesystem::path only_file() {
        return std::filesystem::directory_iterator(folder.path())->path();
    }
};

TEST_F(Journals, tell_what_was_ended_what_is_in_doubt_and_nothing_of_the_rest) {
    const auto sent = Uuid::make(), deferred = Uuid::make(), in_doubt = Uuid::make();
    in_killed_process([&](Journal& journal) {
        journal.begin_lease(chunk);
        for (const auto& id : {sent, deferred, in_doubt}) journal.begun(id);
        journal.ended(finding(sent, DeliveryStatus::sent));
        journal.ended(finding(deferred, DeliveryStatus::pending));
    });
    const auto all = replay();
    ASSERT_EQ(1u, all.size());
    const auto& contents = all[0];
    EXPECT_EQ(owner, contents.owner);
    EXPECT_TRUE(contents.same_boot);
    ASSERT_TRUE(contents.chunk.has_value());
    EXPECT_EQ(chunk.campaign_id, contents.chunk->campaign_id);
    EXPECT_EQ(7, contents.chunk->chunk);
    EXPECT_EQ(3, contents.chunk->lease_number);
    ASSERT_EQ(1u, contents.ended.size()) << "who was deferred stands as he stood";
    EXPECT_EQ(sent, contents.ended[0].execution_id);
    EXPECT_EQ(DeliveryStatus::sent, contents.ended[0].status);
    EXPECT_EQ(250, contents.ended[0].reply_code);
    EXPECT_EQ("id@example.com", contents.ended[0].provider_id);
    EXPECT_EQ(std::vector<Uuid>{in_doubt}, contents.begun);
    EXPECT_TRUE(replay().empty()) << "each is read once";
}

TEST_F(Journals, forget_what_the_database_knows) {
    const auto before = Uuid::make(), after = Uuid::make();
    in_killed_process([&](Journal& journal) {
        journal.begin_lease(chunk);
        journal.begun(before);
        journal.settled();
        journal.begun(after);
    });
    const auto all = replay();
    ASSERT_EQ(1u, all.size());
    EXPECT_EQ(std::vector<Uuid>{after}, all[0].begun);
}

TEST_F(Journals, of_who_held_nothing_say_whose_they_were) {
    in_killed_process([&](Journal& journal) {
        journal.begin_lease(chunk);
        journal.end_lease();
    });
    const auto all = replay();
    ASSERT_EQ(1u, all.size());
    EXPECT_EQ(owner, all[0].owner);
    EXPECT_FALSE(all[0].chunk.has_value());
}

TEST_F(Journals, of_the_living_are_left_alone_and_go_with_them) {
    {
        Journal living(folder.path(), owner, 1);
        living.begin_lease(chunk);
        EXPECT_TRUE(replay().empty());
        living.end_lease();
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(Journals, that_break_off_are_read_as_far_as_they_go) {
    const auto id = Uuid::make();
    in_killed_process([&](Journal& journal) {
        journal.begin_lease(chunk);
        journal.begun(id);
    });
    std::ofstream(only_file(), std::ios::app) << "ended " << id.text() << " sent 25";
    const auto all = replay();
    ASSERT_EQ(1u, all.size());
    EXPECT_EQ(std::vector<Uuid>{id}, all[0].begun) << "half a line proves nothing";
}

TEST_F(Journals, of_another_boot_say_so) {
    std::ofstream(folder.path() / "old.journal")
        << "socialflow-journal 1 00000000-0000-0000-0000-000000000000 " << owner.text() << "\n";
    const auto all = replay();
    ASSERT_EQ(1u, all.size());
    EXPECT_FALSE(all[0].same_boot);
}

TEST_F(Journals, that_were_not_made_to_their_end_go_after_a_minute) {
    const auto unnamed = folder.path() / (owner.text() + "-0.journal.new");
    std::ofstream(unnamed) << "socialflow-jour";
    EXPECT_TRUE(replay().empty());
    EXPECT_TRUE(std::filesystem::exists(unnamed)) << "somebody may be making it just now";
    const auto now = std::filesystem::file_time_type::clock::now();
    std::filesystem::last_write_time(unnamed, now - std::chrono::minutes(2));
    EXPECT_TRUE(replay().empty());
    EXPECT_FALSE(std::filesystem::exists(unnamed));
}

TEST_F(Journals, that_are_none_are_removed_without_a_word) {
    std::ofstream(folder.path() / "bad.journal") << "rubbish\n";
    EXPECT_TRUE(replay().empty());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

} // namespace
} // namespace campaigns
