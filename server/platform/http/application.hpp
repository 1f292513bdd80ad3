// The way of a request: router, guards, worker, transaction, handler, answer.
#pragma once
#include <functional>
#include <memory>

#include "platform/http/assets.hpp"
#include "platform/http/identity_provider.hpp"
#include "platform/http/router.hpp"
#include "platform/http/workers.hpp"

namespace http {

// What the socket side must know before it reads a body.
struct BodyPlan {
    std::uint64_t limit = default_body_limit;
    bool spool = false;
};

struct ApplicationSettings {
    std::size_t workers = 8;
    std::size_t queue_limit = 1024;
    std::size_t streams = 4; // bodies made while they are sent, at once
    double rate_limit_factor = 1;
    bool behind_tls = false; // sends HSTS
};

class Application {
  public:
    Application(Services& services, const Router& router, IdentityProvider& identities,
                const EmbeddedFiles& assets, ApplicationSettings settings);
    ~Application();

    // Called by the socket side, quick.
    BodyPlan plan(Method method, std::string_view target) const;
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
    Reply guarded(const Request& request, const Route& route, const PathValues& values,
                  const Identity& identity);
    Reply run(const Request& request, const Route& route, const PathValues& values,
              const Identity& identity);
    std::unique_ptr<State> state_;
};

} // namespace http
