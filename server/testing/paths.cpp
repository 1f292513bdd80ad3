#include "testing/paths.hpp"

namespace testing_paths {
std::filesystem::path source_folder() {
    return SOURCE_FOLDER;
}
std::filesystem::path server_binary() {
    return SERVER_BINARY;
}
} // namespace testing_paths
