// Schedules: whatever is accepted runs after the instant asked, and nothing runs in between.
#include "fuzz.hpp"
#include "platform/base/refusal.hpp"
#include "platform/time/cron.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace std::chrono_literals;
    static const zones::Zone all_zones[] = {*zones::Zone::find("Europe/Berlin"),
                                            *zones::Zone::find("America/New_York"),
                                            *zones::Zone::find("Australia/Lord_Howe"),
                                            *zones::Zone::find("Pacific/Apia"), zones::Zone::utc()};
    if (size < 3) return 0;
    const auto& zone = all_zones[data[0] % std::size(all_zones)];
    // Within a year and a half: both changes of summer time, and a day that Samoa skipped.
    const auto after = *parse_timestamp("2011-10-01T00:00:00Z") + data[1] * 54h + data[2] * 13min;
    try {
        const auto schedule = zones::CronExpression::parse(fuzz::text_of(data + 3, size - 3));
        const auto next = schedule.next_after(after, zone);
        if (!next) return 0;
        fuzz::require(*next > after);
        fuzz::require(schedule.next_after(*next - 1us, zone) == next);
        fuzz::require(schedule.next_after(after + (*next - after) / 2, zone) == next);
    } catch (const Refusal& refusal) {
        fuzz::require(refusal.problems.size() == 1 && refusal.problems[0].field == "expression");
    }
    return 0;
}
