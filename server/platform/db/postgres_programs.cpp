#include "platform/db/postgres_programs.hpp"

#include <charconv>

namespace db {

PostgresVersions installed_postgres(const std::string& program, const std::filesystem::path& root) {
    PostgresVersions versions;
    std::error_code no_such_folder;
    for (const auto& entry : std::filesystem::directory_iterator(root, no_such_folder)) {
        const auto name = entry.path().filename().string();
        int major = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), major);
        if (error != std::errc() || end != name.data() + name.size()) continue; // 9.6 and older
        if (std::filesystem::exists(entry.path() / "bin" / program))
            versions[major] = entry.path() / "bin";
    }
    return versions;
}

std::string list_of(const PostgresVersions& versions) {
    std::string text;
    for (const auto& [major, folder] : versions)
        text += (text.empty() ? "" : ", ") + std::to_string(major);
    return text.empty() ? "none" : text;
}

} // namespace db
