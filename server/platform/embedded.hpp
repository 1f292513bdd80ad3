// Files built into the binary (migrations, the web app). See cmake/embed.cmake.
#pragma once
#include <cstddef>
#include <map>
#include <string_view>

struct EmbeddedFile {
    const char* begin;
    const char* end;
    std::string_view view() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

// By path relative to the embedded folder, with forward slashes.
using EmbeddedFiles = std::map<std::string_view, EmbeddedFile>;

const EmbeddedFiles& migrations();
const EmbeddedFiles& web_assets();
