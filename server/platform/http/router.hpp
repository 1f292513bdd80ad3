// From method and path to a handler, with the permission that the route line names.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/http/call.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/rate_limit.hpp"

namespace http {

using PathValues = std::vector<std::string>; // what stood where the pattern has {names}, decoded

inline constexpr std::uint64_t default_body_limit = 1 << 20;

// What few routes need.
struct RouteOptions {
    std::uint64_t body_limit = default_body_limit; // bytes; more is 413
    bool raw_body = false;                         // not JSON: any content type
    bool spool = false;            // body to a file instead of memory (raw_body implied)
    bool cacheable = false;        // may be kept by the browser and asked again
    bool idempotent_by_key = true; // honours Idempotency-Key (POST only)
    bool writes = false;           // a GET that stores something (a link that confirms)
    bool cross_site = false;       // pages of other sites may call it: never as who is signed in
    std::string_view produces = "application/json";
};

struct Schema; // fills an OpenAPI schema object
using SchemaFiller = void (*)(boost::json::object& schema, boost::json::object& components);

// How a handler looks from outside; made from its signature.
struct Operation {
    std::string name; // "list_contacts"
    SchemaFiller query = nullptr;
    SchemaFiller body = nullptr;
    bool body_is_patch = false;
    SchemaFiller answer = nullptr;
    int status = 200;
    Reply (*invoke)(Call&, const PathValues&) = nullptr;
};

struct Route {
    Method method = Method::get;
    std::string pattern; // "/api/crm/contacts/{id}"
    Access access;
    Rate rate = Rate::read;
    RouteOptions options;
    Operation operation;
    std::vector<std::string> names; // of the path parameters
};

template <auto Handler>
Operation operation_of(); // handler.hpp

class Router {
  public:
    template <auto Handler>
    void get(std::string_view pattern, Access access, Rate rate, RouteOptions options = {}) {
        add(Method::get, pattern, access, rate, options, operation_of<Handler>());
    }
    template <auto Handler>
    void post(std::string_view pattern, Access access, Rate rate, RouteOptions options = {}) {
        add(Method::post, pattern, access, rate, options, operation_of<Handler>());
    }
    template <auto Handler>
    void put(std::string_view pattern, Access access, Rate rate, RouteOptions options = {}) {
        add(Method::put, pattern, access, rate, options, operation_of<Handler>());
    }
    template <auto Handler>
    void patch(std::string_view pattern, Access access, Rate rate, RouteOptions options = {}) {
        add(Method::patch, pattern, access, rate, options, operation_of<Handler>());
    }
    template <auto Handler>
    void del(std::string_view pattern, Access access, Rate rate, RouteOptions options = {}) {
        add(Method::del, pattern, access, rate, options, operation_of<Handler>());
    }

    struct Match {
        const Route* route = nullptr;
        PathValues values;
        std::string allowed; // methods of this path, when the path is known and the method is not
    };
    // A literal segment wins over a parameter.
    Match match(Method method, std::string_view path) const;

    const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
    ProblemCatalogue& problems() { return problems_; }
    const ProblemCatalogue& problems() const { return problems_; }

  private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> parameter;
        std::map<Method, const Route*> routes;
    };
    void add(Method method, std::string_view pattern, Access access, Rate rate,
             RouteOptions options, Operation operation);
    static const Node* descend(const Node& node, std::string_view rest, PathValues& values);

    Node root_;
    std::vector<std::unique_ptr<Route>> routes_;
    ProblemCatalogue problems_;
};

} // namespace http

#include "platform/http/handler.hpp"
