#include "platform/net/request_body.hpp"

#include "platform/net/server.hpp"

namespace net {

RequestBody::~RequestBody() {
    drop();
}

std::optional<Refusal> RequestBody::begin(const std::filesystem::path& file,
                                          Clock::time_point now) {
    drop();
    begun_ = now;
    if (file.empty()) return std::nullopt;
    path_ = file;
    file_.open(path_, std::ios::binary | std::ios::trunc);
    return file_ ? std::nullopt : std::optional(Refusal("storage_full"));
}

std::optional<Refusal> RequestBody::take(std::string_view piece) {
    size_ += piece.size();
    if (path_.empty()) {
        bytes_ += piece;
        return std::nullopt;
    }
    file_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    return file_ ? std::nullopt : std::optional(Refusal("storage_full"));
}

std::optional<Refusal> RequestBody::too_slow(const Limits& limits, Clock::time_point now) const {
    const auto elapsed = now - begun_;
    const auto seconds = std::chrono::duration<double>(elapsed).count();
    const bool is_slow =
        elapsed > limits.body_grace
        && static_cast<double>(size_) < seconds * static_cast<double>(limits.least_body_rate);
    return is_slow ? std::optional(Refusal("request_too_slow")) : std::nullopt;
}

std::optional<Refusal> RequestBody::hand_over(http::Request& request) {
    if (path_.empty()) {
        request.body = std::move(bytes_);
        drop();
        return std::nullopt;
    }
    file_.close(); // writes what is left
    if (!file_) return Refusal("storage_full");
    request.spooled = std::make_shared<http::SpooledBody>(path_, size_);
    path_.clear();
    drop();
    return std::nullopt;
}

void RequestBody::drop() {
    bytes_ = {};
    size_ = 0;
    file_.close();
    file_.clear();
    if (path_.empty()) return;
    std::error_code ignored; // swept at the next start
    std::filesystem::remove(path_, ignored);
    path_.clear();
}

} // namespace net
