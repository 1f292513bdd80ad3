#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "platform/meta/describe.hpp"

namespace json = boost::json;

namespace {

enum class Stage { lead, customer };
BOOST_DESCRIBE_ENUM(Stage, lead, customer)

struct Site {
    std::string address;
};
BOOST_DESCRIBE_STRUCT(Site, (), (address))

struct Client {
    Uuid id;
    std::string name;
    std::optional<std::string> email;
    Stage stage = Stage::lead;
    std::optional<Stage> former_stage;
    std::vector<std::string> tags;
    std::vector<Site> sites;
    std::optional<Site> main_site;
    std::int32_t score = 0;
    std::int64_t version = 0;
    std::optional<double> weight;
    bool subscribed = false;
    Timestamp created_at;
    std::optional<Date> birthday;
    Json custom_fields{"{}"};
    std::optional<Json> anything;
};
BOOST_DESCRIBE_STRUCT(Client, (),
                      (id, name, email, stage, former_stage, tags, sites, main_site, score, version,
                       weight, subscribed, created_at, birthday, custom_fields, anything))

struct Folder {
    std::string name;
    std::vector<Folder> folders;
};
BOOST_DESCRIBE_STRUCT(Folder, (), (name, folders))

constexpr meta::Rule tag_limits{.min = 1, .max = 60};

namespace other {
struct Site {
    std::int32_t address = 0;
};
BOOST_DESCRIBE_STRUCT(Site, (), (address))
} // namespace other

namespace same {
struct Site {
    std::string address;
};
BOOST_DESCRIBE_STRUCT(Site, (), (address))
} // namespace same

} // namespace

template <>
inline constexpr auto meta::rules<Client> = std::to_array<meta::Rule>(
    {{.field = "id", .read_only = true},
     {.field = "name", .min = 1, .max = 200, .text = "Full name"},
     {.field = "email", .max = 254, .format = "email", .text = "Primary address"},
     {.field = "tags", .min = 1, .max = 50, .item = &tag_limits},
     {.field = "score", .min = 0, .max = 100, .optional = true},
     {.field = "main_site", .text = "Where most people work"},
     {.field = "custom_fields", .format = "object", .optional = true}});

namespace {

template <class T>
std::string schema_text() {
    json::object out, components;
    meta::schema<T>(out, components);
    EXPECT_TRUE(components.empty());
    return json::serialize(out);
}

} // namespace

TEST(Schema, scalars) {
    EXPECT_EQ(R"({"type":"string"})", schema_text<std::string>());
    EXPECT_EQ(R"({"type":"boolean"})", schema_text<bool>());
    EXPECT_EQ(R"({"type":"integer","format":"int32"})", schema_text<std::int32_t>());
    EXPECT_EQ(R"({"type":"integer","format":"int64"})", schema_text<std::int64_t>());
    EXPECT_EQ(R"({"type":"number","format":"double"})", schema_text<double>());
    EXPECT_EQ(R"({"type":"string","format":"uuid"})", schema_text<Uuid>());
    EXPECT_EQ(R"({"type":"string","format":"date-time"})", schema_text<Timestamp>());
    EXPECT_EQ(R"({"type":["string","null"],"format":"date"})", schema_text<std::optional<Date>>());
    EXPECT_EQ("{}", schema_text<Json>());
    EXPECT_EQ(
        R"({"type":"array","items":{"type":["string","null"],"enum":["lead","customer",null]}})",
        schema_text<std::vector<std::optional<Stage>>>());
}

TEST(Schema, structs_go_to_the_components) {
    json::object out, components;
    meta::schema<Client>(out, components);
    EXPECT_EQ(json::parse(R"({"$ref":"#/components/schemas/Client"})"), json::value(out));
    const auto expected = json::parse(R"({
        "Client": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "format": "uuid", "readOnly": true},
                "name": {"type": "string", "minLength": 1, "maxLength": 200, "description": "Full name"},
                "email": {"type": ["string", "null"], "maxLength": 254, "format": "email",
                          "examples": ["ann@example.com"],
                          "description": "Primary address"},
                "stage": {"type": "string", "enum": ["lead", "customer"]},
                "former_stage": {"type": ["string", "null"], "enum": ["lead", "customer", null]},
                "tags": {"type": "array", "minItems": 1, "maxItems": 50,
                         "items": {"type": "string", "minLength": 1, "maxLength": 60}},
                "sites": {"type": "array", "items": {"$ref": "#/components/schemas/Site"}},
                "main_site": {"anyOf": [{"$ref": "#/components/schemas/Site"}, {"type": "null"}],
                              "description": "Where most people work"},
                "score": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 100},
                "version": {"type": "integer", "format": "int64"},
                "weight": {"type": ["number", "null"], "format": "double"},
                "subscribed": {"type": "boolean"},
                "created_at": {"type": "string", "format": "date-time"},
                "birthday": {"type": ["string", "null"], "format": "date"},
                "custom_fields": {"type": "object"},
                "anything": {}
            },
            "required": ["id", "name", "stage", "tags", "version", "subscribed", "created_at"],
            "additionalProperties": false
        },
        "Site": {
            "type": "object",
            "properties": {"address": {"type": "string"}},
            "required": ["address"],
            "additionalProperties": false
        }
    })");
    EXPECT_EQ(expected, json::value(components)) << json::serialize(components);
}

TEST(Schema, a_patch_is_a_component_of_its_own_that_requires_nothing) {
    json::object out, components;
    meta::schema<meta::Patch<Site>>(out, components);
    meta::schema<Site>(out, components);
    const json::object properties{{"address", {{"type", "string"}}}};
    const json::object expected{
        {"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    EXPECT_EQ(json::value(expected), components.at("SitePatch"));
    EXPECT_TRUE(components.at("Site").as_object().contains("required"));
}

TEST(Schema, a_struct_that_holds_itself_refers_to_itself) {
    json::object out, components;
    meta::schema<Folder>(out, components);
    EXPECT_EQ(R"({"type":"array","items":{"$ref":"#/components/schemas/Folder"}})",
              json::serialize(components.at("Folder").at("properties").at("folders")));
    EXPECT_NO_THROW(meta::schema<Folder>(out, components));
}

TEST(Schema, two_different_structs_of_one_name_are_a_programming_error) {
    json::object out, components;
    meta::schema<Client>(out, components);
    EXPECT_NO_THROW(meta::schema<Client>(out, components));
    EXPECT_NO_THROW(meta::schema<same::Site>(out, components));
    EXPECT_THROW(meta::schema<other::Site>(out, components), std::logic_error);
}
