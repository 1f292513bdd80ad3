// One server a data folder.
#pragma once
#include <filesystem>
#include <stdexcept>

#include "platform/base/file_descriptor.hpp"

namespace db {

// Another process serves the folder; what() names it.
struct FolderInUse : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Held from construction to destruction; goes with the process however that ends. Throws
// FolderInUse.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder);

  private:
    FileDescriptor file_;
};

} // namespace db
