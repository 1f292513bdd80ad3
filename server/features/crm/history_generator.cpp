#include "features/crm/history_generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "features/crm/seeded_numbers.hpp"

namespace testing_data {
namespace {

constexpr std::chrono::days people_span{4 * 365};
constexpr std::chrono::days events_span{3 * 365};
constexpr double growth = 1.5; // an exponent: 1 would be as many each day
constexpr std::uint64_t busiest = 10;

struct Kind {
    std::string_view type, platform, title;
    std::uint64_t percent;
};

constexpr Kind kinds[] = {
    {"email_open", "email", "Opened “News of the month”", 40},
    {"website_visit", "web", "Visited the price list", 24},
    {"email_click", "email", "Clicked “Book now”", 12},
    {"call", "phone", "Asked for an appointment", 6},
    {"email_received", "email", "Wrote to us", 5},
    {"form_submission", "web", "Filled in the contact form", 4},
    {"booking", "web", "Booked an appointment", 4},
    {"meeting", "in_person", "Came by", 3},
    {"purchase", "shop", "Bought something", 2},
};

constexpr std::string_view pages[] = {"prices", "team", "gallery", "book", "shop", "contact"};

const Kind& kind(Numbers& numbers) {
    auto rest = numbers.below(100);
    for (const auto& each : kinds) {
        if (rest < each.percent) return each;
        rest -= each.percent;
    }
    return kinds[0];
}

// How long before the end a part of a growing whole happened.
std::chrono::microseconds back(double part, std::chrono::days span) {
    const auto micros =
        std::chrono::duration<double, std::micro>(span) * std::pow(1 - part, growth);
    return std::chrono::duration_cast<std::chrono::microseconds>(micros);
}

std::string metadata_of(const Kind& kind, Numbers& numbers) {
    if (kind.platform == "web")
        return fmt::format(R"({{"url": "https://example.com/{}"}})", numbers.any(pages));
    if (kind.type == "purchase")
        return fmt::format(R"({{"amount": {}, "currency": "EUR"}})", 500 + numbers.below(20'000));
    return "{}";
}

// `people` at least 1.
std::uint64_t somebody_of(std::uint64_t people, Numbers& numbers) {
    const auto share = numbers.below(1000);
    if (share < 2) return numbers.below(busiest) * people / busiest;
    const auto person = numbers.below(people);
    return share < 300 ? person / 20 * 20 : person;
}

} // namespace

Timestamp HistoryGenerator::created_at(std::uint64_t person) const {
    return end_ - back(static_cast<double>(person) / static_cast<double>(people_), people_span);
}

std::uint64_t HistoryGenerator::people_at(Timestamp instant) const {
    const std::chrono::duration<double> age = end_ - instant;
    const auto part = 1 - std::pow(age / std::chrono::duration<double>(people_span), 1 / growth);
    // One back, for what the powers round.
    const auto there = static_cast<std::int64_t>(part * static_cast<double>(people_)) - 1;
    return static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(there, 1, static_cast<std::int64_t>(people_)));
}

Happening HistoryGenerator::happening(std::uint64_t number) const {
    Numbers numbers(seed_, number);
    const auto at =
        end_ - back(static_cast<double>(number) / static_cast<double>(events_), events_span);
    const auto& what = kind(numbers);
    return {.person = somebody_of(people_at(at), numbers),
            .occurred_at = at,
            .type = what.type,
            .platform = what.platform,
            .title = what.title,
            .metadata = metadata_of(what, numbers)};
}

} // namespace testing_data
