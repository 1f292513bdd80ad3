#include "platform/http/router.hpp"

namespace http {
namespace {

// The next segment of a path, and what follows it.
std::string_view take_segment(std::string_view& rest) {
    if (!rest.empty() && rest.front() == '/') rest.remove_prefix(1);
    const auto end = rest.find('/');
    const auto segment = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view{} : rest.substr(end);
    return segment;
}

} // namespace

void Router::add(Method method, std::string_view pattern, Access access, Rate rate,
                 RouteOptions options, Operation operation) {
    auto route = std::make_unique<Route>();
    route->method = method;
    route->pattern = pattern;
    route->access = access;
    route->rate = rate;
    route->options = options;
    route->operation = std::move(operation);

    Node* node = &root_;
    for (auto rest = pattern; !rest.empty();) {
        const auto segment = take_segment(rest);
        if (segment.starts_with('{')) {
            route->names.emplace_back(segment.substr(1, segment.size() - 2));
            if (!node->parameter) node->parameter = std::make_unique<Node>();
            node = node->parameter.get();
        } else {
            auto& next = node->literals[std::string(segment)];
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
    }
    if (!node->routes.emplace(method, route.get()).second)
        throw std::logic_error("route twice: " + std::string(name_of(method)) + " "
                               + route->pattern);
    routes_.push_back(std::move(route));
}

const Router::Node* Router::descend(const Node& node, std::string_view rest, PathValues& values) {
    if (rest.empty()) return node.routes.empty() ? nullptr : &node;
    const auto segment = take_segment(rest);
    if (const auto literal = node.literals.find(segment); literal != node.literals.end())
        if (const auto* found = descend(*literal->second, rest, values)) return found;
    if (!node.parameter || segment.empty()) return nullptr;
    values.emplace_back(segment);
    if (const auto* found = descend(*node.parameter, rest, values)) return found;
    values.pop_back();
    return nullptr;
}

Router::Match Router::match(Method method, std::string_view path) const {
    Match match;
    const auto* node = descend(root_, path, match.values);
    if (!node) return match;
    if (method == Method::head) method = Method::get;
    if (const auto found = node->routes.find(method); found != node->routes.end()) {
        match.route = found->second;
        return match;
    }
    for (const auto& [allowed, route] : node->routes) {
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += name_of(allowed);
        if (allowed == Method::get) match.allowed += ", HEAD";
    }
    return match;
}

} // namespace http
