#include "platform/base/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <new>

namespace {

constexpr std::size_t limit_bytes = 64 * 1024;

struct Release {
    void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
    void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, Release>;

bool set(const Handle& handle, std::string_view text) {
    if (text.size() > limit_bytes || text.find('\0') != text.npos) return false;
    return curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), 0) == CURLUE_OK;
}

// Empty for a part that is not there; nullopt for one that does not decode.
std::optional<std::string> part(const Handle& handle, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    const auto code = curl_url_get(handle.get(), which, &text, flags);
    const std::unique_ptr<char, Release> owner(text);
    if (code == CURLUE_OK) return text;
    if (code == CURLUE_URLDECODE || code == CURLUE_OUT_OF_MEMORY) return std::nullopt;
    return "";
}

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

std::string plain_host(std::string host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.ends_with('.')) host.pop_back();
    return in_lower_case(std::move(host));
}

std::optional<Url> parts(const Handle& handle) {
    const auto host = part(handle, CURLUPART_HOST);
    const auto port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    const auto user = part(handle, CURLUPART_USER, CURLU_URLDECODE);
    const auto password = part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
    if (!host || host->empty() || !port || port->empty() || !user || !password) return std::nullopt;
    Url url;
    url.scheme = in_lower_case(part(handle, CURLUPART_SCHEME).value_or(""));
    url.user = *user;
    url.password = *password;
    url.host = plain_host(*host);
    url.port = static_cast<std::uint16_t>(std::stoi(*port));
    url.path = part(handle, CURLUPART_PATH).value_or("/");
    url.query = part(handle, CURLUPART_QUERY).value_or("");
    url.zone = part(handle, CURLUPART_ZONEID).value_or("");
    url.has_fragment = !part(handle, CURLUPART_FRAGMENT).value_or("").empty();
    if (url.host.empty() || url.port == 0) return std::nullopt;
    return url;
}

Handle make_handle() {
    Handle handle(curl_url());
    if (!handle) throw std::bad_alloc();
    return handle;
}

} // namespace

std::optional<Url> parse_url(std::string_view text) {
    const auto handle = make_handle();
    if (!set(handle, text)) return std::nullopt;
    return parts(handle);
}

std::optional<Url> resolve_url(std::string_view base, std::string_view reference) {
    const auto handle = make_handle();
    if (!set(handle, base) || !set(handle, reference)) return std::nullopt;
    return parts(handle);
}
