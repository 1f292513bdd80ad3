#include "testing/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <ostream>
#include <stdexcept>

namespace json = boost::json;

namespace {

std::runtime_error failure(const std::string& what, const TestReply& reply) {
    return std::runtime_error(what + " in " + std::to_string(reply.status) + ' '
                              + reply.body.substr(0, 2000));
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace

// --- what came back ----------------------------------------------------------------------------

json::value TestReply::json() const {
    boost::system::error_code error;
    auto value = json::parse(body, error);
    if (error) throw failure("no JSON", *this);
    return value;
}

json::value TestReply::at(std::string_view pointer) const {
    const auto whole = json();
    boost::system::error_code error;
    const auto* found = whole.find_pointer(pointer, error);
    if (!found) throw failure("no " + std::string(pointer), *this);
    return *found;
}

std::string TestReply::text(std::string_view pointer) const {
    const auto value = at(pointer);
    if (!value.is_string()) throw failure(std::string(pointer) + " is no text", *this);
    return std::string(value.get_string());
}

Uuid TestReply::uuid(std::string_view pointer) const {
    const auto id = Uuid::parse(text(pointer));
    if (!id) throw failure(std::string(pointer) + " is no UUID", *this);
    return *id;
}

std::string TestReply::code() const {
    if (headers.get("Content-Type") != "application/problem+json") return {};
    return text("/code");
}

std::string TestReply::bad_fields() const {
    if (code().empty()) return {};
    std::string fields;
    const auto errors = at("/errors");
    for (const auto& error : errors.as_array()) {
        if (!fields.empty()) fields += ' ';
        fields += std::string_view(error.at("field").as_string());
        fields += ':';
        fields += std::string_view(error.at("code").as_string());
    }
    return fields;
}

std::optional<std::string> TestReply::cookie(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (!http::equal_without_case(field, "Set-Cookie")
            || !value.starts_with(std::string(name) + '='))
            continue;
        return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
    }
    return std::nullopt;
}

std::string summary(const TestReply& reply) {
    auto text = std::to_string(reply.status);
    if (const auto code = reply.code(); !code.empty()) text += ' ' + code;
    if (const auto fields = reply.bad_fields(); !fields.empty()) text += ' ' + fields;
    return text;
}

std::ostream& operator<<(std::ostream& out, const TestReply& reply) {
    return out << reply.status << ' ' << reply.body.substr(0, 2000);
}

// --- the socket --------------------------------------------------------------------------------

struct Client::Connection {
    int socket = -1;
    std::string read_ahead;

    explicit Connection(std::uint16_t port) {
        socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval patience{60, 0}; // a server that hangs fails the test
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("cannot connect to port " + std::to_string(port));
    }
    ~Connection() { ::close(socket); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False: the server closed.
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    bool read_more() {
        char piece[64 * 1024];
        const auto size = ::recv(socket, piece, sizeof piece, 0);
        if (size < 0) throw std::runtime_error("no answer within a minute");
        read_ahead.append(piece, static_cast<std::size_t>(size));
        return size > 0;
    }
    std::string take(std::size_t size) {
        while (read_ahead.size() < size)
            if (!read_more()) throw std::runtime_error("the answer ended too early");
        auto taken = read_ahead.substr(0, size);
        read_ahead.erase(0, size);
        return taken;
    }
    // Up to the mark, which is taken too. nullopt: closed before the first byte.
    std::optional<std::string> take_until(std::string_view mark) {
        std::size_t found;
        while ((found = read_ahead.find(mark)) == std::string::npos) {
            if (read_more()) continue;
            if (read_ahead.empty()) return std::nullopt;
            throw std::runtime_error("the answer ended too early");
        }
        auto taken = read_ahead.substr(0, found);
        read_ahead.erase(0, found + mark.size());
        return taken;
    }
    std::string take_chunks() {
        std::string body;
        for (;;) {
            const auto line = take_until("\r\n").value_or("0");
            std::size_t size = 0;
            std::from_chars(line.data(), line.data() + line.size(), size, 16);
            body += take(size);
            take(2);
            if (size == 0) return body;
        }
    }
};

namespace {

TestReply read_head(std::string_view head) {
    TestReply reply;
    std::from_chars(head.data() + 9, head.data() + 12, reply.status);
    for (auto end = head.find("\r\n"); end != head.npos;) {
        head.remove_prefix(end + 2);
        end = head.find("\r\n");
        const auto line = head.substr(0, end);
        const auto colon = line.find(':');
        auto value = line.substr(colon + 1);
        if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
        reply.headers.add(line.substr(0, colon), std::string(value));
    }
    return reply;
}

} // namespace

// --- the client --------------------------------------------------------------------------------

Client::Client(std::uint16_t port) : port_(port) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Client Client::another() const {
    Client copy(port_);
    copy.headers_ = headers_;
    copy.cookies_ = cookies_;
    copy.user_id = user_id;
    copy.project_id = project_id;
    return copy;
}

void Client::set_header(std::string_view name, std::string value) {
    headers_.remove(name);
    if (!value.empty()) headers_.set(name, std::move(value));
}

std::string Client::request_text(
    http::Method method, std::string_view target, const std::string& body,
    const std::vector<std::pair<std::string, std::string>>& extra) const {
    http::Headers headers;
    headers.set("Host", "127.0.0.1:" + std::to_string(port_));
    if (!body.empty()) headers.set("Content-Type", "application/json");
    if (!body.empty() || method == http::Method::post)
        headers.set("Content-Length", std::to_string(body.size()));
    std::string cookies;
    for (const auto& [name, value] : cookies_)
        cookies += (cookies.empty() ? "" : "; ") + name + '=' + value;
    if (!cookies.empty()) headers.set("Cookie", cookies);
    for (const auto& [name, value] : headers_) headers.set(name, value);
    for (const auto& [name, value] : extra) headers.set(name, value);

    std::string text(http::name_of(method));
    text += ' ';
    text += target;
    text += " HTTP/1.1\r\n";
    for (const auto& [name, value] : headers) text += std::string(name) + ": " + value + "\r\n";
    return text + "\r\n" + body;
}

TestReply Client::send(http::Method method, std::string_view target, std::string body,
                       const std::vector<std::pair<std::string, std::string>>& extra) {
    const auto text = request_text(method, target, body, extra);
    std::optional<std::string> head;
    // A kept connection may have been closed by the server in the meantime: once more on a new one.
    for (int tries = 0; !head && tries < 2; ++tries) {
        if (!connection_) connection_ = std::make_unique<Connection>(port_);
        if (connection_->write(text)) head = connection_->take_until("\r\n\r\n");
        if (!head) connection_.reset();
    }
    if (!head) throw std::runtime_error("the server closed the connection without an answer");

    auto reply = read_head(*head);
    const bool bodiless =
        method == http::Method::head || reply.status == 204 || reply.status == 304;
    if (!bodiless && lower_case(reply.headers.get("Transfer-Encoding")) == "chunked") {
        reply.body = connection_->take_chunks();
    } else if (!bodiless) {
        std::size_t length = 0;
        const auto field = reply.headers.get("Content-Length");
        std::from_chars(field.data(), field.data() + field.size(), length);
        reply.body = connection_->take(length);
    }
    if (lower_case(reply.headers.get("Connection")) == "close") connection_.reset();
    keep_cookies(reply);
    return reply;
}

void Client::keep_cookies(const TestReply& reply) {
    for (const auto& [field, value] : reply.headers) {
        if (!http::equal_without_case(field, "Set-Cookie")) continue;
        const auto equals = value.find('=');
        const auto end = value.find(';');
        const auto name = value.substr(0, equals);
        if (value.find("Max-Age=0") != value.npos)
            cookies_.erase(name);
        else
            cookies_[name] = value.substr(equals + 1, end - equals - 1);
    }
}
