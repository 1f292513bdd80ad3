#include <gtest/gtest.h>

#include "platform/meta/describe.hpp"

using namespace std::string_literals;

namespace {

enum class Order { name, created_at };
BOOST_DESCRIBE_ENUM(Order, name, created_at)

struct Filter {
    std::string match;
    std::vector<std::int32_t> values;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (match, values))

struct Search {
    std::int32_t limit = 50;
    std::optional<std::string> q;
    std::optional<bool> archived;
    std::optional<double> score;
    std::vector<std::string> columns;
    std::vector<Uuid> ids;
    std::optional<Order> sort;
    std::optional<Filter> filter;
    std::optional<Json> options;
    std::optional<Timestamp> from;
    std::optional<std::int64_t> number;
};
BOOST_DESCRIBE_STRUCT(Search, (),
                      (limit, q, archived, score, columns, ids, sort, filter, options, from,
                       number))

struct Confirm {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(Confirm, (), (token))

constexpr meta::Rule column_name{.min = 1, .max = 8};

using Parameters = std::vector<std::pair<std::string, std::string>>;

} // namespace

template <>
inline constexpr auto meta::rules<Search> =
    std::to_array<meta::Rule>({{.field = "limit", .min = 1, .max = 200, .optional = true},
                               {.field = "q", .max = 5},
                               {.field = "columns", .max = 3, .item = &column_name},
                               {.field = "options", .format = "object"}});

namespace {

// The struct as JSON, or what is wrong with the parameters.
std::string outcome(const Parameters& parameters) {
    meta::Problems problems;
    const auto search = meta::read_query<Search>(parameters, problems);
    EXPECT_EQ("", problems.at);
    std::string text;
    for (const auto& problem : problems.list)
        text += (text.empty() ? "" : ", ") + problem.field + ' ' + problem.code;
    return text.empty() ? meta::write(search) : text;
}

} // namespace

TEST(Query, absent_parameters_keep_their_defaults) {
    EXPECT_EQ(
        R"({"limit":50,"q":null,"archived":null,"score":null,"columns":[],"ids":[],"sort":null,)"
        R"("filter":null,"options":null,"from":null,"number":null})",
        outcome({}));
}

TEST(Query, reads_every_type_from_text) {
    EXPECT_EQ(
        R"({"limit":200,"q":"a,b\"ä","archived":true,"score":-1.5e-07,"columns":["name","email",)"
        R"("x"],"ids":["62f3f236-dff0-4be3-9b44-47c50dd69916"],"sort":"created_at","filter":)"
        R"({"match":"all","values":[1,2]},"options":{"a":1},"from":"2026-01-31T09:00:00Z",)"
        R"("number":-9223372036854775808})",
        outcome({{"limit", "200"},
                 {"q", "a,b\"ä"},
                 {"archived", "true"},
                 {"score", "-0.00000015"},
                 {"columns", "name,email,x"},
                 {"ids", "62f3f236-dff0-4be3-9b44-47c50dd69916"},
                 {"sort", "created_at"},
                 {"filter", R"({"match":"all","values":[1,2]})"},
                 {"options", R"({"a":1})"},
                 {"from", "2026-01-31 10:00:00+01"},
                 {"number", "-9223372036854775808"}}));
}

TEST(Query, names_what_is_wrong) {
    const struct {
        Parameters parameters;
        const char* problems;
    } cases[] = {
        {{{"limit", "0"}}, "limit too_small"},
        {{{"limit", "201"}}, "limit too_large"},
        {{{"limit", ""}}, "limit wrong_type"},
        {{{"limit", "1.5"}}, "limit wrong_type"},
        {{{"limit", " 1"}}, "limit wrong_type"},
        {{{"limit", "+1"}}, "limit wrong_type"},
        {{{"limit", "3000000000"}}, "limit out_of_range"},
        {{{"number", "9223372036854775808"}}, "number out_of_range"},
        {{{"q", "äöüßéa"}}, "q too_long"},
        {{{"q", "a\xff"}}, "q bad_format"},
        {{{"q", "a\0"s}}, "q bad_format"},
        {{{"archived", "yes"}}, "archived wrong_type"},
        {{{"archived", "True"}}, "archived wrong_type"},
        {{{"archived", ""}}, "archived wrong_type"},
        {{{"score", "inf"}}, "score wrong_type"},
        {{{"score", "nan"}}, "score wrong_type"},
        {{{"score", "1e400"}}, "score wrong_type"},
        {{{"score", "1x"}}, "score wrong_type"},
        {{{"columns", "a,b,c,d"}}, "columns too_many"},
        {{{"columns", "a,"}}, "columns[1] too_short"},
        {{{"columns", ","}}, "columns[0] too_short, columns[1] too_short"},
        {{{"columns", "123456789"}}, "columns[0] too_long"},
        {{{"ids", "x"}}, "ids[0] bad_format"},
        {{{"sort", "id"}}, "sort not_allowed"},
        {{{"filter", "{"}}, "filter bad_format"},
        {{{"filter", "[]"}}, "filter wrong_type"},
        {{{"filter", R"({"values":["x"],"y":1})"}},
         "filter.values[0] wrong_type, filter.match required, filter.y unknown_field"},
        {{{"options", "[]"}}, "options wrong_type"},
        {{{"options", "{a}"}}, "options bad_format"},
        {{{"from", "yesterday"}}, "from bad_format"},
        {{{"Limit", "1"}, {"", "2"}}, "Limit unknown_field,  unknown_field"},
        {{{"q", "a"}, {"limit", "1"}, {"q", "a"}}, "q too_many"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.problems, outcome(c.parameters));
}

TEST(Query, an_empty_list_has_no_items) {
    meta::Problems problems;
    EXPECT_TRUE(meta::read_query<Search>(Parameters{{"columns", ""}}, problems).columns.empty());
    EXPECT_TRUE(problems.empty());
}

TEST(Query, requires_what_has_no_default) {
    meta::Problems problems;
    meta::read_query<Confirm>({}, problems);
    ASSERT_EQ(1u, problems.list.size());
    EXPECT_EQ("token", problems.list[0].field);
    EXPECT_EQ("required", problems.list[0].code);
}
