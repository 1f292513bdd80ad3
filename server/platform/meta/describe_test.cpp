#include "platform/meta/describe.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "platform/meta/values.hpp"

namespace {

enum class Stage { lead, prospect, delete_ };
BOOST_DESCRIBE_ENUM(Stage, lead, prospect, delete_)

struct Phone {
    std::string number;
    std::optional<std::string> label;
    bool operator==(const Phone&) const = default;
};
BOOST_DESCRIBE_STRUCT(Phone, (), (number, label))

struct Person {
    Uuid id;
    std::string name;
    std::optional<std::string> email;
    Stage stage = Stage::lead;
    std::vector<std::string> tags;
    std::vector<Phone> phones;
    std::optional<Phone> main_phone;
    std::int32_t score = 7;
    Json custom_fields{"{}"};
    bool operator_ = false;
    bool operator==(const Person&) const = default;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, name, email, stage, tags, phones, main_phone, score, custom_fields,
                       operator_))

constexpr meta::Rule tag_limits{.min = 1, .max = 5};

struct Base {
    std::int32_t first = 1;
};
BOOST_DESCRIBE_STRUCT(Base, (), (first))
struct Derived : Base {
    std::int32_t second = 2;
};
BOOST_DESCRIBE_STRUCT(Derived, (Base), (second))

// A rule tree, as segments have: a struct that holds itself.
struct Group {
    std::string match;
    std::vector<Group> groups;
};
BOOST_DESCRIBE_STRUCT(Group, (), (match, groups))

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

struct Misspelt {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Misspelt, (), (name))
struct TwoRules {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(TwoRules, (), (name))
struct Crossed {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Crossed, (), (name))
struct StrangeFormat {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(StrangeFormat, (), (name))

} // namespace

template <>
inline constexpr auto meta::rules<Person> =
    std::to_array<meta::Rule>({{.field = "id", .read_only = true},
                               {.field = "name", .min = 1, .max = 20},
                               {.field = "email", .max = 254, .format = "email"},
                               {.field = "tags", .max = 3, .item = &tag_limits},
                               {.field = "score", .min = 0, .max = 100, .optional = true},
                               {.field = "custom_fields", .optional = true},
                               {.field = "operator", .optional = true}});
template <>
inline constexpr auto meta::rules<Misspelt> = std::to_array<meta::Rule>({{.field = "nmae"}});
template <>
inline constexpr auto meta::rules<TwoRules> =
    std::to_array<meta::Rule>({{.field = "name", .min = 1}, {.field = "name", .max = 2}});
template <>
inline constexpr auto meta::rules<Crossed> =
    std::to_array<meta::Rule>({{.field = "name", .min = 3, .max = 2}});
template <>
inline constexpr auto meta::rules<StrangeFormat> =
    std::to_array<meta::Rule>({{.field = "name", .format = "nobody-knows"}});

namespace {

// "name too_short, email bad_format"
std::string summary(const std::vector<Problem>& problems) {
    std::string text;
    for (const auto& problem : problems)
        text += (text.empty() ? "" : ", ") + problem.field + ' ' + problem.code;
    return text;
}

// The value written again, or what is wrong with it.
template <class T>
std::string outcome(std::string_view json) {
    try {
        return meta::write(meta::parse<T>(json));
    } catch (const Refusal& refusal) {
        EXPECT_EQ("invalid_input", refusal.code);
        return summary(refusal.problems);
    }
}

std::string message_for(std::string_view json) {
    try {
        meta::parse<Person>(json);
    } catch (const Refusal& refusal) {
        return refusal.problems.front().message;
    }
    return {};
}

} // namespace

TEST(Describe, absent_fields_are_empty_default_or_missing) {
    EXPECT_EQ("name required, stage required", outcome<Person>("{}"));
    const auto person = meta::parse<Person>(R"({"name":"Ann","stage":"prospect"})");
    EXPECT_EQ((Person{.name = "Ann", .stage = Stage::prospect}), person);
    EXPECT_EQ(7, person.score);
}

TEST(Describe, names_every_bad_field_at_once) {
    EXPECT_EQ(
        "name too_short, email bad_format, stage not_allowed, tags[1] too_short, tags[2] too_long, "
        "phones[0].number wrong_type, phones[1].label wrong_type, phones[1].number required, "
        "phones[2] wrong_type, main_phone.number required, main_phone.nr unknown_field, score "
        "too_large, custom unknown_field",
        outcome<Person>(R"({"name":"","email":"a@b..com","stage":"x","tags":["ok","","123456"],
            "phones":[{"number":1},{"label":2},null],"main_phone":{"nr":"1"},"score":101,"custom":1})"));
    EXPECT_EQ(" wrong_type", outcome<Person>("[]"));
    EXPECT_EQ(" wrong_type", outcome<Person>("null"));
}

TEST(Describe, says_in_plain_words_what_is_wrong) {
    const struct {
        const char* json;
        const char* message;
    } cases[] = {
        {R"({"stage":"lead"})", "is required"},
        {R"({"name":null,"stage":"lead"})", "must not be null"},
        {R"({"name":"","stage":"lead"})", "must not be empty"},
        {R"({"name":"123456789012345678901","stage":"lead"})", "must be at most 20 characters"},
        {R"({"name":true,"stage":"lead"})", "must be text, not true or false"},
        {R"({"name":"A","stage":"lead","email":"x"})",
         "must be an e-mail address, such as ann@example.com"},
        {R"({"name":"A","stage":"won"})", "must be one of: lead, prospect, delete"},
        {R"({"name":"A","stage":"lead","score":-1})", "must be at least 0"},
        {R"({"name":"A","stage":"lead","score":1.5})", "must be a whole number"},
        {R"({"name":"A","stage":"lead","score":3000000000})",
         "must be between -2147483648 and 2147483647"},
        {R"({"name":"A","stage":"lead","tags":["a","b","c","d"]})", "must have at most 3 items"},
        {R"({"name":"A","stage":"lead","tags":"a"})", "must be an array, not text"},
        {R"({"name":"A","stage":"lead","nme":"a"})", "there is no such field"},
    };
    for (const auto& c : cases) EXPECT_EQ(c.message, message_for(c.json)) << c.json;
}

TEST(Describe, reports_a_hundred_problems_and_no_more) {
    std::string json = R"({"name":"A","stage":"lead")";
    for (int i = 0; i < 101; ++i) json += ",\"unknown" + std::to_string(i) + "\":0";
    try {
        meta::parse<Person>(json + '}');
        FAIL();
    } catch (const Refusal& refusal) {
        EXPECT_EQ(meta::most_problems, refusal.problems.size());
    }
}

TEST(Describe, repeats_only_the_beginning_of_an_unknown_name) {
    try {
        meta::parse<Empty>("{\"" + std::string(5000, 'x') + "\":1}");
        FAIL();
    } catch (const Refusal& refusal) {
        EXPECT_EQ(std::string(100, 'x'), refusal.problems.front().field);
    }
}

TEST(Describe, a_client_may_send_back_read_only_fields) {
    const auto person = meta::parse<Person>(
        R"({"id":"62f3f236-dff0-4be3-9b44-47c50dd69916","name":"Ann","stage":"lead"})");
    EXPECT_TRUE(person.id.is_nil());
    EXPECT_EQ("Ann", meta::parse<Person>(R"({"id":17,"name":"Ann","stage":"lead"})").name);
}

TEST(Describe, a_keyword_is_written_without_its_underscore) {
    EXPECT_EQ("operator", meta::type<Person>().fields.back().name);
    EXPECT_TRUE(meta::parse<Person>(R"({"name":"A","stage":"delete","operator":true})").operator_);
    EXPECT_EQ("delete", meta::enum_name(Stage::delete_));
    EXPECT_EQ(Stage::delete_, meta::enum_value<Stage>("delete"));
    EXPECT_EQ(std::nullopt, meta::enum_value<Stage>("delete_"));
    EXPECT_THROW(meta::enum_name(static_cast<Stage>(9)), std::logic_error);
}

TEST(Describe, takes_inherited_fields_first) {
    EXPECT_EQ(R"({"first":3,"second":4})", outcome<Derived>(R"({"second":4,"first":3})"));
}

TEST(Describe, a_struct_may_hold_itself) {
    const std::string json =
        R"({"match":"all","groups":[{"match":"any","groups":[]},{"match":"none","groups":[]}]})";
    EXPECT_EQ(json, outcome<Group>(json));
    EXPECT_EQ("groups[0].groups[0].match required",
              outcome<Group>(R"({"match":"all","groups":[{"match":"any","groups":[{}]}]})"));
}

TEST(Describe, a_struct_may_be_empty) {
    EXPECT_EQ("{}", outcome<Empty>("{}"));
    EXPECT_EQ("a unknown_field", outcome<Empty>(R"({"a":1})"));
}

TEST(Describe, wrong_rules_stop_the_program_at_first_use) {
    EXPECT_THROW(meta::parse<Misspelt>("{}"), std::logic_error);
    EXPECT_THROW(meta::type<TwoRules>(), std::logic_error);
    EXPECT_THROW(meta::write(Crossed{}), std::logic_error);
    EXPECT_THROW(meta::parse<StrangeFormat>(R"({"name":"a"})"), std::logic_error);
}

TEST(Patch, tells_absent_from_null) {
    meta::Problems problems;
    const auto patch = meta::read_patch<Person>(
        meta::parse_json(R"({"email":null,"score":3,"id":"x"})"), problems);
    EXPECT_TRUE(problems.empty()) << summary(problems.list);
    EXPECT_TRUE(patch.has("email"));
    EXPECT_TRUE(patch.has("score"));
    EXPECT_FALSE(patch.has("name"));
    EXPECT_FALSE(patch.has("tags"));
    EXPECT_FALSE(patch.has("id"));
    EXPECT_EQ(std::nullopt, patch.value.email);
    EXPECT_EQ(3, patch.value.score);
    EXPECT_EQ(2u, patch.present.count());
    EXPECT_THROW(patch.has("emial"), std::logic_error);
}

TEST(Patch, checks_what_is_there) {
    meta::Problems problems;
    meta::read_patch<Person>(meta::parse_json(R"({"name":null,"score":-1,"phones":[{}],"x":1})"),
                             problems);
    EXPECT_EQ("name required, phones[0].number required, score too_small, x unknown_field",
              summary(problems.list));
}

TEST(Patch, is_written_with_what_is_there) {
    const std::string json = R"({"email":null,"tags":["a"],"score":3})";
    const auto patch = meta::parse<meta::Patch<Person>>(json);
    EXPECT_EQ(json, meta::write(patch));
    meta::Patch<Person> stored;
    meta::operations<meta::Patch<Person>>().from_postgres(json, &stored);
    EXPECT_EQ(patch.present, stored.present);
    EXPECT_EQ(patch.value, stored.value);
}

TEST(Patch, is_applied_to_a_record) {
    Person person{.name = "Ann", .email = "ann@example.com", .tags = {"vip"}};
    meta::apply(meta::parse<meta::Patch<Person>>(R"({"email":null,"score":3})"), person);
    EXPECT_EQ((Person{.name = "Ann", .tags = {"vip"}, .score = 3}), person);

    Derived derived;
    meta::apply(meta::parse<meta::Patch<Derived>>(R"({"second":5})"), derived);
    EXPECT_EQ(1, derived.first);
    EXPECT_EQ(5, derived.second);
}
