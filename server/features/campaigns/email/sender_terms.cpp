#include "features/campaigns/email/sender_terms.hpp"

#include <algorithm>

#include "features/campaigns/email/daily_limit.hpp"
#include "features/campaigns/email/sender_terms.sql.hpp"
#include "platform/db/transaction.hpp"

namespace campaigns {
namespace {

constexpr std::int32_t private_gmail = 500, workspace = 2000;
constexpr std::int32_t private_outlook = 300, microsoft_365 = 10'000;

} // namespace

std::optional<std::int32_t> provider_limit(MailProvider provider, std::string_view email) {
    const bool is_private = mailbox_provider_of(email) == provider;
    switch (provider) {
        case MailProvider::gmail:
            return is_private ? private_gmail : workspace;
        case MailProvider::outlook:
            return is_private ? private_outlook : microsoft_365;
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
            .sent_in_a_day = sent_in_a_day(tx, sender.id, now)};
}

} // namespace campaigns
