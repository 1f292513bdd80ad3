// PostgreSQL's settings for the private cluster.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace db {

// What this machine, or the container we are in, allows: bytes.
std::uint64_t memory_available();

// `name=value`, chosen for a machine with this much memory that also runs the server, and for a
// million contacts. Nothing listens on the network; failed statements are not logged by PostgreSQL
// (their texts hold personal data, and the server logs the failure itself).
std::vector<std::string> cluster_settings(std::uint64_t memory_bytes);

// After a restart the pages that were in memory before are read again in the background, so that
// the first searches need not wait for the disk. Nothing where the library is not installed beside
// PostgreSQL's programs (on Debian it comes with them).
std::vector<std::string> warm_start_settings(const std::filesystem::path& programs);

// For clusters that live as long as a test: safe against the death of any process, not against a
// crash of the machine.
std::vector<std::string> throwaway_settings();

} // namespace db
