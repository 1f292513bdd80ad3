#include "features/campaigns/engine/outcomes.hpp"

#include "features/campaigns/engine/retries.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {
namespace {

constexpr std::size_t longest_detail = 500; // code points
constexpr std::size_t longest_provider_id = 255;

// What the other side said is its text: made storable, and short.
std::string storable(std::string_view text, std::size_t most) {
    const auto repaired = text::repaired(text);
    return std::string(text::first_code_points(repaired, most));
}

void defer(Finding& finding, const DueRow& row, const Outcome& outcome, double chance) {
    const auto delay = delay_after_attempt(row.delivery_attempt + 1, chance, outcome.delay);
    finding.status = delay ? DeliveryStatus::pending : DeliveryStatus::failed;
    if (delay) finding.retry_at = finding.at + *delay;
}

void hold(Finding& finding, const DueRow& row, const Outcome& outcome) {
    constexpr std::chrono::seconds usual{10};
    finding.status = DeliveryStatus::pending;
    finding.attempts = row.delivery_attempt;
    finding.retry_at = finding.at + std::min(outcome.delay.value_or(usual), longest_wanted_delay);
}

} // namespace

Finding finding_of(const DueRow& row, const Outcome& outcome, Timestamp now, double chance) {
    using Kind = Outcome::Kind;
    Finding finding{.execution_id = row.id,
                    .status = DeliveryStatus::unknown,
                    .attempts = row.delivery_attempt + 1,
                    .at = now,
                    .retry_at = {},
                    .reply_code = outcome.reply_code,
                    .detail = storable(outcome.detail, longest_detail),
                    .provider_id = storable(outcome.provider_id, longest_provider_id),
                    .position = row.position,
                    .personal_values = {}};
    switch (outcome.kind) {
        case Kind::accepted:
            finding.status = DeliveryStatus::sent;
            break;
        case Kind::refused:
            finding.status = DeliveryStatus::bounced;
            break;
        case Kind::failed:
            finding.status = DeliveryStatus::failed;
            break;
        case Kind::deferred:
            defer(finding, row, outcome, chance);
            break;
        case Kind::held:
            hold(finding, row, outcome);
            break;
        case Kind::unknown:
            break;
    }
    return finding;
}

void send_again_in_doubt(Finding& finding, const DueRow& row, double chance) {
    if (finding.status != DeliveryStatus::unknown
        || row.delivery_attempt + 1 >= most_attempts_in_doubt)
        return;
    finding.status = DeliveryStatus::pending;
    finding.retry_at = finding.at + *delay_after_attempt(row.delivery_attempt + 1, chance);
}

Finding unwritable(const DueRow& row, std::string_view why, Timestamp now) {
    return finding_of(row,
                      {.kind = Outcome::Kind::failed,
                       .reply_code = 0,
                       .detail = std::string(why),
                       .provider_id = {},
                       .delay = {}},
                      now, 0);
}

} // namespace campaigns
