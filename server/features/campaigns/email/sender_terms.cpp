#include "features/campaigns/email/sender_terms.hpp"

#include <algorithm>
#include <array>

#include "features/campaigns/email/daily_limit.hpp"
#include "features/campaigns/email/sender_terms.sql.hpp"
#include "platform/db/transaction.hpp"
#include "platform/text/ascii.hpp"
#include "platform/text/email.hpp"

namespace campaigns {
namespace {

constexpr std::int32_t private_gmail = 500, workspace = 2000;
constexpr std::int32_t private_outlook = 300, microsoft_365 = 10'000;

// Domains that Microsoft gives to private people, the country's one beside ".com".
bool is_private_outlook(std::string_view domain) {
    constexpr std::array<std::string_view, 4> names{"outlook.", "hotmail.", "live.", "msn."};
    return std::ranges::any_of(names, [&](auto name) { return domain.starts_with(name); });
}

} // namespace

std::optional<std::int32_t> provider_limit(MailProvider provider, std::string_view email) {
    const auto domain = text::to_lower_ascii(text::email_parts(email).domain);
    switch (provider) {
        case MailProvider::gmail:
            return domain == "gmail.com" || domain == "googlemail.com" ? private_gmail : workspace;
        case MailProvider::outlook:
            return is_private_outlook(domain) ? private_outlook : microsoft_365;
        case MailProvider::own:
            break;
    }
    return std::nullopt;
}

std::optional<std::int32_t> daily_limit_of(std::optional<std::int32_t> chosen,
                                           std::optional<std::int32_t> of_provider) {
    if (!chosen || !of_provider) return chosen ? chosen : of_provider;
    return std::min(*chosen, *of_provider);
}

StoredTerms terms_of(db::Transaction& tx, const Uuid& sender_id) {
    return tx.one<StoredTerms>(email::sql::terms_of_sender, sender_id);
}

SendingTerms sending_terms(db::Transaction& tx, const EmailSender& sender, Timestamp now) {
    const auto stored = terms_of(tx, sender.id);
    return {.price_per_thousand = stored.price_per_thousand,
            .per_minute = sender.per_minute,
            .per_day =
                daily_limit_of(stored.daily_limit, provider_limit(sender.provider, sender.email)),
            .sent_in_a_day =
                tx.one<std::int32_t>(email::sql::sent_in_a_day, sender.id, now - limited_span)};
}

} // namespace campaigns
