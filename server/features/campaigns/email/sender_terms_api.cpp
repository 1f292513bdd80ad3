#include "features/accounts/accounts.hpp"
#include "features/campaigns/campaigns.hpp"
#include "features/campaigns/email/daily_limit.hpp"
#include "features/campaigns/email/sender_terms.hpp"
#include "features/campaigns/email/sender_terms.sql.hpp"
#include "platform/http/handler.hpp"
#include "platform/text/money.hpp"

namespace campaigns {

struct SenderTermsInput {
    std::string price_per_thousand = "0";
    std::optional<std::int32_t> daily_limit;
};
BOOST_DESCRIBE_STRUCT(SenderTermsInput, (), (price_per_thousand, daily_limit))

} // namespace campaigns

template <>
inline constexpr auto meta::rules<campaigns::SenderTermsInput> =
    std::to_array<meta::Rule>({{.field = "price_per_thousand",
                                .min = 1,
                                .max = 20,
                                .text = "In the project's currency: 0.40"},
                               {.field = "daily_limit",
                                .min = 1,
                                .max = campaigns::most_daily_limit,
                                .text = "Mails in 24 hours; absent: what the provider takes"}});

namespace campaigns {
namespace {

EmailSender existing(http::Call& call, const Uuid& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender) throw Refusal("not_found");
    return std::move(*sender);
}

SenderTerms shown(http::Call& call, const EmailSender& sender) {
    const auto& currency = accounts::project_currency(call.tx);
    const auto stored = terms_of(call.tx, sender.id);
    return {.currency = std::string(currency.code),
            .price_per_thousand = text::format_money(stored.price_per_thousand, currency),
            .daily_limit = stored.daily_limit,
            .provider_limit = provider_limit(sender.provider, sender.email),
            .sent_in_a_day = sent_in_a_day(call.tx, sender.id, call.now)};
}

// GET /api/email/senders/{id}/terms
SenderTerms get_sender_terms(http::Call& call, const Uuid& id) {
    return shown(call, existing(call, id));
}

// PUT /api/email/senders/{id}/terms: the limit of a provider may be set lower, not higher
SenderTerms put_sender_terms(http::Call& call, const Uuid& id, const SenderTermsInput& input) {
    const auto sender = existing(call, id);
    std::vector<Problem> problems;
    const auto price =
        text::parse_money(input.price_per_thousand, accounts::project_currency(call.tx));
    if (!price.minor_units || *price.minor_units < 0
        || *price.minor_units > most_price_per_thousand)
        problems.push_back(
            {"price_per_thousand", "bad_format", "must be an amount such as 0.40, not below zero"});
    const auto most = provider_limit(sender.provider, sender.email);
    if (most && input.daily_limit && *input.daily_limit > *most)
        problems.push_back(
            {"daily_limit", "too_large", "the provider takes " + std::to_string(*most) + " a day"});
    if (!problems.empty()) throw Refusal::fields(std::move(problems));
    call.tx.query(email::sql::set_terms, id, *price.minor_units, input.daily_limit, call.now);
    accounts::record(call, "sender.updated", "sender", id, sender.name);
    return shown(call, sender);
}

} // namespace

void add_sender_terms_routes(http::Router& on) {
    using namespace http;
    on.get<get_sender_terms>("/api/email/senders/{id}/terms", viewer("campaigns:read"), Rate::read);
    on.put<put_sender_terms>("/api/email/senders/{id}/terms", admin("admin"), Rate::write);
}

} // namespace campaigns
