// Who may call a route. Every route line names one of these; the permission test is generated from
// them.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/uuid.hpp"

namespace http {

// A member's role in a project, weakest first.
enum class MemberRole { viewer, member, manager, admin, owner };
BOOST_DESCRIBE_ENUM(MemberRole, viewer, member, manager, admin, owner)

// Who calls, as the accounts feature found out from the session cookie or the API key.
struct Identity {
    std::optional<Uuid> user_id;     // empty for API keys that outlived their maker, and for guests
    std::optional<Uuid> session_id;  // signed in with a browser
    std::optional<Uuid> key_id;      // API key
    std::optional<Uuid> project_id;  // the project this request works in
    std::optional<MemberRole> role;  // in that project
    std::vector<std::string> scopes; // of an API key
    std::string name;                // for the audit log
    bool is_guest() const { return !session_id && !key_id; }
    bool has_scope(std::string_view scope) const;
};

struct Access {
    enum class Kind {
        anyone,    // no sign-in needed; runs as the system role without a project
        signed_in, // a user with a session; runs as the system role without a project
        project,   // a member of a project or a key of it; runs as the app role inside that project
    };
    Kind kind = Kind::project;
    MemberRole at_least = MemberRole::owner;
    std::string_view scope; // what an API key needs; empty: keys may not call it
};

constexpr Access anyone() {
    return {Access::Kind::anyone, MemberRole::viewer, {}};
}
constexpr Access signed_in() {
    return {Access::Kind::signed_in, MemberRole::viewer, {}};
}
constexpr Access viewer(std::string_view scope = {}) {
    return {Access::Kind::project, MemberRole::viewer, scope};
}
constexpr Access member(std::string_view scope = {}) {
    return {Access::Kind::project, MemberRole::member, scope};
}
constexpr Access manager(std::string_view scope = {}) {
    return {Access::Kind::project, MemberRole::manager, scope};
}
constexpr Access admin(std::string_view scope = {}) {
    return {Access::Kind::project, MemberRole::admin, scope};
}
constexpr Access owner(std::string_view scope = {}) {
    return {Access::Kind::project, MemberRole::owner, scope};
}

} // namespace http
