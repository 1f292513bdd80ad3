#include "platform/files/store.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <system_error>
#include <thread>

#include "testing/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::uint64_t plenty = 10'000'000;

class FolderStoreTest : public testing::Test {
  protected:
    std::vector<fs::path> all_files() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file() && entry.path().filename() != "lock")
                files.push_back(entry.path());
        return files;
    }
    static Timestamp now() {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    static bool nothing(const files::ContentHash&) { return false; }

    testing_paths::TemporaryFolder outer;
    fs::path folder = outer.path() / "files";
    files::FolderStore store{folder};
};

} // namespace

TEST_F(FolderStoreTest, gives_back_what_was_put_in) {
    const auto stored = store.put("hello", plenty);
    // b2sum --length=256
    EXPECT_EQ("324dcf027dd4a30a932c441f365a25e86b173defa4b8e58948253471b81b72cf", stored.hash);
    EXPECT_EQ(5u, stored.size_bytes);
    EXPECT_EQ("hello", stored.head);
    const auto content = store.open(stored.hash);
    ASSERT_TRUE(content);
    EXPECT_EQ("hello", content->read_all(5));
    EXPECT_EQ("ell", content->read(1, 3));
    EXPECT_EQ("", content->read(5, 3));
    EXPECT_EQ("", content->read(500, 3));
    EXPECT_THROW(content->read_all(4), std::length_error);
    EXPECT_EQ(std::vector{folder / "32" / stored.hash.substr(2)}, all_files());
}

TEST_F(FolderStoreTest, takes_a_content_in_pieces_and_an_empty_one) {
    const auto writer = store.write(plenty);
    std::string whole;
    for (int i = 0; i < 300; ++i) {
        const std::string piece(static_cast<std::size_t>(i) * 37, static_cast<char>(i));
        whole += piece;
        writer->write(piece);
    }
    const auto stored = writer->finish();
    EXPECT_EQ(whole.substr(0, files::head_limit_bytes), stored.head);
    EXPECT_EQ(whole, store.open(stored.hash)->read_all(plenty));
    EXPECT_EQ(stored.hash, store.put(whole, plenty).hash);
    EXPECT_EQ("", store.open(store.put("", 0).hash)->read_all(0));
}

TEST_F(FolderStoreTest, takes_a_file) {
    const auto path = outer.path() / "upload";
    const std::string whole(600'000, 'x');
    std::ofstream(path) << whole;
    EXPECT_EQ(store.put(whole, plenty).hash, store.put_file(path, plenty).hash);
    EXPECT_THROW(store.put_file(outer.path() / "none", plenty), std::system_error);
}

TEST_F(FolderStoreTest, keeps_the_same_content_once) {
    EXPECT_EQ(store.put("same", plenty).hash, store.put("same", plenty).hash);
    EXPECT_EQ(1u, all_files().size());
}

TEST_F(FolderStoreTest, takes_a_content_of_the_limit_and_no_byte_more) {
    EXPECT_EQ(5u, store.put("12345", 5).size_bytes);
    EXPECT_THROW(store.put("123456", 5), files::TooLarge);
    const auto writer = store.write(5);
    writer->write("123");
    writer->write("45");
    EXPECT_THROW(writer->write("6"), files::TooLarge);
    EXPECT_EQ(2u, all_files().size()); // the first, and the one that its writer still holds
}

TEST_F(FolderStoreTest, leaves_nothing_of_a_content_that_was_not_finished) {
    {
        const auto writer = store.write(plenty);
        writer->write("half");
        EXPECT_EQ(1u, all_files().size());
    }
    EXPECT_TRUE(all_files().empty());
}

TEST_F(FolderStoreTest, never_shows_a_content_before_it_is_whole) {
    const auto hash = store.put("late", plenty).hash;
    store.remove(hash);
    const auto writer = store.write(plenty);
    writer->write("late");
    EXPECT_FALSE(store.open(hash));
    writer->finish();
    EXPECT_TRUE(store.open(hash));
}

TEST_F(FolderStoreTest, forgets_at_the_start_what_a_crash_left_more_than_a_day_ago) {
    std::ofstream(folder / "incoming" / "old") << "x";
    std::ofstream(folder / "incoming" / "young") << "x";
    fs::last_write_time(folder / "incoming" / "old", fs::file_time_type::clock::now() - 25h);
    const files::FolderStore again(folder);
    EXPECT_EQ(std::vector{folder / "incoming" / "young"}, all_files());
}

TEST_F(FolderStoreTest, keeps_others_out) {
    struct stat found{};
    ASSERT_EQ(0, ::stat(folder.c_str(), &found));
    EXPECT_EQ(0700u, found.st_mode & 0777);
}

TEST_F(FolderStoreTest, opens_nothing_but_hashes) {
    EXPECT_FALSE(store.open(std::string(64, 'a')));
    for (const std::string& wrong :
         {std::string(), std::string("../../etc/passwd"), std::string(64, 'A'),
          std::string(63, 'a'), std::string(64, '/'), std::string(64, '.')})
        EXPECT_THROW(store.open(wrong), std::invalid_argument) << wrong;
}

TEST_F(FolderStoreTest, removes_at_once_what_a_reader_still_reads_to_its_end) {
    const auto stored = store.put("hello", plenty);
    const auto content = store.open(stored.hash);
    EXPECT_TRUE(store.remove(stored.hash));
    EXPECT_FALSE(store.remove(stored.hash));
    EXPECT_FALSE(store.open(stored.hash));
    EXPECT_EQ("hello", content->read_all(5));
}

TEST_F(FolderStoreTest, sweeps_what_is_old_and_unreferenced) {
    const auto kept = store.put("kept", plenty).hash;
    const auto gone = store.put("gone", plenty).hash;
    EXPECT_EQ(0u, store.sweep(now() - 24h, nothing)) << "all is young";
    EXPECT_EQ(
        1u, store.sweep(now() + 1h, [&](const files::ContentHash& hash) { return hash == kept; }));
    EXPECT_TRUE(store.open(kept));
    EXPECT_FALSE(store.open(gone));
}

TEST_F(FolderStoreTest, does_not_sweep_what_is_stored_again_meanwhile) {
    const auto hash = store.put("again", plenty).hash;
    const auto path = folder / hash.substr(0, 2) / hash.substr(2);
    fs::last_write_time(path, fs::file_time_type::clock::now() - 48h);
    // The new owner's row is not committed yet, so nobody refers to it in the sweeper's eyes.
    EXPECT_EQ(0u, store.sweep(now() - 24h, [&](const files::ContentHash&) {
        return store.put("again", plenty), false;
    }));
    EXPECT_TRUE(store.open(hash));
}

TEST_F(FolderStoreTest, serves_many_writers_at_once) {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) store.put("content " + std::to_string(i), plenty);
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(25u, all_files().size());
}

TEST(FolderStoreDeathTest, says_when_the_disk_takes_no_more_and_leaves_nothing) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto on_a_full_disk = [] {
        const testing_paths::TemporaryFolder outer;
        files::FolderStore store(outer.path() / "files");
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{1000, 1000};
        setrlimit(RLIMIT_FSIZE, &small);
        int code = 1;
        try {
            store.put(std::string(2000, 'x'), plenty);
        } catch (const std::system_error& error) {
            code = fs::is_empty(outer.path() / "files" / "incoming") ? 0 : 2;
        }
        fs::remove_all(outer.path());
        std::_Exit(code);
    };
    EXPECT_EXIT(on_a_full_disk(), testing::ExitedWithCode(0), "");
}
