#include "platform/db/backup_contents.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace db {
namespace {

namespace fs = std::filesystem;

constexpr auto manifest_name = "manifest.json";
constexpr auto checksums_name = "SHA256SUMS";
constexpr std::uintmax_t longest_manifest_bytes = 1 << 20;

[[noreturn]] void damaged(const fs::path& file, const std::string& why) {
    throw std::runtime_error(fmt::format("the backup is damaged: {}: {}", file.string(), why));
}

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + file.string());
}

void copy_if_missing(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    std::error_code error;
    fs::copy_file(from, to, fs::copy_options::skip_existing, error);
    if (error && error != std::errc::no_such_file_or_directory)
        throw fs::filesystem_error("copy", from, to, error);
}

} // namespace

std::string sha256_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> piece(1 << 16);
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size()))
           || stream.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(stream.gcount()));
    if (stream.bad()) throw std::runtime_error("cannot read " + file.string());
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&state, digest.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text;
    return sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
}

void copy_missing_files(const fs::path& from, const fs::path& to) {
    std::error_code absent;
    if (!fs::exists(from)) return;
    if (fs::create_directories(to)) fs::permissions(to, fs::perms::owner_all); // people's files
    for (auto entry = fs::recursive_directory_iterator(from, absent);
         !absent && entry != fs::end(entry); entry.increment(absent)) {
        const auto target = to / fs::relative(entry->path(), from);
        if (entry->is_symlink()) continue;
        if (entry->is_regular_file()) copy_if_missing(entry->path(), target);
    }
    if (absent && absent != std::errc::no_such_file_or_directory)
        throw fs::filesystem_error("read", from, absent);
}

Checksums checksums_of(const fs::path& folder) {
    Checksums checksums;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto name = fs::relative(entry.path(), folder).generic_string();
        if (!entry.is_regular_file() || name == manifest_name || name == checksums_name) continue;
        checksums[name] = sha256_of(entry.path());
    }
    return checksums;
}

void write_checksums(const fs::path& folder, const Checksums& checksums) {
    std::string text;
    for (const auto& [name, checksum] : checksums) {
        if (name.find('\n') != std::string::npos)
            throw std::runtime_error("a file name with a line break: " + name);
        text += fmt::format("{}  {}\n", checksum, name);
    }
    write_text(folder / checksums_name, text);
}

Checksums read_checksums(const fs::path& folder) {
    constexpr std::size_t digits = 2 * crypto_hash_sha256_BYTES;
    const auto file = folder / checksums_name;
    std::ifstream stream(file);
    if (!stream) damaged(file, "missing");
    Checksums checksums;
    for (std::string line; std::getline(stream, line);) {
        if (line.size() <= digits + 2 || line.compare(digits, 2, "  ") != 0)
            damaged(file, "not a checksum: " + line);
        checksums[line.substr(digits + 2)] = line.substr(0, digits);
    }
    return checksums;
}

void write_manifest(const fs::path& folder, const BackupManifest& manifest) {
    const boost::json::object object{{"format", manifest.format},
                                     {"created_at", to_text(manifest.created_at)},
                                     {"postgres_version", manifest.postgres_version},
                                     {"roles", boost::json::value_from(manifest.roles)},
                                     {"files_count", manifest.files_count},
                                     {"files_bytes", manifest.files_bytes}};
    write_text(folder / manifest_name, boost::json::serialize(object) + "\n");
}

BackupManifest read_manifest(const fs::path& folder) {
    const auto file = folder / manifest_name;
    std::error_code absent;
    const auto size = fs::file_size(file, absent);
    if (absent)
        throw std::runtime_error("no backup in " + folder.string() + ": it has no "
                                 + manifest_name);
    if (size > longest_manifest_bytes) damaged(file, "too long");
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    try {
        const auto object = boost::json::parse(text).as_object();
        const auto created_at =
            parse_timestamp(boost::json::value_to<std::string>(object.at("created_at")));
        if (!created_at) damaged(file, "created_at is no time");
        return {.format = object.at("format").to_number<int>(),
                .created_at = *created_at,
                .postgres_version = object.at("postgres_version").to_number<int>(),
                .roles = boost::json::value_to<std::vector<std::string>>(object.at("roles")),
                .files_count = object.at("files_count").to_number<std::int64_t>(),
                .files_bytes = object.at("files_bytes").to_number<std::int64_t>()};
    } catch (const boost::system::system_error& error) {
        damaged(file, error.what());
    } catch (const std::out_of_range& error) {
        damaged(file, error.what());
    }
}

} // namespace db
