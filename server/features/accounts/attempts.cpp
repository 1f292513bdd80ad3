#include "features/accounts/attempts.hpp"

#include "features/accounts/attempts.sql.hpp"
#include "features/accounts/tokens.hpp"
#include "platform/base/network.hpp"

namespace accounts {
namespace {

std::string_view name_of(Guessed guessed) {
    return guessed == Guessed::password ? "password/" : "second_factor/";
}

struct Subjects {
    std::string account_and_address, address, account;

    explicit Subjects(const Attempt& attempt) {
        const std::string kind(name_of(attempt.guessed));
        const auto account_hash = hash_of(attempt.account);
        const auto address_hash = hash_of(network_of(attempt.address));
        account_and_address = kind + account_hash + '/' + address_hash;
        address = kind + "from/" + address_hash;
        account = kind + account_hash;
    }
};

bool count(db::Transaction& tx, const std::string& subject, Patience patience, Timestamp now) {
    return tx
        .maybe<bool>(sql::count_attempt, subject, now, patience.free,
                     static_cast<std::int32_t>(patience.first.count()),
                     static_cast<std::int32_t>(patience.longest.count()))
        .has_value();
}

void count_or_refuse(db::Transaction& tx, const std::string& subject, Patience patience,
                     Timestamp now) {
    if (count(tx, subject, patience, now)) return;
    const auto allowed_at = tx.one<Timestamp>(sql::find_attempt_allowed_at, subject);
    const auto wait = std::chrono::ceil<std::chrono::seconds>(allowed_at - now);
    throw Refusal("too_many_attempts").with("retry_after_seconds", std::to_string(wait.count()));
}

} // namespace

void count_attempt(db::Pool& database, const Attempt& attempt) {
    const Subjects subjects(attempt);
    database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
        const bool known = tx.maybe<bool>(sql::is_known_address, attempt.account,
                                          hash_of(network_of(attempt.address)))
                               .has_value();
        // Always in this order, so that two attempts cannot wait for each other.
        count_or_refuse(tx, subjects.account_and_address, account_and_address_patience, attempt.at);
        count_or_refuse(tx, subjects.address, address_patience, attempt.at);
        if (!known) count_or_refuse(tx, subjects.account, account_patience, attempt.at);
    });
}

void forgive_attempts(db::Transaction& tx, const Attempt& attempt) {
    const Subjects subjects(attempt);
    tx.later(sql::forget_attempts, std::vector{subjects.account_and_address, subjects.account});
    tx.later(sql::forgive_attempt, subjects.address);
}

void remember_address(db::Transaction& tx, const Uuid& user_id, std::string_view address,
                      Timestamp now) {
    tx.later(sql::remember_address, user_id, hash_of(network_of(address)), now);
    tx.later(sql::forget_addresses_over_the_bound, user_id);
}

bool count_mail(db::Transaction& tx, std::string_view account, Timestamp now) {
    return count(tx, "mail/" + hash_of(account), mail_patience, now);
}

void forget_old_attempts(db::Transaction& tx, Timestamp now) {
    tx.query(sql::forget_old_attempts, now);
    tx.query(sql::forget_old_addresses, now);
}

} // namespace accounts
