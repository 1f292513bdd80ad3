#include "platform/http/compression.hpp"

#include <brotli/encode.h>
#include <zlib.h>

namespace http {
namespace {

constexpr std::size_t least_bytes = 1024;
constexpr int brotli_quality = 4;
constexpr int gzip_level = 5;

bool is_text(std::string_view media_type) {
    return media_type.starts_with("text/") || media_type.find("json") != media_type.npos
           || media_type.find("javascript") != media_type.npos
           || media_type.find("xml") != media_type.npos;
}

std::string brotli(std::string_view bytes) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const bool done =
        BrotliEncoderCompress(brotli_quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                              reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data()));
    if (!done) throw std::runtime_error("brotli failed");
    out.resize(size);
    return out;
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16; // zlib: +16 writes the gzip wrapper
    if (deflateInit2(&stream, gzip_level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2 failed");
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("deflate failed");
    return out;
}

bool refused(std::string_view parameters) {
    const auto q = parameters.find("q=");
    if (q == parameters.npos) return false;
    const auto value = parameters.substr(q + 2);
    return value.starts_with("0") && value.find_first_of("123456789") == value.npos;
}

} // namespace

std::string_view accepted_encoding(std::string_view header) {
    bool gzip_accepted = false;
    while (!header.empty()) {
        const auto comma = header.find(',');
        auto item = header.substr(0, comma);
        header = comma == header.npos ? std::string_view{} : header.substr(comma + 1);
        const auto semicolon = item.find(';');
        const auto parameters =
            semicolon == item.npos ? std::string_view{} : item.substr(semicolon);
        auto name = item.substr(0, semicolon);
        while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
        if (refused(parameters)) continue;
        if (equal_without_case(name, "br")) return "br";
        if (equal_without_case(name, "gzip")) gzip_accepted = true;
    }
    return gzip_accepted ? "gzip" : std::string_view{};
}

void compress(const Request& request, Reply& reply) {
    auto* body = std::get_if<std::string>(&reply.body);
    if (!body || body->size() < least_bytes || reply.headers.find("Content-Encoding")) return;
    if (!is_text(reply.headers.get("Content-Type"))) return;
    reply.headers.add("Vary", "Accept-Encoding");
    const auto encoding = accepted_encoding(request.headers.get("Accept-Encoding"));
    if (encoding.empty()) return;
    *body = encoding == "br" ? brotli(*body) : gzip(*body);
    reply.headers.set("Content-Encoding", std::string(encoding));
}

} // namespace http
