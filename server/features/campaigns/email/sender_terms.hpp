// What mails of a sender cost and how many it may send a day.
#pragma once
#include "features/campaigns/channel.hpp"
#include "features/campaigns/email/sender.hpp"

namespace campaigns {

inline constexpr std::int32_t most_daily_limit = 10'000'000;
inline constexpr std::int64_t most_price_per_thousand = 100'000'000; // minor units

struct SenderTerms {
    std::string currency;
    std::string price_per_thousand;          // "0.40": of a thousand mails
    std::optional<std::int32_t> daily_limit; // as it was set; absent: the provider's
    std::optional<std::int32_t> provider_limit;
    std::int32_t sent_in_a_day = 0; // in the last 24 hours
};
BOOST_DESCRIBE_STRUCT(SenderTerms, (),
                      (currency, price_per_thousand, daily_limit, provider_limit, sent_in_a_day))

// How many mails of an account a provider takes in 24 hours; nullopt: it has no such limit.
// Google: https://support.google.com/a/answer/166852 and
// https://support.google.com/mail/answer/22839 Microsoft:
// https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits
std::optional<std::int32_t> provider_limit(MailProvider provider, std::string_view email);

// The lower of both.
std::optional<std::int32_t> daily_limit_of(std::optional<std::int32_t> chosen,
                                           std::optional<std::int32_t> of_provider);

struct StoredTerms {
    std::int64_t price_per_thousand = 0; // minor units
    std::optional<std::int32_t> daily_limit;
};
BOOST_DESCRIBE_STRUCT(StoredTerms, (), (price_per_thousand, daily_limit))

StoredTerms terms_of(db::Transaction& tx, const Uuid& sender_id);

// For the channel: what holds of a message of this sender now.
SendingTerms sending_terms(db::Transaction& tx, const EmailSender& sender, Timestamp now);

} // namespace campaigns
