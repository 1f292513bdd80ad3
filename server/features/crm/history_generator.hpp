// What made-up people did: interactions in the order of time, the same for the same seed.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace testing_data {

struct Happening {
    std::uint64_t person = 0; // its number for the ContactGenerator
    Timestamp occurred_at;
    std::string_view type, platform;
    std::string_view title;
    std::string metadata; // a JSON object
};

// `people` came one after the other over four years up to `end`, more and more of them; `events`
// happened over the last three. As in real books most people have a few events, one of twenty has
// many, and ten have thousands (at ten events a person: 2,000 each).
class HistoryGenerator {
  public:
    HistoryGenerator(std::uint64_t seed, std::uint64_t people, std::uint64_t events, Timestamp end)
        : seed_(seed), people_(people), events_(events), end_(end) {}

    std::uint64_t people() const { return people_; }
    std::uint64_t events() const { return events_; }
    Timestamp end() const { return end_; }

    // When a person was entered; rises with the number.
    Timestamp created_at(std::uint64_t person) const;
    // Of a person who had been entered by then; `occurred_at` rises with the number.
    Happening happening(std::uint64_t number) const;

  private:
    std::uint64_t people_at(Timestamp instant) const;

    std::uint64_t seed_, people_, events_;
    Timestamp end_;
};

} // namespace testing_data
