#include "features/crm/segments/segment_performance.hpp"

#include "features/accounts/accounts.hpp"
#include "features/crm/segments/segment_api.hpp"
#include "features/crm/segments/segment_performance.sql.hpp"
#include "features/crm/suppressions.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/money.hpp"
#include "platform/time/clock.hpp"
#include "platform/time/zones.hpp"

namespace crm {

struct StoredSegmentDay {
    Date day;
    std::int64_t contact_count = 0, entered = 0, left_count = 0;
    std::optional<double> average_score;
    std::int64_t revenue = 0; // minor units
};
BOOST_DESCRIBE_STRUCT(StoredSegmentDay, (),
                      (day, contact_count, entered, left_count, average_score, revenue))

struct MembersLook {
    std::int64_t contact_count = 0;
    std::optional<double> average_score;
    std::int64_t active_in_30_days = 0;
    std::int64_t email_no_address = 0, email_do_not_contact = 0, email_unsubscribed = 0,
                 email_no_consent = 0;
    std::int64_t sms_no_address = 0, sms_do_not_contact = 0, sms_unsubscribed = 0,
                 sms_no_consent = 0;
};
BOOST_DESCRIBE_STRUCT(MembersLook, (),
                      (contact_count, average_score, active_in_30_days, email_no_address,
                       email_do_not_contact, email_unsubscribed, email_no_consent, sms_no_address,
                       sms_do_not_contact, sms_unsubscribed, sms_no_consent))

struct RevenueOfMembers {
    std::int64_t ever = 0, lately = 0, today = 0; // minor units
};
BOOST_DESCRIBE_STRUCT(RevenueOfMembers, (), (ever, lately, today))

struct MemberAddress {
    Uuid contact_id;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(MemberAddress, (), (contact_id, address))

struct SegmentOfProject {
    Uuid project_id, id;
};
BOOST_DESCRIBE_STRUCT(SegmentOfProject, (), (project_id, id))

namespace {

constexpr std::chrono::days lately{30};

// On the list, of those whom nothing else keeps from being written to. Addresses stand there as
// keyed hashes, so that they are asked about by the thousand; without a list nobody is.
std::int64_t count_suppressed(http::Call& call, const Uuid& segment_id, SuppressionChannel channel,
                              bool consent_needed) {
    if (!call.tx.one<bool>(segments::sql::has_suppressions, channel)) return 0;
    std::int64_t count = 0;
    for (Uuid after;;) {
        const auto members = call.tx.all<MemberAddress>(segments::sql::next_addresses, segment_id,
                                                        after, channel, consent_needed);
        if (members.empty()) return count;
        std::vector<std::string> addresses;
        for (const auto& member : members) addresses.push_back(member.address);
        count +=
            std::ranges::count(is_suppressed(call.services, call.tx, channel, "", addresses), true);
        after = members.back().contact_id;
    }
}

SegmentChannel with_reachable(SegmentChannel channel, std::int64_t all) {
    channel.reachable = all - channel.no_address - channel.do_not_contact - channel.unsubscribed
                        - channel.no_consent - channel.suppressed;
    return channel;
}

std::vector<SegmentChannel> channels_of(http::Call& call, const Uuid& id, const MembersLook& look,
                                        bool consent_needed) {
    const auto suppressed = [&](SuppressionChannel channel) {
        return count_suppressed(call, id, channel, consent_needed);
    };
    return {with_reachable({.channel = Channel::email,
                            .no_address = look.email_no_address,
                            .do_not_contact = look.email_do_not_contact,
                            .unsubscribed = look.email_unsubscribed,
                            .no_consent = look.email_no_consent,
                            .suppressed = suppressed(SuppressionChannel::email)},
                           look.contact_count),
            with_reachable({.channel = Channel::sms,
                            .no_address = look.sms_no_address,
                            .do_not_contact = look.sms_do_not_contact,
                            .unsubscribed = look.sms_unsubscribed,
                            .no_consent = look.sms_no_consent,
                            .suppressed = suppressed(SuppressionChannel::sms)},
                           look.contact_count)};
}

// Oldest first. The day that is not over yet has the revenue it has so far.
std::vector<SegmentDay> days_of(http::Call& call, const Uuid& id, const PerformanceRange& range,
                                Date today, std::int64_t revenue_today,
                                const text::Currency& currency) {
    std::vector<SegmentDay> days;
    for (const auto& each :
         call.tx.all<StoredSegmentDay>(segments::sql::segment_days, id, range.from, range.to)) {
        const auto revenue = each.day == today ? revenue_today : each.revenue;
        days.push_back({each.day, each.contact_count, each.entered, each.left_count,
                        each.average_score, text::format_money(revenue, currency)});
    }
    std::ranges::reverse(days);
    return days;
}

void close_day(db::Transaction& tx, const Uuid& segment_id, Timestamp now) {
    const auto zone = accounts::project_zone(tx);
    const Date yesterday{std::chrono::sys_days(zone.date_at(now).day) - std::chrono::days(1)};
    const auto span = zone.day(yesterday);
    tx.query(segments::sql::close_day, segment_id, yesterday, span.begin, span.end);
}

} // namespace

SegmentPerformance segment_performance(http::Call& call, const Uuid& id,
                                       const PerformanceRange& range) {
    find_segment(call.tx, id);
    const auto settings = accounts::project_settings(call.tx);
    const auto& currency = accounts::project_currency(call.tx);
    const auto zone = accounts::zone_of(settings);
    const auto today = zone.date_at(call.now);
    const auto look = call.tx.one<MembersLook>(segments::sql::look_at_members, call.project_id(),
                                               id, call.now - lately, settings.opt_in);
    const auto revenue = call.tx.one<RevenueOfMembers>(segments::sql::revenue_of_members, id,
                                                       call.now - lately, zone.day(today).begin);
    return {.days = days_of(call, id, range, today, revenue.today, currency),
            .contact_count = look.contact_count,
            .average_score = look.average_score,
            .active_in_30_days = look.active_in_30_days,
            .currency = std::string(currency.code),
            .revenue = text::format_money(revenue.ever, currency),
            .revenue_in_30_days = text::format_money(revenue.lately, currency),
            .channels = channels_of(call, id, look, settings.opt_in)};
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
                [&](db::Transaction& tx) { close_day(tx, segment.id, now); });
        }
    });
}

} // namespace crm
