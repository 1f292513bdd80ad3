// Every route, called by everybody: the answer is what the route line says, before anything else is
// looked at.
#include <gtest/gtest.h>

#include "testing/test_app.hpp"

namespace {

using http::Access;
using http::MemberRole;

enum class Verdict { sign_in_required, invalid_key, forbidden, not_found, let_in };

std::string text_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::sign_in_required:
            return "401 sign_in_required";
        case Verdict::invalid_key:
            return "401 invalid_key";
        case Verdict::forbidden:
            return "403";
        case Verdict::not_found:
            return "404 not_found";
        case Verdict::let_in:
            return "let in";
    }
    return "?";
}

// What the guards say, by the words that only they use; anything else came from behind them.
std::string answer_of(const TestReply& reply) {
    const auto code = reply.code();
    if (code == "sign_in_required" || code == "invalid_key") return "401 " + code;
    if (code == "not_allowed" || code == "scope_missing" || code == "key_not_accepted")
        return "403";
    return "let in";
}

struct Caller {
    std::string name;
    Client client;
    std::optional<MemberRole> role; // in the project that the request names
    std::optional<std::string> scope = {};
    bool stranger = false; // signed in, and names a project of others
    bool revoked_key = false;
};

Verdict expected(const Caller& caller, const http::Route& route) {
    if (route.options.cross_site) return Verdict::let_in; // whoever comes is a guest
    const auto& access = route.access;
    if (caller.revoked_key) return Verdict::invalid_key;
    if (access.kind == Access::Kind::project && caller.stranger) return Verdict::not_found;
    if (access.kind == Access::Kind::anyone) return Verdict::let_in;
    const bool key = caller.scope.has_value();
    if (!key && !caller.role && !caller.stranger) return Verdict::sign_in_required;
    if (access.kind == Access::Kind::signed_in) return key ? Verdict::forbidden : Verdict::let_in;
    if (key) {
        const bool fits =
            !access.scope.empty() && (*caller.scope == access.scope || *caller.scope == "admin");
        return fits ? Verdict::let_in : Verdict::forbidden;
    }
    return *caller.role >= access.at_least ? Verdict::let_in : Verdict::forbidden;
}

// The pattern with an id that does not exist for every parameter.
std::string target_of(const http::Route& route) {
    std::string target = route.pattern;
    for (auto open = target.find('{'); open != target.npos; open = target.find('{'))
        target.replace(open, target.find('}') - open + 1, "00000000-0000-7000-8000-000000000000");
    return target;
}

// A body that no route takes: whoever is let in hears about the field, and nothing is changed.
const std::string senseless_body = R"({"there is no such field":0})";

bool ends_the_caller(const http::Route& route) {
    return route.pattern == "/api/auth/sign-out" || route.pattern == "/api/me/sessions";
}

class Permissions : public ::testing::Test {
  protected:
    TestApp app;

    std::vector<Caller> everybody() {
        std::vector<Caller> callers;
        callers.push_back({"guest", app.guest(), std::nullopt});
        for (const auto role : {MemberRole::viewer, MemberRole::member, MemberRole::manager,
                                MemberRole::admin, MemberRole::owner})
            callers.push_back({std::string(boost::describe::enum_to_string(role, "?")),
                               app.client_as(role), role});
        auto stranger = app.other_project();
        stranger.set_header("X-Project-Id", app.project_id().text());
        callers.push_back(
            {"owner of another project", std::move(stranger), std::nullopt, {}, true});
        callers.push_back({"revoked key", revoked_key(), std::nullopt, "admin", false, true});
        for (const auto* scope : {"contacts:read", "contacts:write", "content:read", "admin"})
            callers.push_back(
                {"key for " + std::string(scope), app.key_with({scope}), std::nullopt, scope});
        return callers;
    }

    Client revoked_key() {
        auto key = app.key_with({"admin"});
        app.execute("UPDATE api_keys SET revoked_at = now()");
        return key;
    }
};

TEST_F(Permissions, of_every_route_are_what_its_line_says) {
    auto callers = everybody();
    int calls = 0;
    for (const auto& route : app.router().routes()) {
        if (ends_the_caller(*route)) continue;
        const bool has_body = route->method != http::Method::get;
        for (auto& caller : callers) {
            const auto reply = caller.client.send(route->method, target_of(*route),
                                                  has_body ? senseless_body : "");
            const auto verdict = expected(caller, *route);
            const auto answer = verdict == Verdict::not_found ? summary(reply) : answer_of(reply);
            EXPECT_EQ(text_of(verdict), answer)
                << caller.name << ": " << http::name_of(route->method) << ' ' << route->pattern
                << "\n"
                << reply;
            ++calls;
        }
    }
    EXPECT_GT(calls, 400); // the test itself: no list may shrink unnoticed
}

TEST_F(Permissions, routes_that_change_something_are_closed_to_other_sites) {
    auto owner = app.client_as(MemberRole::owner);
    for (const auto& route : app.router().routes()) {
        if (route->method == http::Method::get || route->options.cross_site) continue;
        const auto reply = owner.send(route->method, target_of(*route), senseless_body,
                                      {{"Sec-Fetch-Site", "cross-site"}});
        EXPECT_EQ("403 cross_site_request", summary(reply))
            << http::name_of(route->method) << ' ' << route->pattern;
    }
}

// What pages of other sites may call knows nobody: signed in or not, the answer is a guest's.
TEST_F(Permissions, routes_that_are_open_to_other_sites_are_open_to_anyone) {
    std::vector<std::string> open;
    for (const auto& route : app.router().routes()) {
        if (!route->options.cross_site) continue;
        EXPECT_EQ(Access::Kind::anyone, route->access.kind) << route->pattern;
        open.push_back(route->pattern);
    }
    EXPECT_EQ(
        (std::vector<std::string>{"/metrics", "/t/visit", "/e/o/{token}", "/e/c/{token}",
                                  "/e/t/{token}", "/e/u/{token}", "/e/u/{token}", "/e/p/{token}",
                                  "/e/p/{token}", "/e/w/{token}", "/api/email/pictures/{token}"}),
        open);
}

TEST_F(Permissions, scopes_in_route_lines_are_scopes_that_a_key_can_have) {
    std::set<std::string> scopes; // a project has room for fewer keys than there are routes
    for (const auto& route : app.router().routes()) scopes.emplace(route->access.scope);
    scopes.erase(""); // keys may not call it
    for (const auto& scope : scopes) EXPECT_NO_THROW(app.key_with({scope})) << scope;
}

} // namespace
