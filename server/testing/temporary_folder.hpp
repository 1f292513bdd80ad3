// A folder that goes with the test. Other users may pass through it: PostgreSQL does when we are
// root.
#pragma once
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace testing_paths {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "socialflow-test-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp " + name);
        path_ = name;
        ::chmod(name.c_str(), 0711);
    }
    ~TemporaryFolder() {
        std::error_code left_behind; // in /tmp; nothing a destructor could do about it
        std::filesystem::remove_all(path_, left_behind);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

} // namespace testing_paths
