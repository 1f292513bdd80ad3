// What the operator does from the command line, and tests to set their scene. Each in a transaction
// of the role system, unless it says otherwise.
#pragma once
#include "features/accounts/keys.hpp"
#include "features/accounts/projects.hpp"

namespace crypto {
class PasswordHasher;
}

namespace accounts {

struct NewAccount {
    std::string name;
    std::string email;
    std::string password;
    std::string time_zone = "UTC";
};

// With a verified address: the operator vouches for it. Refusals: a bad or taken address, a bad
// password.
Uuid create_user(db::Transaction& tx, crypto::PasswordHasher& passwords, const NewAccount& account,
                 Timestamp now);

// A project of an existing person.
Uuid create_project(db::Transaction& tx, const CreateProject& project, const Uuid& owner_id,
                    Timestamp now);

// Refusal("already_member").
void create_member(db::Transaction& tx, const Uuid& project_id, const Uuid& user_id,
                   http::MemberRole role, Timestamp now);

// In a transaction of the role app inside the project. The answer holds the key.
NewApiKey create_key(db::Transaction& tx, const CreateApiKey& key, Timestamp now);

// For who lost access to his mailbox: ends all sessions, and two-factor sign-in on request.
// Refusal("not_found").
void set_password(db::Transaction& tx, crypto::PasswordHasher& passwords, std::string_view email,
                  std::string_view password, bool two_factor_off, Timestamp now);

} // namespace accounts
