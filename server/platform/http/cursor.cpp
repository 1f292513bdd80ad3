#include "platform/http/cursor.hpp"

#include <boost/json.hpp>

#include "platform/crypto/encoding.hpp"

namespace http {
namespace {

constexpr std::size_t longest_cursor = 4096; // bytes

[[noreturn]] void refuse() {
    throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
}

std::string decode(std::string_view cursor) {
    const auto bytes =
        cursor.size() > longest_cursor ? std::nullopt : crypto::from_base64url(cursor);
    if (!bytes) refuse();
    return *bytes;
}

} // namespace

std::string make_cursor(const std::vector<std::optional<std::string>>& keys) {
    std::string out = "[";
    for (const auto& key : keys) {
        if (out.size() > 1) out += ',';
        if (key)
            meta::write_string(*key, out);
        else
            out += "null";
    }
    return crypto::to_base64url(out + ']');
}

std::vector<std::optional<std::string>> read_cursor(std::string_view cursor, std::size_t count) {
    namespace json = boost::json;
    boost::system::error_code error;
    const auto value = json::parse(decode(cursor), error);
    if (error || !value.is_array() || value.get_array().size() != count) refuse();
    std::vector<std::optional<std::string>> keys;
    for (const auto& key : value.get_array()) {
        if (key.is_null())
            keys.emplace_back();
        else if (key.is_string() && key.get_string().find('\0') == json::string::npos)
            keys.emplace_back(std::string(key.get_string()));
        else
            refuse();
    }
    return keys;
}

std::string make_cursor(const TimeCursor& cursor) {
    return make_cursor(
        std::vector<std::optional<std::string>>{to_text(cursor.at), cursor.id.text()});
}

std::optional<TimeCursor> read_time_cursor(const std::optional<std::string>& cursor) {
    if (!cursor) return std::nullopt;
    const auto keys = read_cursor(*cursor, 2);
    if (!keys[0] || !keys[1]) refuse();
    const auto at = parse_timestamp(*keys[0]);
    const auto id = Uuid::parse(*keys[1]);
    if (!at || !id) refuse();
    return TimeCursor{*at, *id};
}

} // namespace http
