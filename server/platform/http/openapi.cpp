#include "platform/http/openapi.hpp"

#include <boost/json.hpp>

#include <algorithm>

#include "platform/http/if_match.hpp"

namespace http {
namespace {

namespace json = boost::json;

// "list_contacts" → "List contacts"
std::string title_of(std::string_view name) {
    std::string title(name);
    std::ranges::replace(title, '_', ' ');
    if (!title.empty())
        title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    return title;
}

// "/api/crm/contacts/{id}" → "crm"
std::string tag_of(std::string_view pattern) {
    if (!pattern.starts_with("/api/")) return "operation";
    const auto rest = pattern.substr(5);
    return std::string(rest.substr(0, rest.find('/')));
}

std::string_view role_name(MemberRole role) {
    switch (role) {
        case MemberRole::viewer:
            return "viewer";
        case MemberRole::member:
            return "member";
        case MemberRole::manager:
            return "manager";
        case MemberRole::admin:
            return "admin";
        case MemberRole::owner:
            return "owner";
    }
    return "owner";
}

std::string access_text(const Access& access) {
    switch (access.kind) {
        case Access::Kind::anyone:
            return "Needs no sign-in.";
        case Access::Kind::signed_in:
            return "Needs a person who is signed in.";
        case Access::Kind::project:
            break;
    }
    std::string text = "Needs the role " + std::string(role_name(access.at_least)) + " or above";
    if (access.scope.empty()) return text + "; API keys may not call it.";
    return text + ", or an API key with the scope `" + std::string(access.scope) + "`.";
}

json::array security_of(const Access& access) {
    if (access.kind == Access::Kind::anyone) return {};
    json::array all{json::object{{"session", json::array{}}}};
    if (access.kind == Access::Kind::project && !access.scope.empty())
        all.push_back(json::object{{"api_key", json::array{}}});
    return all;
}

void add_path_parameters(const Route& route, json::array& parameters) {
    for (const auto& name : route.names) {
        json::object schema{{"type", "string"}};
        if (name == "id" || name.ends_with("_id")) schema["format"] = "uuid";
        parameters.push_back(json::object{
            {"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
    }
}

// A query has no null: what may be left out is left out.
json::value without_null(json::value schema) {
    auto* object = schema.if_object();
    auto* types = object && object->contains("type") ? (*object)["type"].if_array() : nullptr;
    if (!types) return schema;
    if (auto* names = object->if_contains("enum"); names && names->as_array().back().is_null())
        names->as_array().pop_back();
    json::value type = types->at(0);
    (*object)["type"] = std::move(type);
    return schema;
}

// A query struct's members become parameters; its schema is looked up behind the $ref.
void add_query_parameters(const Route& route, json::object& components, json::array& parameters) {
    if (!route.operation.query) return;
    json::object schema;
    json::object own;
    route.operation.query(schema, own);
    const auto reference = schema.at("$ref").as_string();
    const auto name =
        std::string_view(reference).substr(std::string_view(reference).rfind('/') + 1);
    const auto& definition = own.at(name).as_object();
    json::array required;
    if (const auto* list = definition.if_contains("required")) required = list->as_array();
    for (const auto& [property, described] : definition.at("properties").as_object()) {
        const bool needed = std::ranges::find(required, json::value(property)) != required.end();
        json::object parameter{{"name", property},
                               {"in", "query"},
                               {"required", needed},
                               {"schema", without_null(described)}};
        if (described.is_object() && described.as_object().if_contains("description"))
            parameter["description"] = described.at("description");
        if (described.is_object() && described.as_object().if_contains("items")) {
            parameter["style"] = "form";
            parameter["explode"] = false;
        }
        parameters.push_back(std::move(parameter));
    }
    for (const auto& [key, value] : own)
        if (key != name) components[key] = value;
}

// What PATCH takes: the same members, none of them required, under a name of its own.
json::object patch_reference(const Route& route, json::object& components) {
    json::object reference;
    json::object own;
    route.operation.body(reference, own);
    const std::string_view target = reference.at("$ref").as_string();
    const std::string name(target.substr(target.rfind('/') + 1));
    own.at(name).as_object().erase("required");
    for (const auto& [key, definition] : own)
        components[key == name ? name + "Patch" : std::string(key)] = definition;
    return {{"$ref", "#/components/schemas/" + name + "Patch"}};
}

json::object body_of(const Route& route, json::object& components) {
    if (route.options.raw_body || route.options.spool)
        return {{"required", true},
                {"content",
                 {{"application/octet-stream",
                   {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    json::object schema;
    if (route.operation.body_is_patch)
        schema = patch_reference(route, components);
    else
        route.operation.body(schema, components);
    return {{"required", true},
            {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

// The media types of an answer without a schema: "text/csv, application/jsonl".
json::object media_types(std::string_view produces) {
    json::object content;
    for (;;) {
        const auto comma = produces.find(", ");
        content[produces.substr(0, comma)] = json::object{};
        if (comma == produces.npos) return content;
        produces.remove_prefix(comma + 2);
    }
}

// Who follows a link of a mail sees a page also when something is wrong.
json::object bad_answer_of(const Route& route) {
    if (route.options.produces != "text/html") return {{"$ref", "#/components/responses/Problem"}};
    return {
        {"description", "What is wrong, as a page or as a problem document"},
        {"content",
         {{"text/html", json::object{}},
          {"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
}

json::object answers_of(const Route& route, json::object& components) {
    const auto& operation = route.operation;
    json::object good{{"description", reason_phrase(operation.status)}};
    if (operation.answer) {
        json::object schema;
        operation.answer(schema, components);
        good["content"] = {{"application/json", {{"schema", std::move(schema)}}}};
    } else if (operation.status != 204) {
        good["content"] = media_types(route.options.produces);
    }
    return {{std::to_string(operation.status), std::move(good)}, {"default", bad_answer_of(route)}};
}

// Answers hold all of their members: what a caller may leave out of an input is still always there.
void require_all(json::object& components) {
    for (auto& [name, definition] : components) {
        auto* properties = definition.as_object().if_contains("properties");
        if (!properties) continue;
        json::array required;
        for (const auto& [property, schema] : properties->as_object())
            required.push_back(json::value(property));
        if (!required.empty()) definition.as_object()["required"] = std::move(required);
    }
}

// Points references to a type that is both input and answer to its input form.
void point_to_inputs(json::value& value, const json::object& answers) {
    constexpr std::string_view prefix = "#/components/schemas/";
    if (auto* array = value.if_array())
        for (auto& item : *array) point_to_inputs(item, answers);
    auto* object = value.if_object();
    if (!object) return;
    if (auto* reference = object->if_contains("$ref"); reference && reference->is_string()) {
        const std::string_view target = reference->get_string();
        if (target.starts_with(prefix) && answers.contains(target.substr(prefix.size())))
            *reference = std::string(target) + "Input";
    }
    for (auto& [key, item] : *object) point_to_inputs(item, answers);
}

struct Schemas {
    json::object inputs, answers;
};

json::object operation_object(const Route& route, bool versioned, Schemas& schemas) {
    json::array parameters;
    add_path_parameters(route, parameters);
    add_query_parameters(route, schemas.inputs, parameters);
    if (route.access.kind == Access::Kind::project)
        parameters.push_back(json::object{{"$ref", "#/components/parameters/ProjectId"}});
    if (route.options.spool)
        parameters.push_back(json::object{{"$ref", "#/components/parameters/FileName"}});
    // A body that is kept in a file is not compared with the first one.
    if (route.method == Method::post && route.options.idempotent_by_key && !route.options.spool)
        parameters.push_back(json::object{{"$ref", "#/components/parameters/IdempotencyKey"}});
    if (versioned) parameters.push_back(json::object{{"$ref", "#/components/parameters/IfMatch"}});

    json::object operation{{"operationId", route.operation.name},
                           {"summary", title_of(route.operation.name)},
                           {"description", access_text(route.access)},
                           {"tags", json::array{tag_of(route.pattern)}},
                           {"security", security_of(route.access)}};
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (route.operation.body || route.options.raw_body || route.options.spool)
        operation["requestBody"] = body_of(route, schemas.inputs);
    operation["responses"] = answers_of(route, schemas.answers);
    return operation;
}

json::object problem_schema(const ProblemCatalogue& problems) {
    std::vector<std::string_view> codes;
    for (const auto& type : problems.types()) codes.push_back(type.code);
    std::ranges::sort(codes);
    const json::object text{{"type", "string"}};
    const json::object field{{"type", "object"},
                             {"properties", {{"field", text}, {"code", text}, {"message", text}}},
                             {"required", {"field", "code", "message"}}};
    return {{"type", "object"},
            {"description", "RFC 9457. `code` is stable; some problems carry further members."},
            {"properties",
             {{"type", text},
              {"title", text},
              {"status", {{"type", "integer"}}},
              {"code", {{"type", "string"}, {"examples", json::value_from(codes)}}},
              {"detail", text},
              {"request_id", text},
              {"errors", {{"type", "array"}, {"items", field}}}}},
            {"required", {"type", "title", "status", "code", "request_id", "errors"}},
            {"additionalProperties", true}};
}

constexpr std::string_view introduction =
    "What goes wrong is answered as a problem document with a stable `code` and every bad field. "
    "The "
    "address and the fields of a request have 32 KB together: a longer filter is sent by POST "
    "where "
    "there is one, else it is answered 431. Changes are told as events over the WebSocket "
    "`/api/realtime`.";

json::object shared_parameters() {
    const json::object etag{{"type", "string"},
                            {"pattern", R"re(^(\*|(W/)?"[0-9]+(-[0-9a-f]+)?")$)re"}};
    return {
        {"ProjectId",
         {{"name", "X-Project-Id"},
          {"in", "header"},
          {"required", false},
          {"description", "Which project, for a person who is in several; a key has one"},
          {"schema", {{"type", "string"}, {"format", "uuid"}}}}},
        {"FileName",
         {{"name", "X-File-Name"},
          {"in", "header"},
          {"required", false},
          {"description", "The name of the file, percent-encoded"},
          {"schema", {{"type", "string"}, {"pattern", "^([!-$&-~]|%[0-9A-Fa-f]{2})*$"}}}}},
        {"IdempotencyKey",
         {{"name", "Idempotency-Key"},
          {"in", "header"},
          {"required", false},
          {"description", "The same key gives the first answer again for 24 hours"},
          {"schema", {{"type", "string"}, {"maxLength", 255}}}}},
        {"IfMatch",
         {{"name", "If-Match"},
          {"in", "header"},
          {"required", false},
          {"description",
           "The ETag that was read, or its version alone; 412 when the record was edited since. "
           "Only the version counts: what moves without an edit (counters, scores) is no "
           "conflict, though a GET with If-None-Match shows it"},
          {"schema", etag}}}};
}

} // namespace

std::string openapi_document(const Router& router, std::string_view version) {
    std::vector<const Route*> routes;
    for (const auto& route : router.routes()) routes.push_back(route.get());
    std::ranges::sort(routes, {},
                      [](const Route* route) { return std::pair(route->pattern, route->method); });

    const auto versioned = versioned_routes(router);
    Schemas schemas;
    json::object paths;
    for (const auto* route : routes) {
        std::string verb(name_of(route->method));
        std::ranges::transform(verb, verb.begin(), [](unsigned char c) { return std::tolower(c); });
        auto& path = paths[route->pattern];
        if (!path.is_object()) path = json::object{};
        path.as_object()[verb] = operation_object(*route, versioned.contains(route), schemas);
    }
    require_all(schemas.answers);
    json::object components = schemas.answers;
    for (auto& [name, definition] : schemas.inputs) {
        point_to_inputs(definition, schemas.answers);
        components[schemas.answers.contains(name) ? std::string(name) + "Input"
                                                  : std::string(name)] = definition;
    }
    for (auto& [path, verbs] : paths)
        for (auto& [verb, operation] : verbs.as_object())
            if (auto* request = operation.as_object().if_contains("requestBody"))
                point_to_inputs(*request, schemas.answers);
    components["Problem"] = problem_schema(router.problems());

    json::object document{
        {"openapi", "3.1.0"},
        {"info", {{"title", "SocialFlow"}, {"version", version}, {"description", introduction}}},
        {"servers", json::array{json::object{{"url", "/"}}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(components)},
          {"parameters", shared_parameters()},
          {"responses",
           {{"Problem",
             {{"description", "What went wrong"},
              {"content",
               {{"application/problem+json",
                 {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}},
          {"securitySchemes",
           {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "socialflow_session"}}},
            {"api_key", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
    return json::serialize(document);
}

} // namespace http
