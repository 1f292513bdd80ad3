#include "platform/http/assets.hpp"

#include <sodium.h>

#include "platform/http/compression.hpp"
#include "platform/http/entity_tag.hpp"

namespace http {
namespace {

constexpr std::pair<std::string_view, std::string_view> media_types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

std::string quoted(std::string_view text) {
    return '"' + std::string(text) + '"';
}

std::string content_tag(std::string_view bytes) {
    unsigned char hash[12];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    char text[sizeof hash * 2 + 1];
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return quoted(text);
}

} // namespace

std::string_view media_type_of_extension(std::string_view path) {
    const auto dot = path.rfind('.');
    for (const auto& [extension, type] : media_types)
        if (dot != path.npos && path.substr(dot) == extension) return type;
    return "application/octet-stream";
}

Assets::Assets(const EmbeddedFiles& files) {
    for (const auto& [name, file] : files) {
        if (name.ends_with(".br") || name.ends_with(".gz")) continue;
        Asset asset;
        asset.plain = file.view();
        asset.media_type = media_type_of_extension(name);
        asset.immutable = name.starts_with("assets/");
        // To hash all files would be to read them: five megabytes of the binary in memory that
        // nobody has asked for.
        asset.etag = asset.immutable ? quoted(name) : content_tag(asset.plain);
        if (const auto packed = files.find(std::string(name) + ".br"); packed != files.end())
            asset.brotli = packed->second.view();
        if (const auto packed = files.find(std::string(name) + ".gz"); packed != files.end())
            asset.gzip = packed->second.view();
        assets_.emplace(name, std::move(asset));
    }
}

const Assets::Asset* Assets::find(std::string_view path) const {
    if (path.starts_with('/')) path.remove_prefix(1);
    const auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : &found->second;
}

Reply Assets::serve(const Request& request) const {
    const auto* asset = find(request.path);
    const bool looks_like_file =
        request.path.find('.', request.path.rfind('/')) != request.path.npos;
    if (!asset && !looks_like_file) asset = find("index.html");
    if (!asset) return Reply::text(404, "There is nothing here.\n");

    auto reply = Reply::empty(200);
    reply.headers.set("Content-Type", asset->media_type);
    reply.headers.set("Cache-Control",
                      asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    reply.headers.set("ETag", asset->etag);
    reply.headers.set("Vary", "Accept-Encoding");
    if (names_tag(request.headers.get("If-None-Match"), asset->etag)) {
        reply.status = 304;
        return reply;
    }
    const auto encoding = accepted_encoding(request.headers.get("Accept-Encoding"));
    reply.body = asset->plain;
    if (encoding == "br" && !asset->brotli.empty()) {
        reply.body = asset->brotli;
        reply.headers.set("Content-Encoding", "br");
    } else if (!encoding.empty() && !asset->gzip.empty()) {
        reply.body = asset->gzip;
        reply.headers.set("Content-Encoding", "gzip");
    }
    return reply;
}

} // namespace http
