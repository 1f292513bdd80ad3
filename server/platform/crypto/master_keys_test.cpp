#include "platform/crypto/master_keys.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/tokens.hpp"

using namespace crypto;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone with the test.
class MasterKeyFile : public testing::Test {
  protected:
    MasterKeyFile() { fs::create_directory(folder_); }
    ~MasterKeyFile() override { fs::remove_all(folder_); }

    void write(std::string_view text,
               fs::perms permissions = fs::perms::owner_read | fs::perms::owner_write) const {
        std::ofstream(file_) << text;
        fs::permissions(file_, permissions);
    }
    std::size_t files_in_folder() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }

    const fs::path folder_ = fs::temp_directory_path() / ("master_key_" + to_hex(random_bytes(8)));
    const fs::path file_ = folder_ / "master.key";
};

std::string key_text(char fill) {
    return to_base64(std::string(32, fill));
}

std::string first_id(const MasterKeys& keys) {
    return keys.at(0).id();
}

} // namespace

TEST_F(MasterKeyFile, is_made_once_and_for_its_owner_only) {
    const auto made = load_or_create_master_keys(file_);
    ASSERT_EQ(1u, made.size());
    EXPECT_EQ(fs::perms::owner_read | fs::perms::owner_write, fs::status(file_).permissions());
    EXPECT_EQ(first_id(made), first_id(load_or_create_master_keys(file_)));
    EXPECT_EQ(1u, files_in_folder());
}

TEST_F(MasterKeyFile, is_the_same_for_servers_that_start_at_once) {
    std::vector<std::string> ids(8);
    std::vector<std::jthread> servers;
    for (auto& id : ids)
        servers.emplace_back([&] { id = first_id(load_or_create_master_keys(file_)); });
    servers.clear();
    for (const auto& id : ids) EXPECT_EQ(ids[0], id);
    EXPECT_EQ(1u, files_in_folder());
}

TEST_F(MasterKeyFile, takes_another_key_and_keeps_the_old) {
    const auto before = load_or_create_master_keys(file_);
    const auto after = add_master_key(file_);
    ASSERT_EQ(2u, after.size());
    EXPECT_EQ(first_id(before), first_id(after));
    EXPECT_EQ(after[1].id(), load_or_create_master_keys(file_).at(1).id());
    EXPECT_EQ(fs::perms::owner_read | fs::perms::owner_write, fs::status(file_).permissions());
    while (load_or_create_master_keys(file_).size() < master_keys_limit) add_master_key(file_);
    EXPECT_THROW(add_master_key(file_), std::runtime_error);
    EXPECT_EQ(1u, files_in_folder());
}

TEST_F(MasterKeyFile, is_refused_when_others_may_read_it) {
    for (const auto extra :
         {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
        write(key_text('a'), fs::perms::owner_read | fs::perms::owner_write | extra);
        EXPECT_THROW(load_or_create_master_keys(file_), std::runtime_error);
    }
    write(key_text('a'));
    EXPECT_NO_THROW(load_or_create_master_keys(file_));
}

TEST_F(MasterKeyFile, is_refused_when_it_is_no_plain_file_or_cannot_be_made) {
    fs::create_directory(file_);
    EXPECT_THROW(load_or_create_master_keys(file_), std::runtime_error);
    EXPECT_THROW(load_or_create_master_keys(folder_ / "nowhere" / "master.key"),
                 std::runtime_error);
}

TEST_F(MasterKeyFile, is_refused_above_four_kibibytes) {
    write(key_text('a') + std::string(4096 - 44, ' '));
    EXPECT_NO_THROW(load_or_create_master_keys(file_));
    write(key_text('a') + std::string(4096 - 43, ' '));
    EXPECT_THROW(load_or_create_master_keys(file_), std::runtime_error);
}

TEST(MasterKeys, are_read_from_text_or_refused) {
    EXPECT_EQ(1u, parse_master_keys(key_text('a')).size());
    EXPECT_EQ(2u, parse_master_keys(key_text('a') + ", " + key_text('b') + "\n").size());
    std::string sixteen;
    for (char c = 'a'; c < 'a' + 16; ++c) sixteen += key_text(c) + '\n';
    EXPECT_EQ(16u, parse_master_keys(sixteen).size());
    const std::string bad[] = {
        "",
        " \n",
        "password",
        to_base64(std::string(31, 'a')),
        to_base64(std::string(33, 'a')),
        to_hex(std::string(32, 'a')),
        key_text('a') + key_text('b'),
        key_text('a') + '\n' + key_text('a'),
        sixteen + key_text('z'),
    };
    for (const auto& text : bad) EXPECT_THROW(parse_master_keys(text), std::runtime_error) << text;
}

TEST(MasterKeys, have_ids_that_differ_and_stay) {
    EXPECT_EQ(4u, MasterKey(std::string(32, 'a')).id().size());
    EXPECT_EQ(MasterKey(std::string(32, 'a')).id(), MasterKey(std::string(32, 'a')).id());
    EXPECT_NE(MasterKey(std::string(32, 'a')).id(), MasterKey(std::string(32, 'b')).id());
}
