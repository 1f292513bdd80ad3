#include "features/accounts/sessions.hpp"

#include "features/accounts/identities.hpp"
#include "features/accounts/sessions.sql.hpp"
#include "features/accounts/tokens.hpp"
#include "platform/config/config.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {
namespace {

constexpr std::size_t longest_user_agent = 500;
// The longest that browsers keep a cookie (RFC 6265bis, 5.5); the server decides when a session
// ends.
constexpr std::string_view cookie_age = "; Max-Age=34560000";

std::string cookie(const http::Call& call, std::string_view value, std::string_view age) {
    std::string text(session_cookie);
    text += '=';
    text += value;
    text += "; Path=/; HttpOnly; SameSite=Lax";
    text += age;
    if (call.request.encrypted || call.services.config.behind_tls) text += "; Secure";
    return text;
}

void forget_sessions(http::Call& call, const std::vector<Uuid>& ended) {
    for (const auto& id : ended) forget_identity(call, "session/" + id.text());
}

} // namespace

Session start_session(http::Call& call, const Uuid& user_id) {
    if (call.identity.session_id && call.identity.user_id)
        end_session(call, *call.identity.user_id, *call.identity.session_id);

    const auto id = Uuid::make();
    const auto token = make_token();
    const auto expires_at = call.now + std::chrono::days(call.services.config.session_days);
    const auto user_agent = text::repaired(call.request.headers.get("User-Agent"));
    call.tx.query(sql::add_session, id, user_id, token.hash, call.now, expires_at,
                  call.request.remote_address,
                  text::first_code_points(user_agent, longest_user_agent));
    forget_sessions(call, call.tx.all<Uuid>(sql::end_oldest_sessions, user_id, most_sessions));
    call.reply_headers.add("Set-Cookie", cookie(call, token.text, cookie_age));
    return {find_user(call.tx, user_id), find_memberships(call.tx, user_id), id, expires_at};
}

bool end_session(http::Call& call, const Uuid& user_id, const Uuid& session_id) {
    if (!call.tx.maybe<Uuid>(sql::end_session, session_id, user_id)) return false;
    forget_identity(call, "session/" + session_id.text());
    return true;
}

void take_cookie_back(http::Call& call) {
    call.reply_headers.add("Set-Cookie", cookie(call, "", "; Max-Age=0"));
}

void end_other_sessions(http::Call& call, const Uuid& user_id, const std::optional<Uuid>& kept) {
    forget_sessions(call, call.tx.all<Uuid>(sql::end_other_sessions, user_id, kept));
}

} // namespace accounts
