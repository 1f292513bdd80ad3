#include "features/accounts/administration.hpp"

#include "features/accounts/audit.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/passwords.sql.hpp"
#include "features/accounts/projects.sql.hpp"
#include "features/accounts/sessions.sql.hpp"
#include "features/accounts/two_factor.sql.hpp"
#include "platform/crypto/passwords.hpp"

namespace accounts {

Uuid create_user(db::Transaction& tx, crypto::PasswordHasher& passwords, const NewAccount& account,
                 Timestamp now) {
    require_good_password("password", account.password, account.email);
    const auto id = add_user(tx,
                             {.name = account.name,
                              .email = account.email,
                              .password_hash = passwords.hash(account.password),
                              .time_zone = account.time_zone},
                             now);
    tx.query(sql::confirm_own_email, id, now);
    return id;
}

Uuid create_project(db::Transaction& tx, const CreateProject& project, const Uuid& owner_id,
                    Timestamp now) {
    const auto id = add_project(tx, project, owner_id, now);
    audit::record_by_system(tx, id, "project.created", {"project", id, project.name}, now);
    return id;
}

void create_member(db::Transaction& tx, const Uuid& project_id, const Uuid& user_id,
                   http::MemberRole role, Timestamp now) {
    require_room_for_project(tx, user_id);
    if (!tx.maybe<bool>(sql::add_member, project_id, user_id, role, now))
        throw Refusal("already_member");
    const auto user = find_user(tx, user_id);
    audit::record_by_system(tx, project_id, "member.joined", {"user", user_id, user.name}, now);
}

NewApiKey create_key(db::Transaction& tx, const CreateApiKey& key, Timestamp now) {
    auto added = add_key(tx, key, std::nullopt, now);
    audit::record_by_system(tx, tx.project_id(), "key.created", {"key", added.id, added.name}, now);
    return added;
}

void set_password(db::Transaction& tx, crypto::PasswordHasher& passwords, std::string_view email,
                  std::string_view password, bool two_factor_off, Timestamp now) {
    const auto user_id = find_user_by_email(tx, email);
    if (!user_id) throw Refusal("not_found", "there is no account with this email address");
    require_good_password("password", password, email);
    tx.query(sql::set_password, *user_id, passwords.hash(password));
    tx.query(sql::forget_ways_in, *user_id);
    tx.query(sql::end_other_sessions, *user_id, nullptr);
    if (two_factor_off) tx.query(sql::remove_totp, *user_id);
    for (const auto& project : find_memberships(tx, *user_id))
        audit::record_by_system(tx, project.id, "user.password_reset",
                                {"user", *user_id, find_user(tx, *user_id).name}, now);
}

} // namespace accounts
