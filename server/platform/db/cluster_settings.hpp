// PostgreSQL's settings for the private cluster.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace db {

// What this machine, or the container we are in, allows: bytes.
std::uint64_t memory_available();

// `name=value`, chosen for a machine with this much memory that also runs the server, and for a
// million contacts. Nothing listens on the network; failed statements are not logged by PostgreSQL
// (their texts hold personal data, and the server logs the failure itself).
std::vector<std::string> cluster_settings(std::uint64_t memory_bytes);

// For clusters that live as long as a test: safe against the death of any process, not against a
// crash of the machine.
std::vector<std::string> throwaway_settings();

} // namespace db
