#include "features/crm/segments/segment_performance.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_performance.sql.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/time/clock.hpp"

namespace crm {

struct MembersLook {
    std::int64_t contact_count = 0;
    std::optional<double> average_score;
    std::int64_t active_in_30_days = 0;
    std::int64_t email_no_address = 0, email_do_not_contact = 0, email_unsubscribed = 0;
    std::int64_t sms_no_address = 0, sms_do_not_contact = 0, sms_unsubscribed = 0;
};
BOOST_DESCRIBE_STRUCT(MembersLook, (),
                      (contact_count, average_score, active_in_30_days, email_no_address,
                       email_do_not_contact, email_unsubscribed, sms_no_address, sms_do_not_contact,
                       sms_unsubscribed))

struct SegmentOfProject {
    Uuid project_id, id;
};
BOOST_DESCRIBE_STRUCT(SegmentOfProject, (), (project_id, id))

namespace {

SegmentChannel channel(Channel which, std::int64_t all, std::int64_t no_address,
                       std::int64_t do_not_contact, std::int64_t unsubscribed) {
    return {which, all - no_address - do_not_contact - unsubscribed, no_address, do_not_contact,
            unsubscribed};
}

Date yesterday_of_project(db::Transaction& tx, Timestamp now) {
    const auto settings = accounts::project_settings(tx);
    const auto zone = zones::Zone::find(settings.time_zone).value_or(zones::Zone::utc());
    return {std::chrono::sys_days(zone.date_at(now).day) - std::chrono::days(1)};
}

} // namespace

SegmentPerformance segment_performance(http::Call& call, const Uuid& id,
                                       const PerformanceRange& range) {
    find_segment(call.tx, id);
    SegmentPerformance told;
    told.days = call.tx.all<SegmentDay>(segments::sql::segment_days, id, range.from, range.to);
    std::ranges::reverse(told.days);
    const auto look = call.tx.one<MembersLook>(segments::sql::look_at_members, call.project_id(),
                                               id, call.now - std::chrono::days(30));
    told.contact_count = look.contact_count;
    told.average_score = look.average_score;
    told.active_in_30_days = look.active_in_30_days;
    told.channels = {channel(Channel::email, look.contact_count, look.email_no_address,
                             look.email_do_not_contact, look.email_unsubscribed),
                     channel(Channel::sms, look.contact_count, look.sms_no_address,
                             look.sms_do_not_contact, look.sms_unsubscribed)};
    return told;
}

void add_segment_performance_jobs(jobs::Registry& registry) {
    // Late enough for every zone that the day has ended somewhere; each project closes its own.
    registry.every<CloseSegmentDays>("23 * * * *", [](jobs::Context& job) {
        const auto now = job.services.clock.now();
        const auto all = job.in_system([](db::Transaction& tx) {
            return tx.all<SegmentOfProject>(segments::sql::all_segments);
        });
        for (const auto& segment : all) {
            job.check();
            job.services.database.in_transaction(
                {.role = db::Role::app, .project_id = segment.project_id},
                [&](db::Transaction& tx) {
                    tx.query(segments::sql::close_day, segment.id, yesterday_of_project(tx, now));
                });
        }
    });
}

} // namespace crm
