// The line and the fields of a request: target, cookies, address behind proxies. What decodes is
// the same when it is coded and decoded again.
#include "fuzz.hpp"
#include "platform/http/message.hpp"
#include "platform/net/client_address.hpp"
#include "platform/text/url.hpp"

namespace {

void as_target(std::string_view target) {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    if (!http::parse_target(target, path, query)) return;
    fuzz::require(path.starts_with('/') && path.find('\0') == path.npos && query.size() <= 100);
    std::string again = "/" + text::percent_encode(path.substr(1)) + '?';
    for (const auto& [name, value] : query) {
        fuzz::require(name.find('\0') == name.npos && value.find('\0') == value.npos);
        again += text::percent_encode(name) + '=' + text::percent_encode(value) + '&';
    }
    std::string same_path;
    std::vector<std::pair<std::string, std::string>> same_query;
    fuzz::require(http::parse_target(again, same_path, same_query));
    fuzz::require(same_path == path && same_query == query);
}

void as_cookies(std::string_view field) {
    http::Request request;
    request.headers.add("Cookie", std::string(field));
    const auto value = request.cookie("s");
    if (value) fuzz::require(value->find(';') == value->npos && field.find(*value) != field.npos);
}

void as_forwarded(std::string_view field) {
    static const std::vector<std::string> proxies{"10.0.0.1", "10.0.0.2"};
    fuzz::require(net::client_address("192.0.2.1", field, proxies) == "192.0.2.1");
    const auto behind = net::client_address("10.0.0.1", field, proxies);
    fuzz::require(behind.size() <= 64);
    const auto theirs = std::string(field) + ", 192.0.2.7";
    fuzz::require(net::client_address("10.0.0.1", theirs, proxies) == "192.0.2.7");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    as_target(input);
    as_cookies(input);
    as_forwarded(input);
    return 0;
}
