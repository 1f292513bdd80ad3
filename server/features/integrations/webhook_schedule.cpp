#include "features/integrations/webhook_schedule.hpp"

#include <array>

namespace integrations {
namespace {

using namespace std::chrono_literals;
constexpr std::array<std::chrono::seconds, most_attempts - 1> delays{5s, 1min, 5min, 30min,
                                                                     2h, 5h,   6h,   10h};

} // namespace

std::optional<std::chrono::seconds> delay_after_attempt(int attempts_made, double chance) {
    if (attempts_made < 1 || attempts_made >= most_attempts) return std::nullopt;
    const auto delay = delays[static_cast<std::size_t>(attempts_made - 1)];
    const std::chrono::duration<double> added = delay * (chance / 10);
    return delay + std::chrono::duration_cast<std::chrono::seconds>(added);
}

} // namespace integrations
