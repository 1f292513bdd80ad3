// Where the checkout and the built server are, for tests that read files or start the real program.
#pragma once
#include <filesystem>

namespace testing_paths {
std::filesystem::path source_folder();
std::filesystem::path server_binary();
} // namespace testing_paths
