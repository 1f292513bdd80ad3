// Where Debian keeps PostgreSQL's programs, by major version.
#pragma once
#include <filesystem>
#include <map>
#include <string>

namespace db {

constexpr int oldest_postgres = 15;
const std::filesystem::path postgres_root = "/usr/lib/postgresql";

// Major version → folder of its programs, for those that have `program`.
using PostgresVersions = std::map<int, std::filesystem::path>;
PostgresVersions installed_postgres(const std::string& program,
                                    const std::filesystem::path& root = postgres_root);

// "15, 16", or "none".
std::string list_of(const PostgresVersions& versions);

} // namespace db
