#include "features/accounts/users.hpp"

#include "features/accounts/users.sql.hpp"
#include "platform/text/email.hpp"
#include "platform/text/regions.hpp"
#include "platform/text/utf8.hpp"

namespace accounts {

std::string known_language(std::string_view tag) {
    auto language = text::canonical_language(tag);
    if (!language)
        throw Refusal::field("language", "unknown",
                             "must be a language tag, such as \"en\" or \"de-AT\"");
    return *language;
}

std::string normalised_email(std::string_view typed) {
    const auto normalised = text::normalise_email(typed);
    if (!normalised) throw Refusal::field("email", "bad_format", "must be an email address");
    return *normalised;
}

std::string clean_name(std::string_view field, std::string_view typed) {
    auto name = text::composed(text::trim(typed));
    if (name.empty()) throw Refusal::field(std::string(field), "required", "must not be empty");
    return name;
}

Uuid add_user(db::Transaction& tx, const NewUser& user, Timestamp now) {
    const auto id = Uuid::make();
    tx.query(sql::add_user, id, clean_name("name", user.name), text::trim(user.email),
             normalised_email(user.email), user.password_hash, known_language(user.language),
             user.time_zone, now);
    return id;
}

User find_user(db::Transaction& tx, const Uuid& id) {
    auto user = tx.maybe<User>(sql::find_user, id);
    if (!user) throw Refusal("not_found");
    return *user;
}

std::vector<Membership> find_memberships(db::Transaction& tx, const Uuid& user_id) {
    return tx.all<Membership>(sql::find_memberships, user_id);
}

std::optional<Uuid> find_user_by_email(db::Transaction& tx, std::string_view email) {
    const auto normalised = text::normalise_email(email);
    return normalised ? tx.maybe<Uuid>(sql::find_user_by_email, *normalised) : std::nullopt;
}

User change_user(db::Transaction& tx, const Uuid& id, const meta::Patch<UpdateMe>& change) {
    tx.query(sql::lock_user, id);
    auto user = find_user(tx, id);
    if (change.has("name")) user.name = clean_name("name", change.value.name);
    if (change.has("language")) user.language = known_language(change.value.language);
    if (change.has("time_zone")) user.time_zone = change.value.time_zone;
    if (change.has("avatar_file_id")) user.avatar_file_id = change.value.avatar_file_id;
    tx.query(sql::update_user, id, user.name, user.language, user.time_zone, user.avatar_file_id);
    return user;
}

} // namespace accounts
