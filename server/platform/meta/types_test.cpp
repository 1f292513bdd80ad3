// Each type in JSON, at its limits.
#include <gtest/gtest.h>

#include <limits>

#include "platform/meta/describe.hpp"

namespace {

enum class Stage { lead, prospect, delete_ };
BOOST_DESCRIBE_ENUM(Stage, lead, prospect, delete_)

struct Text {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Text, (), (value))
struct Small {
    std::int32_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Small, (), (value))
struct Large {
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Large, (), (value))
struct Limited {
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Limited, (), (value))
struct Real {
    double value = 0;
};
BOOST_DESCRIBE_STRUCT(Real, (), (value))
struct Flag {
    bool value = false;
};
BOOST_DESCRIBE_STRUCT(Flag, (), (value))
struct Id {
    Uuid value;
};
BOOST_DESCRIBE_STRUCT(Id, (), (value))
struct Instant {
    Timestamp value;
};
BOOST_DESCRIBE_STRUCT(Instant, (), (value))
struct Day {
    Date value;
};
BOOST_DESCRIBE_STRUCT(Day, (), (value))
struct Choice {
    Stage value = Stage::lead;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value))
struct Maybe {
    std::optional<std::int32_t> value = 5;
};
BOOST_DESCRIBE_STRUCT(Maybe, (), (value))
struct List {
    std::vector<std::int32_t> value;
};
BOOST_DESCRIBE_STRUCT(List, (), (value))
struct Flags {
    std::vector<bool> value;
};
BOOST_DESCRIBE_STRUCT(Flags, (), (value))
struct Tree {
    Json value;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (value))
struct TreeObject {
    Json value;
};
BOOST_DESCRIBE_STRUCT(TreeObject, (), (value))
struct Mail {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Mail, (), (value))

} // namespace

template <>
inline constexpr auto meta::rules<Text> =
    std::to_array<meta::Rule>({{.field = "value", .min = 2, .max = 3}});
template <>
inline constexpr auto meta::rules<Limited> =
    std::to_array<meta::Rule>({{.field = "value", .min = -5, .max = 10}});
template <>
inline constexpr auto meta::rules<Real> =
    std::to_array<meta::Rule>({{.field = "value", .min = -5, .max = 10}});
template <>
inline constexpr auto meta::rules<Maybe> =
    std::to_array<meta::Rule>({{.field = "value", .min = 1}});
template <>
inline constexpr auto meta::rules<List> =
    std::to_array<meta::Rule>({{.field = "value", .min = 1, .max = 2}});
template <>
inline constexpr auto meta::rules<TreeObject> =
    std::to_array<meta::Rule>({{.field = "value", .max = 9, .format = "object"}});
template <>
inline constexpr auto meta::rules<Mail> =
    std::to_array<meta::Rule>({{.field = "value", .format = "email"}});

namespace {

// {"value": …} as a T: what is written for the value, or the code of its problem.
template <class T>
std::string outcome(std::string_view value) {
    try {
        const auto text = meta::write(meta::parse<T>("{\"value\":" + std::string(value) + '}'));
        return text.substr(9, text.size() - 10);
    } catch (const Refusal& refusal) {
        EXPECT_EQ(1u, refusal.problems.size());
        EXPECT_EQ("value", refusal.problems.at(0).field);
        return refusal.problems.at(0).code;
    }
}

} // namespace

TEST(Types, are_read_and_written_to_their_limits) {
    const struct {
        std::string (*run)(std::string_view);
        const char* json;
        const char* expected;
    } cases[] = {
        {outcome<Text>, R"("ab")", R"("ab")"},
        {outcome<Text>, R"("äöü")", R"("äöü")"},
        {outcome<Text>, R"("a")", "too_short"},
        {outcome<Text>, R"("äöüß")", "too_long"},
        {outcome<Text>, R"("")", "too_short"},
        {outcome<Text>, "12", "wrong_type"},
        {outcome<Text>, "null", "required"},
        {outcome<Small>, "2147483647", "2147483647"},
        {outcome<Small>, "-2147483648", "-2147483648"},
        {outcome<Small>, "2147483648", "out_of_range"},
        {outcome<Small>, "-2147483649", "out_of_range"},
        {outcome<Small>, "1e300", "out_of_range"},
        {outcome<Small>, "5.0", "5"},
        {outcome<Small>, "-0", "0"},
        {outcome<Small>, "5.5", "wrong_type"},
        {outcome<Small>, R"("5")", "wrong_type"},
        {outcome<Small>, "true", "wrong_type"},
        {outcome<Small>, "null", "required"},
        {outcome<Large>, "9223372036854775807", "9223372036854775807"},
        {outcome<Large>, "-9223372036854775808", "-9223372036854775808"},
        {outcome<Large>, "9223372036854775808", "out_of_range"},
        {outcome<Large>, "18446744073709551615", "out_of_range"},
        {outcome<Large>, "9223372036854775808.0", "out_of_range"},
        {outcome<Limited>, "-5", "-5"},
        {outcome<Limited>, "10", "10"},
        {outcome<Limited>, "-6", "too_small"},
        {outcome<Limited>, "11", "too_large"},
        {outcome<Real>, "10", "10"},
        {outcome<Real>, "-5.0", "-5"},
        {outcome<Real>, "0.1", "0.1"},
        {outcome<Real>, "1e-300", "1e-300"},
        {outcome<Real>, "10.0000001", "too_large"},
        {outcome<Real>, "-5.0000001", "too_small"},
        {outcome<Real>, R"("1")", "wrong_type"},
        {outcome<Flag>, "true", "true"},
        {outcome<Flag>, "false", "false"},
        {outcome<Flag>, "1", "wrong_type"},
        {outcome<Flag>, R"("true")", "wrong_type"},
        {outcome<Id>, R"("62F3F236-dff0-4be3-9b44-47c50dd69916")",
         R"("62f3f236-dff0-4be3-9b44-47c50dd69916")"},
        {outcome<Id>, R"("62f3f236")", "bad_format"},
        {outcome<Id>, "62", "wrong_type"},
        {outcome<Instant>, R"("2026-01-31T10:00:00.120+01:00")", R"("2026-01-31T09:00:00.120Z")"},
        {outcome<Instant>, R"("2026-01-31T10:00:00")", "bad_format"},
        {outcome<Instant>, R"("9999-12-31T23:30:00-01:00")", "bad_format"},
        {outcome<Instant>, "0", "wrong_type"},
        {outcome<Day>, R"("2024-02-29")", R"("2024-02-29")"},
        {outcome<Day>, R"("2023-02-29")", "bad_format"},
        {outcome<Choice>, R"("prospect")", R"("prospect")"},
        {outcome<Choice>, R"("delete")", R"("delete")"},
        {outcome<Choice>, R"("delete_")", "not_allowed"},
        {outcome<Choice>, R"("Lead")", "not_allowed"},
        {outcome<Choice>, "0", "wrong_type"},
        {outcome<Maybe>, "1", "1"},
        {outcome<Maybe>, "null", "null"},
        {outcome<Maybe>, "0", "too_small"},
        {outcome<Maybe>, R"("1")", "wrong_type"},
        {outcome<List>, "[1]", "[1]"},
        {outcome<List>, "[1,2]", "[1,2]"},
        {outcome<List>, "[]", "too_few"},
        {outcome<List>, "[1,2,3]", "too_many"},
        {outcome<List>, "{}", "wrong_type"},
        {outcome<List>, "null", "required"},
        {outcome<Flags>, "[true,false]", "[true,false]"},
        {outcome<Tree>, R"({"a":[1,null,"x"]})", R"({"a":[1,null,"x"]})"},
        {outcome<Tree>, "null", "null"},
        {outcome<Tree>, "1.5", "1.5"},
        {outcome<TreeObject>, R"({"a":123})", R"({"a":123})"},
        {outcome<TreeObject>, R"({"a":1234})", "too_long"},
        {outcome<TreeObject>, "[]", "wrong_type"},
        {outcome<TreeObject>, "null", "wrong_type"},
        {outcome<Mail>, R"("o'brien@example.com")", R"("o'brien@example.com")"},
        {outcome<Mail>, R"("a@b..com")", "bad_format"},
        {outcome<Mail>, R"("")", "bad_format"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.expected, c.run(c.json)) << c.json;
}

TEST(Types, a_vector_that_must_hold_something_cannot_be_left_out) {
    meta::Problems problems;
    meta::read<List>(meta::parse_json("{}"), problems);
    ASSERT_EQ(1u, problems.list.size());
    EXPECT_EQ("value required", problems.list[0].field + ' ' + problems.list[0].code);
    EXPECT_EQ(R"({"value":[]})", meta::write(meta::parse<Flags>("{}")));
    EXPECT_TRUE(meta::parse<meta::Patch<List>>("{}").value.value.empty());
}

TEST(Types, an_absent_optional_is_empty_or_keeps_its_default) {
    EXPECT_EQ(5, meta::parse<Maybe>("{}").value);
    EXPECT_EQ(std::nullopt, meta::parse<Maybe>(R"({"value":null})").value);
}

TEST(Types, numbers_without_json_form_are_null) {
    EXPECT_EQ(R"({"value":null})", meta::write(Real{std::numeric_limits<double>::infinity()}));
    EXPECT_EQ(R"({"value":null})", meta::write(Real{std::numeric_limits<double>::quiet_NaN()}));
    EXPECT_EQ(R"({"value":0.30000000000000004})", meta::write(Real{0.1 + 0.2}));
}
