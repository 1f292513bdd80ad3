// One server a data folder.
#pragma once
#include <filesystem>

#include "platform/base/file_descriptor.hpp"

namespace db {

// Held from construction to destruction; goes with the process however that ends. Throws
// std::runtime_error that names the process which holds it already.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder);

  private:
    FileDescriptor file_;
};

} // namespace db
