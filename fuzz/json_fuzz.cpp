// Any bytes as a JSON body, as a query parameter and as a PostgreSQL array: nothing crashes, only
// the refusals that are promised are thrown, and what was taken survives being written and read
// again.
#include <boost/json.hpp>
#include <stdexcept>
#include <string_view>

#include "fuzz.hpp"
#include "platform/meta/describe.hpp"

namespace {

enum class Kind { home, work };
BOOST_DESCRIBE_ENUM(Kind, home, work)

// Short names, so that the fuzzer finds them.
struct Node {
    std::string s;
    bool b = false;
    std::int32_t i = 0;
    std::int64_t l = 0;
    double d = 0;
    std::optional<Uuid> u;
    std::optional<Timestamp> t;
    std::optional<Date> y;
    std::optional<Kind> k;
    std::optional<std::string> m;
    Json j;
    std::vector<std::optional<std::string>> v;
    std::vector<Node> n;
    bool operator==(const Node&) const = default;
};
BOOST_DESCRIBE_STRUCT(Node, (), (s, b, i, l, d, u, t, y, k, m, j, v, n))

} // namespace

template <>
inline constexpr auto meta::rules<Node> =
    std::to_array<meta::Rule>({{.field = "s", .max = 100, .optional = true},
                               {.field = "b", .optional = true},
                               {.field = "i", .min = -5, .max = 1000, .optional = true},
                               {.field = "l", .optional = true},
                               {.field = "d", .optional = true},
                               {.field = "m", .format = "email"},
                               {.field = "j", .optional = true},
                               {.field = "n", .max = 20}});

namespace {

void as_tree(std::string_view text) {
    std::string once, twice;
    try {
        meta::write_json(meta::parse_json(text), once);
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.code == "invalid_json" && !refusal.detail.empty());
        return;
    }
    meta::write_json(meta::parse_json(once), twice);
    fuzz::require(once == twice);
}

void as_struct(std::string_view text) {
    Node node;
    try {
        node = meta::parse<Node>(text);
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.code == "invalid_json" || !refusal.problems.empty());
        fuzz::require(refusal.problems.size() <= meta::most_problems);
        return;
    }
    fuzz::require(node == meta::parse<Node>(meta::write(node)));
    const auto& operations = meta::operations<Node>();
    std::string stored;
    fuzz::require(operations.to_postgres(&node, stored));
    Node copy;
    operations.from_postgres(stored, &copy);
    fuzz::require(node == copy);
}

void as_parameter(std::string_view text) {
    for (const auto& field : meta::type<Node>().fields) {
        meta::Problems problems;
        const std::vector<std::pair<std::string, std::string>> parameters = {
            {std::string(field.name), std::string(text)}};
        const auto node = meta::read_query<Node>(parameters, problems);
        if (problems.empty()) meta::parse_json(meta::write(node));
    }
}

void as_postgres(std::string_view text) {
    using List = std::vector<std::optional<std::string>>;
    const auto& operations = meta::operations<List>();
    List list;
    try {
        operations.from_postgres(text, &list);
    } catch (const std::runtime_error&) {
        return;
    }
    std::string written;
    fuzz::require(operations.to_postgres(&list, written));
    List copy;
    operations.from_postgres(written, &copy);
    fuzz::require(list == copy);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    as_tree(text);
    as_struct(text);
    as_parameter(text);
    as_postgres(text);
    std::string literal;
    meta::write_string(text, literal);
    if (text.find('\0') == text.npos) meta::parse_json(literal);
    return 0;
}
