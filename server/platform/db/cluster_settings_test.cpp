#include "platform/db/cluster_settings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "platform/db/postgres_programs.hpp"
#include "testing/temporary_folder.hpp"

namespace db {
namespace {

constexpr std::uint64_t gigabyte = 1024ULL * 1024 * 1024;

TEST(ClusterSettings, follow_the_memory_between_bounds) {
    struct Case {
        std::uint64_t memory_bytes;
        std::string shared_buffers, effective_cache_size, maintenance_work_mem;
    };
    for (const auto& [memory, shared, cache, maintenance] :
         {Case{gigabyte / 4, "128MB", "153MB", "32MB"}, Case{gigabyte, "256MB", "614MB", "64MB"},
          Case{4 * gigabyte, "1024MB", "2457MB", "256MB"},
          Case{64 * gigabyte, "4096MB", "39321MB", "256MB"}}) {
        const auto settings = cluster_settings(memory);
        const auto has = [&](const std::string& setting) {
            return std::find(settings.begin(), settings.end(), setting) != settings.end();
        };
        EXPECT_TRUE(has("shared_buffers=" + shared)) << memory;
        EXPECT_TRUE(has("effective_cache_size=" + cache)) << memory;
        EXPECT_TRUE(has("maintenance_work_mem=" + maintenance)) << memory;
        EXPECT_TRUE(has("fsync=on")) << memory;
    }
}

TEST(ClusterSettings, of_this_machine_are_known) {
    EXPECT_GT(memory_available(), gigabyte / 8);
}

TEST(ClusterSettings, warm_a_start_only_where_the_library_is_installed) {
    const testing_paths::TemporaryFolder root;
    const auto programs = root.path() / "15/bin";
    std::filesystem::create_directories(programs);
    EXPECT_TRUE(warm_start_settings(programs).empty());
    std::filesystem::create_directories(root.path() / "15/lib");
    std::ofstream(root.path() / "15/lib/pg_prewarm.so") << "library";
    EXPECT_EQ(warm_start_settings(programs),
              std::vector<std::string>{"shared_preload_libraries=pg_prewarm"});
}

TEST(InstalledPostgres, is_found_by_its_major_version) {
    const testing_paths::TemporaryFolder root;
    for (const auto* folder : {"15/bin/postgres", "16/bin/postgres", "17/bin/psql",
                               "9.6/bin/postgres", "lib/bin/postgres"})
        std::filesystem::create_directories(root.path() / folder);
    const auto found = installed_postgres("postgres", root.path());
    EXPECT_EQ(list_of(found), "15, 16");
    EXPECT_EQ(found.at(16), root.path() / "16/bin");
    EXPECT_EQ(list_of(installed_postgres("postgres", root.path() / "absent")), "none");
}

} // namespace
} // namespace db
