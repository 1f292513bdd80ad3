#include "platform/mail/server_stream.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mail {
namespace {

curl_socket_t socket_of(const curl::Handle& handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle.get(), CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

} // namespace

ServerStream::ServerStream(curl::Handle handle, std::size_t longest_line)
    : handle_(std::move(handle)), longest_line_(longest_line) {}

ServerStream::~ServerStream() {
    // libcurl would say good-bye and wait minutes for a server that is stuck.
    if (const auto socket = socket_of(handle_); socket != CURL_SOCKET_BAD)
        ::shutdown(socket, SHUT_RDWR);
}

void ServerStream::set_patience(std::chrono::milliseconds patience,
                                std::chrono::steady_clock::time_point end) {
    patience_ = patience;
    end_ = end;
}

void ServerStream::write(std::string_view bytes) {
    unwritten_ = bytes.size();
    while (!bytes.empty()) {
        std::size_t sent = 0;
        const auto code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
        if (code == CURLE_AGAIN)
            wait(POLLOUT);
        else if (code != CURLE_OK)
            throw ServerGone(curl_easy_strerror(code));
        bytes.remove_prefix(sent);
        unwritten_ = bytes.size();
    }
}

std::string ServerStream::read_line() {
    for (auto searched = taken_;;) {
        if (const auto end = buffer_.find('\n', searched); end != buffer_.npos) {
            auto line = buffer_.substr(taken_, end - taken_);
            if (line.ends_with('\r')) line.pop_back();
            taken_ = end + 1;
            return line;
        }
        if (buffer_.size() - taken_ > longest_line_)
            throw ServerGone("a line of the answer is too long", true);
        const auto waiting = buffer_.size() - taken_;
        fill();
        searched = taken_ + waiting;
    }
}

std::string ServerStream::read_bytes(std::size_t count) {
    while (buffer_.size() - taken_ < count) fill();
    auto bytes = buffer_.substr(taken_, count);
    taken_ += count;
    return bytes;
}

void ServerStream::wait(short events) {
    using namespace std::chrono;
    const auto left = ceil<milliseconds>(end_ - steady_clock::now());
    const auto patience = std::clamp(left, milliseconds(0), patience_);
    pollfd waiting{socket_of(handle_), events, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) == 0)
        throw ServerGone("the server does not answer");
}

void ServerStream::fill() {
    if (taken_ > 0) buffer_.erase(0, std::exchange(taken_, 0));
    std::array<char, 16 * 1024> piece; // a record of TLS: OpenSSL keeps nothing back of it
    for (;;) {
        wait(POLLIN); // the answer to what was just asked is not there yet
        std::size_t count = 0;
        const auto code = curl_easy_recv(handle_.get(), piece.data(), piece.size(), &count);
        if (code == CURLE_AGAIN) continue; // of TLS itself
        if (code != CURLE_OK) throw ServerGone(curl_easy_strerror(code));
        if (count == 0) throw ServerGone("the server closed the connection");
        buffer_.append(piece.data(), count);
        return;
    }
}

} // namespace mail
