// How a segment does: its size from day to day, how lively its members are, what they bring,
// whom one may write to.
#pragma once
#include "features/crm/segments/segment_explain.hpp"

namespace crm {

struct SegmentDay {
    Date day;
    std::int64_t contact_count = 0; // at the end of the day, or so far
    std::int64_t entered = 0;
    std::int64_t left_count = 0;
    std::optional<double> average_score; // engagement of its members, 0 to 100
    std::string revenue;                 // "120.00": conversions of its members on the day
};
BOOST_DESCRIBE_STRUCT(SegmentDay, (),
                      (day, contact_count, entered, left_count, average_score, revenue))

struct SegmentChannel {
    Channel channel = Channel::email;
    std::int64_t reachable = 0;
    std::int64_t no_address = 0;
    std::int64_t do_not_contact = 0;
    std::int64_t unsubscribed = 0;
    std::int64_t no_consent = 0; // in a project that needs it
    std::int64_t suppressed = 0; // on the list of whom not to write to
};
BOOST_DESCRIBE_STRUCT(SegmentChannel, (),
                      (channel, reachable, no_address, do_not_contact, unsubscribed, no_consent,
                       suppressed))

struct SegmentPerformance {
    std::vector<SegmentDay> days; // those with something to tell, oldest first
    std::int64_t contact_count = 0;
    std::optional<double> average_score;
    std::int64_t active_in_30_days = 0; // members with an interaction
    std::string currency;
    std::string revenue;            // of all conversions that its members ever had
    std::string revenue_in_30_days; // and of those lately
    std::vector<SegmentChannel>
        channels; // each member stands in one of the numbers, the first that fits
};
BOOST_DESCRIBE_STRUCT(SegmentPerformance, (),
                      (days, contact_count, average_score, active_in_30_days, currency, revenue,
                       revenue_in_30_days, channels))

struct PerformanceRange {
    std::optional<Date> from, to; // days of the project's zone, both included
};
BOOST_DESCRIBE_STRUCT(PerformanceRange, (), (from, to))

SegmentPerformance segment_performance(http::Call& call, const Uuid& id,
                                       const PerformanceRange& range);

// Every night: the day that ended is closed with the score of its members.
struct CloseSegmentDays {
    static constexpr std::string_view kind = "close_segment_days";
};
BOOST_DESCRIBE_STRUCT(CloseSegmentDays, (), ())

} // namespace crm
