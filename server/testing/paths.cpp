#include "testing/paths.hpp"

#include <cstdlib>

namespace testing_paths {
std::filesystem::path source_folder() {
    return SOURCE_FOLDER;
}
std::filesystem::path server_binary() {
    return SERVER_BINARY;
}
std::vector<std::string> server_environment(const std::vector<std::string>& more) {
    std::vector<std::string> environment{"PATH=/usr/bin:/bin"};
    for (const std::string name : {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"})
        if (const char* value = std::getenv(name.c_str()))
            environment.push_back(name + "=" + value);
    environment.insert(environment.end(), more.begin(), more.end());
    return environment;
}
} // namespace testing_paths
