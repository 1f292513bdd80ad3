#include "platform/outbound/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/base/curl.hpp"

namespace outbound {
namespace {

using curl::append;
using curl::Handle;
using curl::List;
using curl::set;

// What the callbacks see and fill.
struct Progress {
    const Exchange& exchange;
    Response response;
    std::size_t header_bytes = 0;
    bool headers_too_large = false;
    bool body_too_large = false;
    bool address_refused = false;
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* pointer) {
    auto& progress = *static_cast<Progress*>(pointer);
    const std::string_view line(data, size * count);
    progress.header_bytes += line.size();
    if (progress.header_bytes > progress.exchange.policy.header_limit_bytes) {
        progress.headers_too_large = true;
        return 0;
    }
    const auto colon = line.find(':');
    if (line.starts_with("HTTP/"))
        progress.response.headers.clear(); // after a 100 Continue
    else if (colon != line.npos)
        progress.response.headers.push_back({std::string(trimmed(line.substr(0, colon))),
                                             std::string(trimmed(line.substr(colon + 1)))});
    return line.size();
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* pointer) {
    auto& progress = *static_cast<Progress*>(pointer);
    auto& body = progress.response.body;
    const auto bytes = size * count;
    const auto room = progress.exchange.body_limit_bytes - body.size();
    body.append(data, std::min(bytes, room));
    progress.body_too_large = bytes > room;
    return progress.body_too_large ? 0 : bytes;
}

// The last word on where the connection goes: whatever libcurl made of the host, only checked
// addresses get a socket.
curl_socket_t open_socket(void* pointer, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto& progress = *static_cast<Progress*>(pointer);
    const auto wanted = IpAddress::from(&address->addr);
    if (!wanted
        || std::ranges::find(progress.exchange.addresses, *wanted)
               == progress.exchange.addresses.end()) {
        progress.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void set_destination(const Handle& handle, const Target& target, const List& pinned) {
    set(handle, CURLOPT_URL, target.url().c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_RESOLVE, pinned.get());
    set(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(handle, CURLOPT_FRESH_CONNECT, 1L);
    set(handle, CURLOPT_FORBID_REUSE, 1L);
}

void set_bounds(const Handle& handle, const Exchange& exchange) {
    const auto connect_time = std::min(exchange.policy.connect_time, exchange.time_left);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, long(connect_time.count()));
    set(handle, CURLOPT_TIMEOUT_MS, long(exchange.time_left.count()));
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (!exchange.policy.certificate_file.empty())
        set(handle, CURLOPT_CAINFO, exchange.policy.certificate_file.c_str());
}

void set_request(const Handle& handle, const Exchange& exchange, const List& headers) {
    const auto& request = exchange.request;
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    set(handle, CURLOPT_ACCEPT_ENCODING, "");
    set(handle, CURLOPT_USERAGENT, exchange.policy.user_agent.c_str());
    if (request.method == "HEAD")
        set(handle, CURLOPT_NOBODY, 1L);
    else if (request.method != "GET" || !request.body.empty()) {
        set(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
        set(handle, CURLOPT_POSTFIELDS, request.body.data());
    }
    set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_receivers(const Handle& handle, Progress& progress) {
    set(handle, CURLOPT_HEADERFUNCTION, take_header);
    set(handle, CURLOPT_HEADERDATA, &progress);
    set(handle, CURLOPT_WRITEFUNCTION, take_body);
    set(handle, CURLOPT_WRITEDATA, &progress);
    set(handle, CURLOPT_OPENSOCKETDATA, &progress);
}

List pinned_addresses(const Exchange& exchange) {
    std::vector<std::string> texts;
    for (const auto& address : exchange.addresses)
        texts.push_back(address.family == IpAddress::Family::v6 ? "[" + address.text() + "]"
                                                                : address.text());
    List list;
    if (!exchange.target.address)
        append(list, fmt::format("{}:{}:{}", exchange.target.host, exchange.target.port,
                                 fmt::join(texts, ",")));
    return list;
}

List request_headers(const Request& request) {
    List list;
    // libcurl would add these by itself.
    append(list, "Expect:");
    append(list, "Content-Type:");
    for (const auto& [name, value] : request.headers)
        append(list, value.empty() ? name + ";" : name + ": " + value);
    return list;
}

Reason reason_of(CURLcode code) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return Reason::timeout;
        case CURLE_COULDNT_CONNECT:
        case CURLE_COULDNT_RESOLVE_HOST:
            return Reason::no_connection;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
            return Reason::tls;
        default:
            return Reason::broken_reply;
    }
}

void check(CURLcode code, Progress& progress) {
    if (progress.address_refused)
        throw Failure(Reason::forbidden_address,
                      "the host leads to an address that was not checked");
    if (progress.headers_too_large)
        throw Failure(Reason::too_large, "the header fields of the reply are too large");
    if (progress.body_too_large && progress.exchange.request.too_large == Request::TooLarge::fail)
        throw Failure(Reason::too_large, "the reply is too large");
    progress.response.body_was_cut = progress.body_too_large;
    if (code != CURLE_OK && !progress.body_too_large)
        throw Failure(reason_of(code), curl_easy_strerror(code));
}

} // namespace

Response run(const Exchange& exchange) {
    const auto handle = curl::make_handle();
    const auto pinned = pinned_addresses(exchange);
    const auto headers = request_headers(exchange.request);
    Progress progress{exchange};
    set_destination(handle, exchange.target, pinned);
    set_bounds(handle, exchange);
    set_request(handle, exchange, headers);
    set_receivers(handle, progress);
    check(curl_easy_perform(handle.get()), progress);
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    progress.response.status = static_cast<int>(status);
    progress.response.url = exchange.target.url();
    return std::move(progress.response);
}

} // namespace outbound
