// People: who they are, and their address.
#pragma once
#include "platform/http/handler.hpp"

namespace accounts {

struct User {
    Uuid id;
    std::string name;
    std::string email;
    bool email_verified = false;
    std::string language;
    std::string time_zone;
    std::optional<Uuid> avatar_file_id;
    bool two_factor = false;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, name, email, email_verified, language, time_zone, avatar_file_id,
                       two_factor, created_at))

// A project as one of its members sees it in the list of his projects.
struct Membership {
    Uuid id;
    std::string name;
    http::MemberRole role = http::MemberRole::viewer;
    std::string time_zone;
    std::string currency;
    std::string default_region;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (id, name, role, time_zone, currency, default_region))

struct Me {
    User user;
    std::vector<Membership> projects;
    Uuid session_id;
    std::int64_t unread_notifications = 0;
};
BOOST_DESCRIBE_STRUCT(Me, (), (user, projects, session_id, unread_notifications))

struct UpdateMe {
    std::string name;
    std::string language;
    std::string time_zone;
    std::optional<Uuid> avatar_file_id;
};
BOOST_DESCRIBE_STRUCT(UpdateMe, (), (name, language, time_zone, avatar_file_id))

struct NewUser {
    std::string name;
    std::string email; // as typed
    std::string password_hash;
    std::string language = "en";
    std::string time_zone = "UTC";
};

// A BCP 47 tag in its canonical spelling, which is what lists compare. Refusal::field("language").
std::string known_language(std::string_view tag);

// Inserts the person. A taken address violates `users_email`, which the caller hears as
// `email_taken`.
Uuid add_user(db::Transaction& tx, const NewUser& user, Timestamp now);

// Refusal("not_found") when there is no such person.
User find_user(db::Transaction& tx, const Uuid& id);

// By name. Projects that were deleted are not among them.
std::vector<Membership> find_memberships(db::Transaction& tx, const Uuid& user_id);

// The person's id, whatever way the address is written.
std::optional<Uuid> find_user_by_email(db::Transaction& tx, std::string_view email);

User change_user(db::Transaction& tx, const Uuid& id, const meta::Patch<UpdateMe>& change);

// The one spelling that addresses are compared by. Refuses what is no address.
std::string normalised_email(std::string_view typed);

// A name as it is stored: composed, without blanks at either end. Refuses what is left empty.
std::string clean_name(std::string_view field, std::string_view typed);

} // namespace accounts

template <>
inline constexpr auto meta::rules<accounts::UpdateMe> = std::to_array<meta::Rule>(
    {{.field = "name", .min = 1, .max = 200},
     {.field = "language", .min = 2, .max = 35, .text = "BCP 47, such as \"en\" or \"de-AT\""},
     {.field = "time_zone", .format = "time-zone"}});
