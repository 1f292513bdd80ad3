// The way of a request: router, guards, worker, transaction, handler, answer.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

#include "platform/http/assets.hpp"
#include "platform/http/identity_provider.hpp"
#include "platform/http/outward.hpp"
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
    // What is answered at pages_url when that is another host (pages_host.hpp).
    std::vector<std::string> pages_paths = {};
    // Of answers that wait for servers of others (outward.hpp).
    std::size_t outward_workers = 6; // as many as a browser asks for at once over HTTP/1.1
    std::size_t outward_queue = 64;  // may wait for them; more are answered 503
    std::chrono::milliseconds outward_patience{
        15'000}; // who waited longer is answered 503 at his turn
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
    // Whether it asks the host of pages, where there is no app and no WebSocket. Quick,
    // thread-safe.
    bool is_for_pages(const Request& request) const;
    // Runs the producer of a streamed body on a thread of its own. False: too many run already.
    [[nodiscard]] bool stream(std::function<void()> produce);

    // The whole way on the calling thread (workers use it, and so do tests of the pipeline).
    Reply answer(const Request& request);

    // Answers that wait for one of the outward workers.
    std::size_t waiting_outward() const;

    // No new requests; waits for those under way.
    void drain();

  private:
    struct State;
    struct Asked;
    std::optional<Reply> refusal_of(const Request& head);
    // Throws Outward.
    Reply answer_at_once(const Request& request, const Router::Match& match);
    Reply answer_outward(const Request& request, const Router::Match& match,
                         const Outward& outward);
    bool asks_for_life(const Request& request) const;
    void wait_outward(std::shared_ptr<Asked> asked, Outward outward);
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
