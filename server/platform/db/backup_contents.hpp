// The files of a backup and their checksums. See backup.hpp.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "platform/db/backup.hpp"

namespace db {

// Relative path with forward slashes → SHA-256 in hexadecimal.
using Checksums = std::map<std::string, std::string>;

std::string sha256_of(const std::filesystem::path& file);

// Copies the regular files below `from` that `to` does not have, folders included. A file that goes
// meanwhile is left out; `from` may be absent. Links are not followed and not copied.
void copy_missing_files(const std::filesystem::path& from, const std::filesystem::path& to);

// Of every file below `folder` but manifest.json and SHA256SUMS.
Checksums checksums_of(const std::filesystem::path& folder);

// SHA256SUMS and manifest.json, as sha256sum and any JSON reader understand them.
void write_checksums(const std::filesystem::path& folder, const Checksums& checksums);
Checksums read_checksums(const std::filesystem::path& folder);
void write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest);
BackupManifest read_manifest(const std::filesystem::path& folder);

} // namespace db
