#include "platform/http/cursor.hpp"

#include <sodium.h>

#include <boost/json.hpp>

namespace http {
namespace {

constexpr std::size_t longest_cursor = 4096;

[[noreturn]] void refuse() {
    throw Refusal::field("after", "bad_format", "must be the `next` of an earlier page");
}

std::string encode(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), variant);
    out.pop_back(); // the terminating zero
    return out;
}

std::string decode(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    if (text.size() > longest_cursor
        || sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                             text.size(), nullptr, &size, nullptr,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING)
               != 0)
        refuse();
    out.resize(size);
    return out;
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
    return encode(out + ']');
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
