#include "testing/http_server.hpp"

#include <fmt/format.h>
#include <strings.h>

namespace testing_servers {
namespace {

std::optional<HttpRequest> read_request(Connection& connection) {
    const auto first = connection.read_line();
    if (!first) return std::nullopt;
    HttpRequest request;
    const auto space = first->find(' ');
    request.method = first->substr(0, space);
    request.target = first->substr(space + 1, first->rfind(' ') - space - 1);
    for (;;) {
        auto line = connection.read_line();
        if (!line) return std::nullopt;
        if (line->empty()) break;
        request.header_lines.push_back(std::move(*line));
    }
    const auto length = request.header("Content-Length");
    if (!length.empty()) request.body = connection.read_bytes(std::stoul(length));
    return request;
}

} // namespace

std::string HttpRequest::header(std::string_view name) const {
    for (const auto& line : header_lines)
        if (line.size() > name.size() && line[name.size()] == ':'
            && strncasecmp(line.data(), name.data(), name.size()) == 0)
            return line.substr(std::min(line.find_first_not_of(" :", name.size()), line.size()));
    return {};
}

HttpServer::HttpServer(Answer answer, const TlsIdentity* tls)
    : answer_(std::move(answer)),
      tls_(tls),
      server_([this](Connection& connection) { serve(connection); }) {}

void HttpServer::serve(Connection& connection) {
    if (tls_ && !connection.start_tls(*tls_)) return;
    const auto request = read_request(connection);
    if (!request) return;
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(*request);
    }
    answer_(*request, connection);
}

std::string HttpServer::url(std::string_view path, std::string_view host) const {
    return fmt::format("{}://{}:{}{}", tls_ ? "https" : "http", host, port(), path);
}

std::vector<HttpRequest> HttpServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::string http_reply(int status, std::string_view body, std::string_view header_lines) {
    return fmt::format("HTTP/1.1 {} Status\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}",
                       status, body.size(), header_lines, body);
}

} // namespace testing_servers
