// RFC 9457 problem documents: what a refusal or a failure looks like on the wire.
#pragma once
#include <span>
#include <string_view>

#include "platform/base/refusal.hpp"
#include "platform/db/error.hpp"
#include "platform/http/message.hpp"

namespace http {

// A kind of refusal. The code is stable; programs decide by it.
struct ProblemType {
    std::string_view code;
    int status;
    std::string_view title; // for people
};

// What the violation of a database constraint means to the caller.
struct ConstraintMeaning {
    std::string_view constraint;
    std::string_view code;  // one of the problem types
    std::string_view field; // the field at fault, or empty
};

// All problem types and constraint meanings: the platform's own and what features add.
class ProblemCatalogue {
  public:
    ProblemCatalogue(); // with the platform's own
    // A code or a constraint named twice is a programming error.
    void add(std::span<const ProblemType> types);
    void add(std::span<const ConstraintMeaning> meanings);
    const ProblemType* find(std::string_view code) const;
    const ConstraintMeaning* meaning_of(std::string_view constraint) const;
    std::span<const ProblemType> types() const { return types_; }

    Reply reply(const Refusal& refusal, std::string_view request_id) const;
    // Constraint violations by their meaning; time-outs and lost connections as 503; nullopt:
    // nothing of the caller's doing, a 500.
    std::optional<Reply> reply(const db::Error& error, std::string_view request_id) const;
    Reply internal_error(std::string_view request_id) const;

  private:
    std::vector<ProblemType> types_;
    std::vector<ConstraintMeaning> meanings_;
};

} // namespace http
