// Numbers that look like chance and are the same for the same seed: for made-up data, never for
// secrets.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace testing_data {

using Names = std::span<const std::string_view>;

// SplitMix64 (Steele, Lea, Flood 2014): a good number for each count, so that person n needs none
// before it.
class Numbers {
  public:
    explicit Numbers(std::uint64_t state) : state_(state) {}
    // Those of item `number` of the data that `seed` gives.
    Numbers(std::uint64_t seed, std::uint64_t number)
        : state_(Numbers(seed).next() ^ (number * 0xD1B54A32D192ED03u)) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool chance(std::uint64_t percent) { return below(100) < percent; }
    // At least 0, below 1.
    double fraction() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    std::string_view any(Names names) { return names[below(names.size())]; }
    // The first names more often than the last, as real names are: the square of an even choice.
    std::string_view common(Names names) {
        const auto at = below(1024);
        return names[at * at * names.size() / (1024 * 1024)];
    }

  private:
    std::uint64_t state_;
};

} // namespace testing_data
