// Vectors: JSON arrays, comma separated lists of a query string, PostgreSQL's text format of
// arrays.
#include <boost/json.hpp>
#include <stdexcept>

#include "platform/meta/describe.hpp"
#include "platform/meta/limits.hpp"

namespace json = boost::json;

namespace meta::detail {
namespace {

// Reads PostgreSQL's array text (manual, "Array Input and Output Syntax"), one dimension, as
// array_out writes it.
class ArrayReader {
  public:
    explicit ArrayReader(std::string_view text) : rest_(text) {}

    std::vector<std::optional<std::string>> items() {
        std::vector<std::optional<std::string>> all;
        expect('{');
        if (front() != '}') {
            all.push_back(item());
            while (front() == ',') {
                expect(',');
                all.push_back(item());
            }
        }
        expect('}');
        if (!rest_.empty()) fail();
        return all;
    }

  private:
    [[noreturn]] static void fail() {
        throw std::runtime_error("the database gave an array that cannot be read");
    }
    char front() const {
        if (rest_.empty()) fail();
        return rest_.front();
    }
    char take() {
        const char c = front();
        rest_.remove_prefix(1);
        return c;
    }
    void expect(char c) {
        if (take() != c) fail();
    }
    std::optional<std::string> item() {
        if (front() == '"') return quoted();
        std::string text;
        while (front() != ',' && front() != '}') {
            if (front() == '{' || front() == '"' || front() == '\\') fail();
            text += take();
        }
        if (text.empty()) fail();
        if (text == "NULL") return std::nullopt;
        return text;
    }
    std::string quoted() {
        std::string text;
        expect('"');
        while (front() != '"') {
            if (front() == '\\') take();
            text += take();
        }
        expect('"');
        return text;
    }

    std::string_view rest_;
};

} // namespace

const json::array* read_array(const json::value& value, Problems& problems, const Rule* rule) {
    const auto* array = value.if_array();
    if (!array) {
        add_wrong_type("an array", value, problems);
        return nullptr;
    }
    return check_count(array->size(), problems, rule) ? array : nullptr;
}

std::size_t array_size(const json::array& array) {
    return array.size();
}
const json::value& array_item(const json::array& array, std::size_t index) {
    return array[index];
}
bool is_null(const json::value& value) {
    return value.is_null();
}

std::vector<std::string_view> split_list(std::string_view text, Problems& problems,
                                         const Rule* rule) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        parts.push_back(text.substr(0, comma));
        if (comma == text.npos) break;
        text.remove_prefix(comma + 1);
        if (text.empty()) parts.emplace_back();
    }
    if (!check_count(parts.size(), problems, rule)) parts.clear();
    return parts;
}

std::vector<std::optional<std::string>> split_postgres_array(std::string_view text) {
    return ArrayReader(text).items();
}

void append_postgres_item(const std::string* item, std::string& array) {
    if (!item) {
        array += "NULL";
        return;
    }
    array += '"';
    for (const char c : *item) {
        if (c == '"' || c == '\\') array += '\\';
        array += c;
    }
    array += '"';
}

} // namespace meta::detail
