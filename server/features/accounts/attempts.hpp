// Guessing made slow. Every try is counted in the database before it is looked at, so that the
// limit holds over all nodes and for many tries at once.
//
// Three counters, each with some free tries and then a wait that doubles with each failure:
//   the account from one address    a person who mistypes, or one attacker
//   one address, any account        an attacker who walks through accounts
//   the account from any address    many attackers at one account
// The last one could be used to keep the owner out, so it never waits long, and it does not bind
// addresses that the owner signed in from before. A reset by mail makes an address known: the owner
// always has a way in.
#pragma once
#include <chrono>

#include "platform/db/database.hpp"

namespace accounts {

// What is being guessed.
enum class Guessed { password, second_factor };

struct Attempt {
    Guessed guessed = Guessed::password;
    std::string account; // the normalised address of the person, or what was typed
    std::string address; // of the client
    Timestamp at;
};

// The wait after n failures: none below `free`, then `first`, and twice as long each time up to
// `longest`.
struct Patience {
    std::int32_t free;
    std::chrono::seconds first;
    std::chrono::seconds longest;
};
inline constexpr Patience account_and_address_patience{5, std::chrono::seconds(1),
                                                       std::chrono::minutes(15)};
inline constexpr Patience address_patience{50, std::chrono::seconds(1), std::chrono::minutes(15)};
inline constexpr Patience account_patience{20, std::chrono::seconds(1), std::chrono::minutes(1)};
inline constexpr Patience mail_patience{1, std::chrono::minutes(1), std::chrono::hours(1)};

// Failures are forgotten after a day without any.
inline constexpr std::chrono::hours attempts_live{24};

// Counts the attempt in a transaction of its own. Refusal("too_many_attempts") with
// `retry_after_seconds`: this one is not to be looked at, and did not count.
void count_attempt(db::Pool& database, const Attempt& attempt);

// It was right: the counters of the account start anew.
void forgive_attempts(db::Transaction& tx, const Attempt& attempt);

// The person got all the way in from here, or proved to own the mailbox.
void remember_address(db::Transaction& tx, const Uuid& user_id, std::string_view address,
                      Timestamp now);

// Whether a person may be sent another mail that anybody can ask for. Counts it when so.
bool count_mail(db::Transaction& tx, std::string_view account, Timestamp now);

// Deletes what no longer matters; run by a schedule.
void forget_old_attempts(db::Transaction& tx, Timestamp now);

} // namespace accounts
