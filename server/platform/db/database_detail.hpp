// The template part of database.hpp, which includes it.
#pragma once

namespace db {

template <class F>
auto Pool::in_transaction(const Scope& scope, F&& body) {
    for (int attempt = 1;; ++attempt) {
        try {
            const Lease connection = borrow();
            Transaction transaction(*connection, scope);
            if constexpr (std::is_void_v<decltype(body(transaction))>) {
                body(transaction);
                transaction.commit();
                return;
            } else {
                auto value = body(transaction);
                transaction.commit();
                return value;
            }
        } catch (const Retry&) {
            if (attempt == most_attempts) throw;
        }
        pause_before_retry(attempt);
    }
}

} // namespace db
