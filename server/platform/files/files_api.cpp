#include "platform/files/files_api.hpp"

#include "platform/files/file_name.hpp"
#include "platform/files/files.sql.hpp"
#include "platform/files/media_type.hpp"
#include "platform/files/store.hpp"
#include "platform/text/url.hpp"

namespace files {

struct File {
    Uuid id;
    std::string name, media_type;
    std::int64_t size = 0; // bytes
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(File, (), (id, name, media_type, size, created_at))

struct FileRow {
    Uuid id;
    std::string content_hash, name, media_type;
    std::int64_t size = 0;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (id, content_hash, name, media_type, size, created_at))

struct ReadFile {
    bool show = false; // in the page instead of as a download, where that is safe
};
BOOST_DESCRIBE_STRUCT(ReadFile, (), (show))

} // namespace files

template <>
inline constexpr auto meta::rules<files::ReadFile> =
    std::to_array<meta::Rule>({{.field = "show", .optional = true}});

namespace files {
namespace {

FileRow find_file(http::Call& call, const Uuid& id) {
    auto row = call.tx.maybe<FileRow>(sql::find_file, id);
    if (!row) throw Refusal("not_found");
    return std::move(*row);
}

// The name travels percent-encoded in X-File-Name: header fields are ASCII.
std::string name_of(const http::Request& request) {
    const auto decoded = text::percent_decode(request.headers.get("X-File-Name"));
    if (!decoded) throw Refusal::field("X-File-Name", "bad_format", "must be percent-encoded");
    return safe_file_name(*decoded);
}

// POST /api/files: the raw bytes as the body
http::Created<File> upload_file(http::Call& call) {
    if (!call.request.spooled || call.request.spooled->size() == 0)
        throw Refusal::field("", "required", "the body is the file");
    const auto stored = call.services.files.put_file(call.request.spooled->path(), largest_upload);
    const auto type = sniff_media_type(stored.head);
    const auto size = type.inline_safe ? read_image_size(stored.head) : std::nullopt;
    const auto dimension = [](std::uint32_t pixels) { return static_cast<std::int32_t>(pixels); };
    const auto id = Uuid::make();
    call.tx.query(sql::insert_file, id, stored.hash, name_of(call.request), type.name,
                  static_cast<std::int64_t>(stored.size_bytes),
                  size ? std::optional(dimension(size->width)) : std::nullopt,
                  size ? std::optional(dimension(size->height)) : std::nullopt,
                  call.identity.user_id, call.now);
    const auto row = find_file(call, id);
    return {{row.id, row.name, row.media_type, row.size, row.created_at},
            "/api/files/" + id.text()};
}

// GET /api/files/{id}
http::Reply read_file(http::Call& call, const Uuid& id, const http::Query<ReadFile>& query) {
    const auto row = find_file(call, id);
    const auto content = call.services.files.open(row.content_hash);
    if (!content) throw Refusal("not_found");
    const bool inline_safe = sniff_media_type(content->read(0, head_limit_bytes)).inline_safe;
    auto reply = http::Reply::text(200, content->read_all(largest_upload), row.media_type);
    const auto disposition =
        query->show && inline_safe ? Disposition::as_inline : Disposition::attachment;
    reply.headers.set("Content-Disposition", content_disposition(disposition, row.name));
    // Whatever it is, nothing in it runs.
    reply.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    reply.headers.set("ETag", '"' + row.content_hash + '"');
    return reply;
}

// DELETE /api/files/{id}. The content goes with the nightly sweep, unless another file has it.
http::NoContent delete_file(http::Call& call, const Uuid& id) {
    if (!call.tx.maybe<Uuid>(sql::delete_file, id)) throw Refusal("not_found");
    return {};
}

} // namespace

void add_routes(http::Router& on) {
    using namespace http;
    on.post<upload_file>("/api/files", member("contacts:write"), Rate::write,
                         {.body_limit = largest_upload, .raw_body = true, .spool = true});
    on.get<read_file>("/api/files/{id}", viewer("contacts:read"), Rate::read,
                      {.cacheable = true, .produces = "*/*"});
    on.del<delete_file>("/api/files/{id}", member("contacts:write"), Rate::write);
}

} // namespace files
