#include "platform/mail/mailbox_connection.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

#include "platform/mail/mail_server.hpp"

namespace mail {
namespace {

using Kind = MailboxFailure::Kind;

std::string url_of(const MailboxSettings& settings) {
    const bool is_imap = settings.protocol == MailboxSettings::Protocol::imap;
    const bool v6 = settings.host.find(':') != settings.host.npos;
    return fmt::format("{}{}://{}{}{}:{}/", is_imap ? "imap" : "pop3",
                       settings.implicit_tls ? "s" : "", v6 ? "[" : "", settings.host,
                       v6 ? "]" : "", settings.port);
}

curl_socket_t socket_of(const curl::Handle& handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle.get(), CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

Kind kind_of(CURLcode code) {
    if (is_about_tls(code)) return Kind::tls;
    return is_about_sign_in(code) ? Kind::sign_in : Kind::connection;
}

} // namespace

MailboxConnection::MailboxConnection(const MailboxSettings& settings)
    : settings_(settings), handle_(curl::make_handle()) {
    curl::set(handle_, CURLOPT_URL, url_of(settings_).c_str());
    curl::set(handle_, CURLOPT_PROTOCOLS_STR, "imap,imaps,pop3,pop3s");
    curl::set(handle_, CURLOPT_PROXY, "");
    curl::set(handle_, CURLOPT_CONNECT_ONLY, 1L);
    curl::set(handle_, CURLOPT_TIMEOUT_MS, long(settings_.connect_time.count()));
    curl::set(handle_, CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
    if (settings_.reach) keep_within(handle_, *settings_.reach);
    if (!settings_.certificate_file.empty())
        curl::set(handle_, CURLOPT_CAINFO, settings_.certificate_file.c_str());
    curl::set(handle_, CURLOPT_USERNAME, settings_.user.c_str());
    sign_in_by(handle_, settings_.password, settings_.access_token);
    const auto code = curl_easy_perform(handle_.get());
    if (code != CURLE_OK) throw MailboxFailure(kind_of(code), curl_easy_strerror(code));
}

MailboxConnection::~MailboxConnection() {
    // libcurl would say good-bye and wait minutes for a server that is stuck.
    if (const auto socket = socket_of(handle_); socket != CURL_SOCKET_BAD)
        ::shutdown(socket, SHUT_RDWR);
}

void MailboxConnection::write_line(std::string_view line) {
    auto bytes = std::string(line) + "\r\n";
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t sent = 0;
        const auto code =
            curl_easy_send(handle_.get(), bytes.data() + at, bytes.size() - at, &sent);
        if (code == CURLE_AGAIN)
            wait(POLLOUT);
        else if (code != CURLE_OK)
            throw MailboxFailure(Kind::connection, curl_easy_strerror(code));
        at += sent;
    }
}

std::string MailboxConnection::read_line() {
    for (auto searched = taken_;;) {
        if (const auto end = buffer_.find('\n', searched); end != buffer_.npos) {
            auto line = buffer_.substr(taken_, end - taken_);
            if (line.ends_with('\r')) line.pop_back();
            taken_ = end + 1;
            return line;
        }
        if (buffer_.size() - taken_ > longest_mailbox_line)
            throw MailboxFailure(Kind::nonsense, "a line of the answer is too long");
        const auto waiting = buffer_.size() - taken_;
        fill();
        searched = taken_ + waiting;
    }
}

std::string MailboxConnection::read_bytes(std::size_t count) {
    while (buffer_.size() - taken_ < count) fill();
    auto bytes = buffer_.substr(taken_, count);
    taken_ += count;
    return bytes;
}

void MailboxConnection::wait(short events) {
    pollfd waiting{socket_of(handle_), events, 0};
    if (::poll(&waiting, 1, static_cast<int>(settings_.reply_time.count())) == 0)
        throw MailboxFailure(Kind::connection, "the server does not answer");
}

void MailboxConnection::fill() {
    if (taken_ > 0) buffer_.erase(0, std::exchange(taken_, 0));
    std::array<char, 16 * 1024> piece;
    for (;;) {
        std::size_t count = 0;
        const auto code = curl_easy_recv(handle_.get(), piece.data(), piece.size(), &count);
        if (code == CURLE_AGAIN) {
            wait(POLLIN);
            continue;
        }
        if (code != CURLE_OK) throw MailboxFailure(Kind::connection, curl_easy_strerror(code));
        if (count == 0) throw MailboxFailure(Kind::connection, "the server closed the connection");
        buffer_.append(piece.data(), count);
        return;
    }
}

} // namespace mail
