// The body of a request on its way in: into memory or into a file, with the bounds on how slowly it
// may come. Knows no socket.
#pragma once
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/refusal.hpp"
#include "platform/http/message.hpp"

namespace net {

struct Limits;

// Used on the I/O thread only. A file that is not handed over goes with it.
class RequestBody {
  public:
    using Clock = std::chrono::steady_clock;

    RequestBody() = default;
    ~RequestBody();
    RequestBody(const RequestBody&) = delete;
    RequestBody& operator=(const RequestBody&) = delete;

    // `file`: where it is put; empty: into memory. Refusal("storage_full") when no file can be
    // made.
    std::optional<Refusal> begin(const std::filesystem::path& file, Clock::time_point now);
    // Refusal("storage_full") when the disk takes no more.
    std::optional<Refusal> take(std::string_view piece);
    // Refusal("request_too_slow") when it came slower than `limits` allow so far.
    std::optional<Refusal> too_slow(const Limits& limits, Clock::time_point now) const;
    // All of it has come: it is the request's now. Refusal("storage_full") when what the file still
    // held in memory does not fit onto the disk.
    std::optional<Refusal> hand_over(http::Request& request);
    void drop();

  private:
    std::string bytes_;
    std::ofstream file_;
    std::filesystem::path path_; // empty: in memory
    std::uint64_t size_ = 0;
    Clock::time_point begun_{};
};

} // namespace net
