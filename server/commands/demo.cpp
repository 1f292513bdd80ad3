#include "commands/demo.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "commands/administration.sql.hpp"
#include "commands/commands.hpp"
#include "commands/demo_campaigns.hpp"
#include "features/accounts/administration.hpp"
#include "features/crm/contact_generator.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/interactions.hpp"
#include "features/crm/journeys.hpp"
#include "features/crm/tasks.hpp"
#include "features/crm/tasks.sql.hpp"

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
    return input;
}

crm::LifecycleStage stage_of(const testing_data::Person& person) {
    for (const auto stage : {crm::LifecycleStage::prospect, crm::LifecycleStage::customer,
                             crm::LifecycleStage::evangelist})
        if (meta::enum_name(stage) == person.lifecycle_stage) return stage;
    return crm::LifecycleStage::lead;
}

// The call at another time.
http::Call at(Timestamp now, http::Call& call) {
    return {call.tx, call.request, call.identity, now, call.services, call.reply_headers};
}

// A year of a business that grows: few came long ago, more of late.
Timestamp came_at(std::uint64_t number, Timestamp now) {
    const double age = 1 - static_cast<double>(number) / (demo_people - 1);
    return now - std::chrono::hours(2 + std::lround(360 * 24 * std::pow(age, 1.4)));
}

// A few things happened with most people since they came.
void add_history(http::Call& call, const Uuid& contact_id, std::uint64_t number, Timestamp came) {
    struct Happening {
        std::string_view type, title;
    };
    static constexpr Happening happenings[] = {{"email_open", "Demo: opened a mail"},
                                               {"email_click", "Demo: followed a link in a mail"},
                                               {"website_visit", "Demo: looked at the website"},
                                               {"call", "Demo: called about an appointment"},
                                               {"meeting", "Demo: came for an appointment"}};
    const auto count = number % 4;
    for (std::uint64_t i = 0; i < count; ++i) {
        crm::InteractionInput interaction;
        const auto& happening = happenings[(number + i) % std::size(happenings)];
        interaction.interaction_type = happening.type;
        interaction.title = std::string(happening.title);
        interaction.occurred_at = came + (call.now - came) / count * i;
        crm::record_interaction(call, contact_id, interaction);
    }
}

// How far somebody with this stage of life has come.
std::size_t stages_passed(crm::LifecycleStage stage, std::uint64_t number) {
    switch (stage) {
        case crm::LifecycleStage::lead:
            return number % 2;
        case crm::LifecycleStage::prospect:
            return 1 + number % 2;
        case crm::LifecycleStage::customer:
            return 3;
        case crm::LifecycleStage::evangelist:
            return 4;
    }
    return 0;
}

// Who has become a customer is won on that day: the lifecycle says so from then on.
void become(http::Call& call, const Uuid& contact_id, crm::LifecycleStage stage) {
    meta::Problems problems;
    const auto patch = meta::read_patch<crm::ContactInput>(
        boost::json::object{{"lifecycle_stage", meta::enum_name(stage)}}, problems);
    crm::change_contact(call, contact_id, patch, std::nullopt);
}

// Who stays with us comes back and pays again.
void add_purchases(http::Call& call, const Uuid& contact_id, std::uint64_t number,
                   Timestamp customer_since) {
    const auto count = number % 4;
    for (std::uint64_t i = 1; i <= count; ++i) {
        crm::InteractionInput purchase;
        purchase.interaction_type = "purchase";
        purchase.title = "Demo: haircut and care";
        purchase.value = fmt::format("{}.50", 24 + (number * 7 + i * 11) % 60);
        purchase.occurred_at = customer_since + (call.now - customer_since) / (count + 1) * i;
        crm::record_interaction(call, contact_id, purchase);
    }
}

// Through the stages in equal steps since he came, in days or weeks.
void add_journey(http::Call& call, const Uuid& contact_id, crm::LifecycleStage stage,
                 std::uint64_t number, Timestamp came) {
    const auto passed = stages_passed(stage, number);
    const auto step = std::min<std::chrono::microseconds>((call.now - came) / (passed + 1),
                                                          std::chrono::days(3 + number % 11));
    for (std::size_t i = 1; i <= passed; ++i) {
        crm::JourneyMove move{.to = crm::journey_stages[i],
                              .details = Json{R"({"reason":"Demo"})"},
                              .by = call.identity.user_id};
        if (move.to == crm::JourneyStage::retention) {
            move.conversion_event = "Demo: first appointment";
            move.conversion_value = 3500 + static_cast<std::int64_t>(number % 9) * 1250;
        }
        crm::move_journeys(call.tx, {contact_id}, move, came + step * i);
    }
    constexpr std::size_t retention = 3;
    auto then = at(came + step * std::min(passed, retention), call);
    if (stage != crm::LifecycleStage::lead) become(then, contact_id, stage);
    if (passed >= retention) add_purchases(call, contact_id, number, then.now);
}

// What the demo's owner has to do: late, today and in some days.
void add_tasks(http::Call& call, const std::vector<Uuid>& newest) {
    struct ToDo {
        std::string_view title;
        crm::TaskKind kind;
        std::chrono::hours due_in;
    };
    static constexpr ToDo tasks[] = {
        {"Demo: ask how the first appointment was", crm::TaskKind::call, std::chrono::hours(-20)},
        {"Demo: send the price list", crm::TaskKind::email, std::chrono::hours(1)},
        {"Demo: plan the next appointment", crm::TaskKind::meeting, std::chrono::hours(72)}};
    for (std::size_t i = 0; i < std::size(tasks); ++i)
        call.tx.query(crm::sql::insert_task, Uuid::make(), tasks[i].title, tasks[i].kind,
                      std::optional<std::string>(), newest.at(i), std::optional<Uuid>(),
                      call.now + tasks[i].due_in, std::optional<Timestamp>(), call.identity.user_id,
                      std::optional<Timestamp>(), call.identity.user_id, call.now);
}

void fill(Runtime& runtime, const Uuid& project_id, const Uuid& user_id) {
    const http::Request request;
    http::Identity identity;
    identity.user_id = user_id;
    identity.project_id = project_id;
    identity.name = "Demo";
    const testing_data::ContactGenerator generator(1);
    const auto now = runtime.clock.now();
    runtime.database.in_transaction(
        {.role = db::Role::app, .project_id = project_id, .user_id = user_id},
        [&](db::Transaction& tx) {
            http::Headers headers;
            std::vector<Uuid> newest;
            for (std::uint64_t number = 0; number < demo_people; ++number) {
                const auto came = came_at(number, now);
                const auto person = generator.person(number);
                http::Call call{tx, request, identity, now, runtime.services, headers};
                auto then = at(came, call);
                const auto contact = crm::insert_contact(then, input_of(person));
                add_history(call, contact.id, number, came);
                add_journey(call, contact.id, stage_of(person), number, came);
                newest.insert(newest.begin(), contact.id);
            }
            http::Call call{tx, request, identity, now, runtime.services, headers};
            add_tasks(call, newest);
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
    add_demo_campaigns(runtime, project_id, user_id);
    return sign_in;
}

int make_demo(const config::Config& config) {
    Runtime runtime(config);
    const auto demo = ensure_demo(runtime);
    if (!demo)
        throw Refusal("not_empty", "there are accounts already: the demo wants an empty database");
    std::printf("Sign in as %s with the password %s\n", demo->email.c_str(),
                demo->password.c_str());
    return 0;
}

} // namespace commands
