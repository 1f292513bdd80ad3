#include "platform/time/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "platform/base/refusal.hpp"

namespace zones {
namespace {

constexpr auto database_folder = "/usr/share/zoneinfo/";
constexpr std::string_view utc_in_database = "Etc/UTC";

// From every accepted name to the canonical one.
using Names = std::map<std::string, std::string, std::less<>>;

std::ifstream open(const std::string& file) {
    std::ifstream in(database_folder + file);
    if (!in)
        throw std::runtime_error("time zones: cannot read " + (database_folder + file)
                                 + " (package tzdata)");
    return in;
}

// tzdata.zi is the database as text: "Z <zone> …" begins a zone, "L <zone> <old name>" is a link.
Names read_names() {
    Names names;
    auto in = open("tzdata.zi");
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string kind, zone, link;
        words >> kind >> zone >> link;
        if (kind == "Z" && zone != "Factory") names[zone] = zone;
        if (kind == "L") names[link] = zone;
    }
    for (auto& [name, canonical] : names)
        if (canonical == utc_in_database) canonical = "UTC";
    return names;
}

const Names& names() {
    static const Names all = read_names();
    return all;
}

// zone.tab: country, coordinates, zone, remark, between tabs.
std::vector<std::string> read_picker_names() {
    std::vector<std::string> picker{"UTC"};
    auto in = open("zone.tab");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream words(line);
        std::string country, coordinates, zone;
        words >> country >> coordinates >> zone;
        if (const auto found = names().find(zone); found != names().end())
            picker.push_back(found->second);
    }
    std::sort(picker.begin(), picker.end());
    picker.erase(std::unique(picker.begin(), picker.end()), picker.end());
    return picker;
}

Timestamp in_range(Timestamp instant) {
    if (instant >= earliest && instant < end) return instant;
    throw Refusal::field("", "time_out_of_range", "from 1900 to 2037");
}

} // namespace

std::optional<Zone> Zone::find(std::string_view name) {
    const auto found = names().find(name);
    if (found == names().end()) return std::nullopt;
    return Zone(found->second, *date::locate_zone(found->second));
}

Zone Zone::utc() {
    return find("UTC").value();
}

LocalTime Zone::to_local(Timestamp instant) const {
    return LocalTime(instant.time_since_epoch() + offset_at(instant));
}

Timestamp Zone::to_instant(LocalTime local) const {
    // A day of margin on both sides, since no offset is longer; the result is checked exactly.
    const Timestamp as_utc(local.time_since_epoch());
    if (as_utc < earliest - std::chrono::days(1) || as_utc > end + std::chrono::days(1))
        in_range(as_utc);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(local.time_since_epoch());
    // Of a gap, `first` is the time before it; of a repeated time, the first; of any other, the
    // only one.
    const auto info = rules_->get_info(date::local_time<std::chrono::seconds>(seconds));
    return in_range(as_utc - info.first.offset);
}

std::chrono::seconds Zone::offset_at(Timestamp instant) const {
    return rules_->get_info(std::chrono::floor<std::chrono::seconds>(in_range(instant))).offset;
}

Date Zone::date_at(Timestamp instant) const {
    return {std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(to_local(instant)))};
}

DaySpan Zone::day(Date date) const {
    const std::chrono::local_days midnight(date.day);
    return {to_instant(midnight), to_instant(midnight + std::chrono::days(1))};
}

bool is_zone(std::string_view name) {
    return names().contains(name);
}

const std::vector<std::string>& picker_names() {
    static const auto picker = read_picker_names();
    return picker;
}

} // namespace zones
