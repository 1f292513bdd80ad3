// An HTTP request and its answer, free of any socket library.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace http {

enum class Method { get, head, post, put, patch, del, options };
std::string_view name_of(Method method); // "GET"
std::optional<Method> method_named(std::string_view name);

// Header fields in the order they came. Names compare without case.
class Headers {
  public:
    std::optional<std::string_view> find(std::string_view name) const;
    // Empty when absent.
    std::string_view get(std::string_view name) const {
        return find(name).value_or(std::string_view{});
    }
    void set(std::string_view name, std::string value); // replaces
    void add(std::string_view name, std::string value);
    void remove(std::string_view name);
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

  private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

bool equal_without_case(std::string_view left, std::string_view right);

// A body too large for memory, spooled to a file that goes when nobody holds it any more.
class SpooledBody {
  public:
    SpooledBody(std::filesystem::path path, std::uint64_t size)
        : path_(std::move(path)), size_(size) {}
    ~SpooledBody();
    SpooledBody(const SpooledBody&) = delete;
    SpooledBody& operator=(const SpooledBody&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::uint64_t size() const { return size_; }

  private:
    std::filesystem::path path_;
    std::uint64_t size_;
};

struct Request {
    Method method = Method::get;
    std::string target; // as sent: "/api/crm/contacts?limit=10"
    std::string path;   // decoded, without the query; "" when it could not be decoded
    std::vector<std::pair<std::string, std::string>> query; // decoded, in order
    Headers headers;
    std::string body;
    std::shared_ptr<SpooledBody> spooled; // instead of `body`, for routes that spool
    std::string remote_address;           // of the client, behind trusted proxies as they say
    bool encrypted = false;               // TLS ended in front of us
    std::string id;                       // request id, in logs and problem documents

    std::optional<std::string_view> cookie(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;
};

// Splits and decodes a request target ('+' is a blank in the query). False: malformed.
bool parse_target(std::string_view target, std::string& path,
                  std::vector<std::pair<std::string, std::string>>& query);

// Where a streamed body is written. Blocks while the client is slower than the producer; throws
// ClientGone when the client left or took nothing for 30 s.
class Sink {
  public:
    virtual ~Sink() = default;
    virtual void write(std::string_view bytes) = 0;
};
struct ClientGone {};

// A body made while it is sent (exports). Runs on a thread of its own, not on a request worker.
using Stream = std::function<void(Sink&)>;

// A file of the disk, sent in pieces.
struct FileBody {
    std::filesystem::path path;
    std::uint64_t size = 0;
};

struct Reply {
    int status = 200;
    Headers headers;
    // The owned text, bytes of the binary itself (assets), a producer or a file.
    std::variant<std::string, std::string_view, Stream, FileBody> body;

    static Reply json(int status, std::string text);
    static Reply text(int status, std::string text,
                      std::string_view media_type = "text/plain; charset=utf-8");
    static Reply empty(int status) { return Reply{status, {}, std::string{}}; }
    std::optional<std::string_view> bytes() const; // nullopt for streams and files
};

std::string_view reason_phrase(int status);

} // namespace http
