#include "commands/demo.hpp"

#include "commands/administration.sql.hpp"
#include "features/accounts/administration.hpp"
#include "features/crm/contact_generator.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/interactions.hpp"

namespace commands {
namespace {

constexpr std::uint64_t demo_people = 120;
constexpr std::string_view demo_email = "demo@example.com";
constexpr std::string_view demo_password = "demo salon demo";

const db::Scope system_scope{.role = db::Role::system};

crm::ContactInput input_of(const testing_data::Person& person) {
    crm::ContactInput input;
    input.first_name = person.first_name;
    input.last_name = person.last_name;
    input.email = person.email;
    if (!person.phone.empty()) input.phone = person.phone;
    if (!person.company.empty()) input.company = person.company;
    if (!person.job_title.empty()) input.job_title = person.job_title;
    if (!person.time_zone.empty()) input.time_zone = person.time_zone;
    input.source = person.source;
    input.language = person.language;
    input.tags = person.tags;
    input.tags.push_back("demo");
    input.marketing_consent = person.marketing_consent;
    input.email_subscribed = person.email_subscribed;
    input.allow_duplicate = true;
    for (const auto stage : {crm::LifecycleStage::lead, crm::LifecycleStage::prospect,
                             crm::LifecycleStage::customer, crm::LifecycleStage::evangelist})
        if (meta::enum_name(stage) == person.lifecycle_stage) input.lifecycle_stage = stage;
    return input;
}

// A few things happened with every other person in the last weeks.
void add_history(http::Call& call, const Uuid& contact_id, std::uint64_t number) {
    struct Happening {
        std::string_view type, title;
    };
    static constexpr Happening happenings[] = {{"email_open", "Demo: opened a mail"},
                                               {"email_click", "Demo: followed a link in a mail"},
                                               {"website_visit", "Demo: looked at the website"},
                                               {"call", "Demo: called about an appointment"},
                                               {"meeting", "Demo: came for an appointment"}};
    for (std::uint64_t i = 0; i < number % 4; ++i) {
        crm::InteractionInput interaction;
        const auto& happening = happenings[(number + i) % std::size(happenings)];
        interaction.interaction_type = happening.type;
        interaction.title = std::string(happening.title);
        interaction.occurred_at = call.now - std::chrono::hours(7 + 31 * i + number % 24 * 3);
        crm::record_interaction(call, contact_id, interaction);
    }
}

void fill(Runtime& runtime, const Uuid& project_id, const Uuid& user_id) {
    const http::Request request;
    http::Identity identity;
    identity.user_id = user_id;
    identity.project_id = project_id;
    identity.name = "Demo";
    const testing_data::ContactGenerator generator(1);
    runtime.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id, .user_id = user_id},
        [&](db::Transaction& tx) {
            http::Headers headers;
            http::Call call{tx, request, identity, runtime.clock.now(), runtime.services, headers};
            for (std::uint64_t number = 0; number < demo_people; ++number) {
                const auto contact = crm::insert_contact(call, input_of(generator.person(number)));
                add_history(call, contact.id, number);
            }
        });
}

} // namespace

std::optional<DemoSignIn> ensure_demo(Runtime& runtime) {
    const DemoSignIn sign_in{std::string(demo_email), std::string(demo_password)};
    const auto accounts_before = runtime.database.in_transaction(
        system_scope, [](db::Transaction& tx) { return tx.one<std::int64_t>(sql::count_users); });
    if (accounts_before > 0) {
        const bool is_demo = runtime.database.in_transaction(system_scope, [](db::Transaction& tx) {
            return tx.one<bool>(sql::has_user, demo_email);
        });
        return is_demo ? std::optional(sign_in) : std::nullopt;
    }
    Uuid user_id, project_id;
    runtime.database.in_transaction(system_scope, [&](db::Transaction& tx) {
        const auto now = runtime.clock.now();
        user_id = accounts::create_user(
            tx, runtime.passwords,
            {.name = "Demo", .email = sign_in.email, .password = sign_in.password}, now);
        project_id = accounts::create_project(
            tx, {.name = "Demo salon", .time_zone = "Europe/London", .default_region = "GB"},
            user_id, now);
    });
    fill(runtime, project_id, user_id);
    return sign_in;
}

} // namespace commands
