// The way of a request: router, guards, worker, transaction, handler, answer.
#pragma once
#include <functional>
#include <memory>

#include "platform/http/assets.hpp"
#include "platform/http/identity_provider.hpp"
#include "platform/http/router.hpp"
#include "platform/http/workers.hpp"

namespace db {
class Replica;
}

namespace http {

// What the socket side must know before it reads a body.
struct BodyPlan {
    std::uint64_t limit = default_body_limit;
    bool spool = false;
    // Bytes that anybody may send; before more are read, admit() is asked who sends them.
    static constexpr std::uint64_t unasked = 64 * 1024;
};

struct ApplicationSettings {
    std::size_t workers = 8;
    std::size_t queue_limit = 1024;
    std::size_t streams = 4; // bodies made while they are sent, at once
    double rate_limit_factor = 1;
    bool behind_tls = false;        // sends HSTS
    db::Replica* replica = nullptr; // answers `reports` while it is near
    // Patterns of GETs that read much, store nothing and may be seconds old.
    std::vector<std::string> reports = {};
};

class Application {
  public:
    Application(Services& services, const Router& router, IdentityProvider& identities,
                const EmbeddedFiles& assets, ApplicationSettings settings);
    ~Application();

    // Called by the socket side, quick.
    BodyPlan plan(Method method, std::string_view target) const;
    // Whether the caller may call this at all, by the head of his request: on a worker, through
    // `decide`, exactly once. Nothing lets him send the body; a reply refuses. `head` must live
    // until then. Thread-safe.
    void admit(const Request& head, std::function<void(std::optional<Reply>)> decide);
    // The answer to what became no request, or could not be answered. Quick, thread-safe.
    Reply refuse(const Refusal& refusal, const std::string& request_id) const;
    // Answers on a worker through `done`, exactly once; a full queue answers at once with 503.
    // Thread-safe.
    void handle(Request request, std::function<void(Reply)> done);
    // Runs the producer of a streamed body on a thread of its own. False: too many run already.
    [[nodiscard]] bool stream(std::function<void()> produce);

    // The whole way on the calling thread (workers use it, and so do tests of the pipeline).
    Reply answer(const Request& request);

    // No new requests; waits for those under way.
    void drain();

  private:
    struct State;
    std::optional<Reply> refusal_of(const Request& head);
    // Finds out who calls, lets `act` go on, and makes an answer of what it throws.
    Reply answered(const Request& request, const Router::Match& match,
                   const std::function<Reply(const Identity&)>& act);
    Reply guarded(const Request& request, const Route& route, const PathValues& values,
                  const Identity& identity);
    Reply run(const Request& request, const Route& route, const PathValues& values,
              const Identity& identity);
    std::unique_ptr<State> state_;
};

} // namespace http
