#include "platform/http/message.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>

#include "platform/text/url.hpp"

namespace http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> method_names{{
    {Method::get, "GET"},
    {Method::head, "HEAD"},
    {Method::post, "POST"},
    {Method::put, "PUT"},
    {Method::patch, "PATCH"},
    {Method::del, "DELETE"},
    {Method::options, "OPTIONS"},
}};

constexpr std::size_t most_parameters = 100;

} // namespace

std::string_view name_of(Method method) {
    for (const auto& [value, name] : method_names)
        if (value == method) return name;
    return "GET";
}

std::optional<Method> method_named(std::string_view wanted) {
    for (const auto& [value, name] : method_names)
        if (name == wanted) return value;
    return std::nullopt;
}

bool equal_without_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const auto& [key, value] : fields_)
        if (equal_without_case(key, name)) return value;
    return std::nullopt;
}

void Headers::set(std::string_view name, std::string value) {
    remove(name);
    add(name, std::move(value));
}

void Headers::add(std::string_view name, std::string value) {
    constexpr std::size_t of_most = 16; // an answer of the API has fifteen
    if (fields_.empty()) fields_.reserve(of_most);
    fields_.emplace_back(std::string(name), std::move(value));
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_,
                  [&](const auto& field) { return equal_without_case(field.first, name); });
}

SpooledBody::~SpooledBody() {
    std::error_code ignored; // the folder is cleaned at start as well
    std::filesystem::remove(path_, ignored);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (!equal_without_case(key, "cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            auto pair = rest.substr(0, end);
            rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
            while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
            const auto equals = pair.find('=');
            if (equals != pair.npos && pair.substr(0, equals) == name)
                return pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

bool parse_target(std::string_view target, std::string& path,
                  std::vector<std::pair<std::string, std::string>>& query) {
    query.clear();
    const auto mark = target.find('?');
    if (target.empty() || target.front() != '/') return false;
    auto decoded_path = text::percent_decode(target.substr(0, mark));
    if (!decoded_path) return false;
    path = std::move(*decoded_path);
    if (mark == target.npos) return true;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto pair = rest.substr(0, end);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
        if (pair.empty()) continue;
        if (query.size() == most_parameters) return false;
        const auto equals = pair.find('=');
        auto key = text::form_decode(pair.substr(0, equals));
        auto value = text::form_decode(equals == pair.npos ? "" : pair.substr(equals + 1));
        if (!key || !value) return false;
        query.emplace_back(std::move(*key), std::move(*value));
    }
    return true;
}

Reply Reply::json(int status, std::string body_text) {
    return text(status, std::move(body_text), "application/json");
}

Reply Reply::text(int status, std::string body_text, std::string_view media_type) {
    Reply reply{status, {}, std::move(body_text)};
    reply.headers.set("Content-Type", std::string(media_type));
    return reply;
}

std::optional<std::string_view> Reply::bytes() const {
    if (const auto* owned = std::get_if<std::string>(&body)) return *owned;
    if (const auto* borrowed = std::get_if<std::string_view>(&body)) return *borrowed;
    return std::nullopt;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 422:
            return "Unprocessable Content";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "Status";
    }
}

} // namespace http
