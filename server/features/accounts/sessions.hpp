// Signed-in browsers. The cookie holds a random token, the database its hash.
#pragma once
#include "features/accounts/users.hpp"

namespace accounts {

inline constexpr std::string_view session_cookie = "socialflow_session";
inline constexpr std::int64_t most_sessions = 100; // of one person; the one unused for longest ends

// What the browser is told after somebody got in.
struct Session {
    User user;
    std::vector<Membership> projects;
    Uuid session_id;
    Timestamp expires_at; // unless it is used before
};
BOOST_DESCRIBE_STRUCT(Session, (), (user, projects, session_id, expires_at))

// One line of "where you are signed in".
struct SessionInfo {
    Uuid id;
    bool current = false;
    Timestamp created_at;
    Timestamp last_seen_at;
    std::string address;
    std::string user_agent;
    std::string description; // "Firefox on Windows"
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (),
                      (id, current, created_at, last_seen_at, address, user_agent, description))

// A new session with a new token, whatever cookie the browser sent: that one's session ends
// (session fixation).
Session start_session(http::Call& call, const Uuid& user_id);

// False: the person has no such session.
bool end_session(http::Call& call, const Uuid& user_id, const Uuid& session_id);

// Tells the browser to drop its cookie.
void take_cookie_back(http::Call& call);

// All sessions of a person but one.
void end_other_sessions(http::Call& call, const Uuid& user_id, const std::optional<Uuid>& kept);

} // namespace accounts
