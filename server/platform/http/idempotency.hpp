// Idempotency-Key: a POST that is sent again gives the first answer again, for 24 hours.
#pragma once
#include <functional>

#include "platform/http/call.hpp"
#include "platform/http/router.hpp"

namespace http {

inline constexpr std::size_t longest_idempotency_key = 255;
// To the moment; the rows go some time after (jobs/upkeep.cpp).
inline constexpr std::chrono::hours idempotency_keys_live{24};

// Runs `answer` unless this caller sent the same key with the same request before: then the stored
// answer, marked with `Idempotency-Replayed: true`. Another request under the key:
// Refusal("idempotency_key_reused"). A failed request stores nothing, since its transaction rolls
// back.
Reply answer_once(Call& call, const Route& route, const std::function<Reply()>& answer);

} // namespace http
