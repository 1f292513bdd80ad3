// The first screen: who is new, what is due, what happened.
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_list.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/home.sql.hpp"
#include "features/crm/tasks.hpp"
#include "platform/time/zones.hpp"

namespace crm {

struct Activity {
    Uuid id, contact_id;
    std::string contact_name, type;
    std::optional<std::string> title;
    Timestamp occurred_at;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (id, contact_id, contact_name, type, title, occurred_at))

struct Home {
    std::vector<Contact> new_leads; // the newest five
    std::int64_t new_leads_count_week = 0;
    std::vector<Task> tasks_due; // of the person who looks, up to the end of today
    std::int64_t contacts_total = 0;
    std::vector<Activity> activity; // of the last 30 days, the newest ten
};
BOOST_DESCRIBE_STRUCT(Home, (),
                      (new_leads, new_leads_count_week, tasks_due, contacts_total, activity))

namespace {

// GET /api/home
Home get_home(http::Call& call) {
    const auto zone = accounts::project_zone(call.tx);
    Home home;
    home.new_leads = call.tx.all<Contact>(sql::new_leads);
    home.new_leads_count_week =
        call.tx.one<std::int64_t>(sql::count_new_leads, call.now - std::chrono::days(7));
    if (call.identity.user_id)
        home.tasks_due =
            tasks_due(call.tx, *call.identity.user_id, zone.day(zone.date_at(call.now)).end, 20);
    home.activity = call.tx.all<Activity>(sql::recent_activity, call.now - std::chrono::days(30));
    home.contacts_total = count_selection(call, {}).total;
    return home;
}

bool has_contacts(db::Transaction& tx) {
    return tx.one<bool>(sql::has_contacts);
}

} // namespace

void add_home_routes(http::Router& on) {
    using namespace http;
    accounts::register_setup_step("import_contacts", 1, &has_contacts);
    on.get<get_home>("/api/home", viewer(), Rate::read);
}

} // namespace crm
