// JSON text, appended to one string.
#include <array>
#include <boost/json.hpp>

#include "platform/meta/describe.hpp"
#include "platform/meta/number_text.hpp"
#include "platform/meta/utf8.hpp"

namespace json = boost::json;

namespace meta {
namespace {

// Bytes that stand for themselves in a JSON string.
constexpr auto plain = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte) table[byte] = byte != '"' && byte != '\\';
    return table;
}();

void append_escape(char c, std::string& out) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u00";
    out += digits[c >> 4];
    out += digits[c & 15];
}

// Appends what begins at text[0], which is not plain; returns how many bytes that was.
std::size_t append_special(std::string_view text, std::string& out) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
        append_escape(text.front(), out);
        return 1;
    }
    const auto length = utf8::sequence(text);
    if (length == 0) {
        out += "\uFFFD";
        return 1;
    }
    out += text.substr(0, length);
    return length;
}

} // namespace

void write_string(std::string_view text, std::string& out) {
    out += '"';
    while (!text.empty()) {
        std::size_t run = 0;
        while (run < text.size() && plain[static_cast<unsigned char>(text[run])]) ++run;
        out += text.substr(0, run);
        text.remove_prefix(run);
        if (!text.empty()) text.remove_prefix(append_special(text, out));
    }
    out += '"';
}

// As deep as the tree, which parse_json bounds.
void write_json(const json::value& value, std::string& out) {
    switch (value.kind()) {
        case json::kind::null:
            out += "null";
            return;
        case json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            return;
        case json::kind::int64:
            append_number(value.get_int64(), out);
            return;
        case json::kind::uint64:
            append_number(value.get_uint64(), out);
            return;
        case json::kind::double_:
            append_number(value.get_double(), out);
            return;
        case json::kind::string:
            write_string(value.get_string(), out);
            return;
        case json::kind::array:
            break;
        case json::kind::object:
            break;
    }
    const bool is_array = value.is_array();
    out += is_array ? '[' : '{';
    const auto start = out.size();
    const auto separate = [&] {
        if (out.size() != start) out += ',';
    };
    if (is_array) {
        for (const auto& item : value.get_array()) {
            separate();
            write_json(item, out);
        }
    } else {
        for (const auto& entry : value.get_object()) {
            separate();
            write_string(entry.key(), out);
            out += ':';
            write_json(entry.value(), out);
        }
    }
    out += is_array ? ']' : '}';
}

} // namespace meta
