#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/identities.hpp"
#include "platform/realtime/notifications.hpp"

namespace accounts {

Me get_me(http::Call& call) {
    return {find_user(call.tx, call.user_id()), find_memberships(call.tx, call.user_id()),
            *call.identity.session_id, realtime::count_unread(call.tx, call.user_id())};
}

User update_me(http::Call& call, const meta::Patch<UpdateMe>& change) {
    auto user = change_user(call.tx, call.user_id(), change);
    forget_identity(call, "user/" + user.id.text());
    return user;
}

} // namespace accounts
