// Values in PostgreSQL's text format. The texts stand as PostgreSQL 15 prints them with the time
// zone UTC.
#include <gtest/gtest.h>

#include <limits>

#include "platform/meta/describe.hpp"

namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Address {
    Uuid id;
    std::string city;
    bool operator==(const Address&) const = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (id, city))

template <class T>
T from_postgres(std::string_view text) {
    T value{};
    meta::operations<T>().from_postgres(text, &value);
    return value;
}

// nullopt: NULL
template <class T>
std::optional<std::string> to_postgres(const T& value) {
    std::string text;
    if (!meta::operations<T>().to_postgres(&value, text)) return std::nullopt;
    return text;
}

template <class T>
std::string type_of() {
    return meta::operations<T>().postgres_type;
}

} // namespace

template <>
inline constexpr auto meta::rules<Address> =
    std::to_array<meta::Rule>({{.field = "id", .read_only = true}, {.field = "city", .max = 3}});

namespace {

template <class T>
struct TextCase {
    const char* text;
    T value;
};

template <class T, std::size_t count>
void check_both_ways(const TextCase<T> (&cases)[count]) {
    for (const auto& c : cases) {
        EXPECT_EQ(c.value, from_postgres<T>(c.text)) << c.text;
        const auto written = to_postgres(c.value);
        ASSERT_TRUE(written) << c.text;
        EXPECT_EQ(c.value, from_postgres<T>(*written)) << *written;
    }
}

} // namespace

TEST(Postgres, knows_the_type_of_each_value) {
    EXPECT_EQ("text", type_of<std::string>());
    EXPECT_EQ("boolean", type_of<bool>());
    EXPECT_EQ("integer", type_of<std::int32_t>());
    EXPECT_EQ("bigint", type_of<std::int64_t>());
    EXPECT_EQ("double precision", type_of<double>());
    EXPECT_EQ("uuid", type_of<std::optional<Uuid>>());
    EXPECT_EQ("timestamptz", type_of<Timestamp>());
    EXPECT_EQ("date", type_of<Date>());
    EXPECT_EQ("jsonb", type_of<Json>());
    EXPECT_EQ("text", type_of<Colour>());
    EXPECT_EQ("jsonb", type_of<Address>());
    EXPECT_EQ("text[]", type_of<std::vector<std::string>>());
    EXPECT_EQ("uuid[]", type_of<std::optional<std::vector<Uuid>>>());
    EXPECT_EQ("double precision[]", type_of<std::vector<std::optional<double>>>());
    EXPECT_EQ("jsonb", type_of<std::vector<Address>>());
    EXPECT_EQ("jsonb", type_of<std::vector<std::optional<Address>>>());
    EXPECT_EQ("jsonb", type_of<std::vector<Json>>());
    EXPECT_EQ("jsonb", type_of<std::vector<std::vector<std::int32_t>>>());
}

TEST(Postgres, numbers_and_booleans) {
    check_both_ways<bool>({{"t", true}, {"f", false}});
    check_both_ways<std::int32_t>({{"-2147483648", INT32_MIN}, {"2147483647", INT32_MAX}});
    check_both_ways<std::int64_t>({{"-9223372036854775808", INT64_MIN}, {"0", 0}});
    check_both_ways<double>({{"0.1", 0.1},
                             {"1.7976931348623157e+308", std::numeric_limits<double>::max()},
                             {"5e-324", std::numeric_limits<double>::denorm_min()},
                             {"Infinity", std::numeric_limits<double>::infinity()},
                             {"-Infinity", -std::numeric_limits<double>::infinity()},
                             {"-0", -0.0}});
    EXPECT_TRUE(std::isnan(from_postgres<double>("NaN")));
    EXPECT_EQ("nan", to_postgres(std::numeric_limits<double>::quiet_NaN()));
    EXPECT_EQ("t", to_postgres(true));
}

TEST(Postgres, instants_dates_and_ids) {
    using namespace std::chrono;
    const Timestamp noon = sys_days(year(2026) / 1 / 31) + hours(12);
    check_both_ways<Timestamp>({{"2026-01-31 12:00:00+00", noon},
                                {"2026-01-31 12:00:00.5+00", noon + milliseconds(500)},
                                {"2026-01-31 12:00:00.000001+00", noon + microseconds(1)},
                                {"2026-01-31 17:30:00+05:30", noon}});
    check_both_ways<Date>({{"2024-02-29", Date{year(2024) / 2 / 29}}});
    const auto id = Uuid::parse("62f3f236-dff0-4be3-9b44-47c50dd69916").value();
    check_both_ways<Uuid>({{"62f3f236-dff0-4be3-9b44-47c50dd69916", id}});
    EXPECT_EQ("2026-01-31T12:00:00Z", to_postgres(noon));
}

TEST(Postgres, text_and_enumerators_stand_as_they_are) {
    check_both_ways<std::string>({{"", ""}, {"NULL", "NULL"}, {"a\"\\{},\n ä", "a\"\\{},\n ä"}});
    check_both_ways<Colour>({{"green", Colour::green}});
    EXPECT_EQ("red", to_postgres(Colour::red));
}

TEST(Postgres, arrays) {
    check_both_ways<std::vector<std::string>>({
        {"{}", {}},
        {"{a}", {"a"}},
        {R"({""})", {""}},
        {R"({a,"b c","NULL","null",""})", {"a", "b c", "NULL", "null", ""}},
        {R"({"a\"b","c\\d","e,f","{g}","\\\"",ä})", {"a\"b", "c\\d", "e,f", "{g}", "\\\"", "ä"}},
        {"{\"a\nb\",\"\tc\"}", {"a\nb", "\tc"}},
        {"{'x',$1,;--}", {"'x'", "$1", ";--"}},
    });
    check_both_ways<std::vector<std::optional<std::string>>>({
        {R"({NULL,"NULL","",a})", {std::nullopt, "NULL", "", "a"}},
        {"{NULL}", {std::nullopt}},
    });
    check_both_ways<std::vector<std::int64_t>>({{"{1,-2,3}", {1, -2, 3}}});
    check_both_ways<std::vector<bool>>({{"{t,f,t}", {true, false, true}}});
    check_both_ways<std::vector<double>>({{"{0.1,1e+100}", {0.1, 1e100}}});
    check_both_ways<std::vector<Colour>>({{"{red,green}", {Colour::red, Colour::green}}});
    check_both_ways<std::vector<Timestamp>>({{R"({"1970-01-01 00:00:00+00"})", {Timestamp{}}}});
    EXPECT_EQ(R"({"a \"b\"",NULL,"c\\"})",
              to_postgres(std::vector<std::optional<std::string>>{"a \"b\"", {}, "c\\"}));
}

TEST(Postgres, jsonb) {
    const auto id = Uuid::parse("62f3f236-dff0-4be3-9b44-47c50dd69916").value();
    const std::string text = R"({"id": "62f3f236-dff0-4be3-9b44-47c50dd69916", "city": "Köln"})";
    check_both_ways<Address>({{text.c_str(), {id, "Köln"}}});
    check_both_ways<std::vector<Address>>({{"[]", {}}, {R"([{"city": "x"}])", {{{}, "x"}}}});
    check_both_ways<std::vector<std::optional<Address>>>(
        {{R"([null, {"city": "x"}])", {std::nullopt, Address{{}, "x"}}}});
    check_both_ways<std::vector<std::vector<std::int32_t>>>({{"[[1, 2], []]", {{1, 2}, {}}}});
    check_both_ways<Json>({{R"({"a": [1, 2.50]})", {R"({"a": [1, 2.50]})"}}, {"null", {"null"}}});
    check_both_ways<std::vector<Json>>({{R"([{"a": 1}])", {{R"({"a":1})"}}}});
}

TEST(Postgres, stored_structs_may_be_older_than_the_limits_and_fields_of_today) {
    const auto address = from_postgres<Address>(
        R"({"city": "longer than three", "id": "62f3f236-dff0-4be3-9b44-47c50dd69916", "old": 1})");
    EXPECT_EQ("longer than three", address.city);
    EXPECT_FALSE(address.id.is_nil());
    EXPECT_EQ(Address{}, from_postgres<Address>("{}"));
}

TEST(Postgres, null_is_for_optionals) {
    EXPECT_EQ(std::nullopt, to_postgres(std::optional<std::string>{}));
    EXPECT_EQ("", to_postgres(std::optional<std::string>{""}));
    EXPECT_EQ(std::nullopt, to_postgres(std::optional<std::vector<std::string>>{}));

    std::optional<std::int32_t> number = 5;
    meta::operations<std::optional<std::int32_t>>().set_null(&number);
    EXPECT_EQ(std::nullopt, number);
    std::vector<std::string> list = {"a"};
    meta::operations<std::vector<std::string>>().set_null(&list);
    EXPECT_TRUE(list.empty());
    Json json{"1"};
    meta::operations<Json>().set_null(&json);
    EXPECT_EQ("null", json.text);
    std::string text;
    EXPECT_THROW(meta::operations<std::string>().set_null(&text), std::logic_error);
    EXPECT_THROW(from_postgres<std::vector<std::string>>("{NULL}"), std::logic_error);
}

TEST(Postgres, what_it_would_not_have_written_is_an_error) {
    for (const char* bad : {"", "{", "}", "a", "{a", "{a,", "{,}", "{a,}", "{a}b", "{\"a}",
                            "{\"a\"b}", "{a\"b\"}", "{{a},{b}}", "[0:1]={a,b}", "{\"a\\"})
        EXPECT_THROW(from_postgres<std::vector<std::string>>(bad), std::runtime_error) << bad;
    EXPECT_THROW(from_postgres<bool>("true"), std::runtime_error);
    EXPECT_THROW(from_postgres<std::int32_t>("2147483648"), std::runtime_error);
    EXPECT_THROW(from_postgres<std::int64_t>(""), std::runtime_error);
    EXPECT_THROW(from_postgres<double>("1.0x"), std::runtime_error);
    EXPECT_THROW(from_postgres<Uuid>("x"), std::runtime_error);
    EXPECT_THROW(from_postgres<Timestamp>("infinity"), std::runtime_error);
    EXPECT_THROW(from_postgres<Timestamp>("2026-01-31 12:00:00"), std::runtime_error);
    EXPECT_THROW(from_postgres<Date>("0044-03-15 BC"), std::runtime_error);
    EXPECT_THROW(from_postgres<Colour>("blue"), std::runtime_error);
    EXPECT_THROW(from_postgres<Address>("{"), std::runtime_error);
    EXPECT_THROW(from_postgres<Address>(R"({"city": 1})"), std::runtime_error);
}
