// A backup is a folder:
//
//   backup-20260131-090000Z/
//     database.dump     pg_dump's custom format; pg_restore of any machine reads it
//     files/            the files of the data folder (attachments, avatars)
//     SHA256SUMS        every file above; `sha256sum --check SHA256SUMS` verifies it without us
//     manifest.json     when, of what, how many files; written last
//
// The master key is not in it: secrets stay sealed without the key, which is kept elsewhere.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/base/timestamp.hpp"

namespace db {

struct BackupSource {
    std::string conninfo;               // of the tables' owner: row level security must not bind it
    std::filesystem::path files_folder; // may be absent
};

struct BackupManifest {
    int format = 1;
    Timestamp created_at{};
    int postgres_version = 0;       // major
    std::vector<std::string> roles; // that the dump grants to; made before a restore
    std::int64_t files_count = 0;   // lines of SHA256SUMS
    std::int64_t files_bytes = 0;
};

// Makes a backup in a new folder under `destination`, made aside and renamed when complete, and
// returns that folder. The server may run meanwhile: the database is one snapshot, and every file
// it names is there. Throws std::runtime_error with what pg_dump said.
std::filesystem::path backup(const BackupSource& source, const std::filesystem::path& destination,
                             Timestamp now);

// Throws std::runtime_error that names the first file missing, changed or too many.
BackupManifest verify_backup(const std::filesystem::path& folder);

// What to do with a database that holds tables already.
enum class Existing { refuse, replace };

// Verifies the backup, then restores the database in one transaction, then the files. Throws
// std::runtime_error when the backup is damaged, when others are connected (stop the servers
// first), or when the database holds tables and `existing` is refuse. With replace the old contents
// are dropped first: if the restore then fails, run it again.
void restore(const std::filesystem::path& folder, const BackupSource& target,
             Existing existing = Existing::refuse);

} // namespace db
