// Where the checkout and the built server are, for tests that read files or start the real program.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace testing_paths {
std::filesystem::path source_folder();
std::filesystem::path server_binary();
// What the built server gets as its environment: a PATH, what we were told of sanitizers, so that
// bin/test reads what they say of a server too, and `more`, "NAME=value" each.
std::vector<std::string> server_environment(const std::vector<std::string>& more = {});
} // namespace testing_paths
