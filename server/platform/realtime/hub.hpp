// WebSocket clients and the events they listen to. Numbered after commit, carried between nodes by
// LISTEN/NOTIFY, resumable from the last number seen, slow readers dropped.
#pragma once
#include <map>
#include <memory>

#include "platform/http/identity_provider.hpp"
#include "platform/net/server.hpp"
#include "platform/services.hpp"

namespace realtime {

// Who may listen to what: a topic's name and the access that reading its things takes.
using Topics = std::map<std::string, http::Access, std::less<>>;

struct HubSettings {
    Topics topics;
    std::string listen_conninfo;          // empty: where the services' database is
    std::chrono::milliseconds poll{1000}; // looks for events when no NOTIFY came
    std::size_t clients_per_user = 20;    // more are refused: tabs and devices of one person
    // Of events after `after`; a client further behind is told to reset. Below what net::Limits
    // lets wait for a reader, so that catching up does not drop him.
    std::int64_t replay_limit = 1000;
    std::size_t replay_limit_bytes = 256 * 1024;
    std::chrono::hours events_live{24};
};

// The protocol, as JSON text frames.
//   client, once, first: {"project_id": "…", "topics": ["contacts", "jobs"], "after": 120}   (after
//   may be null) server: {"type": "ready", "number": 130, "topics": ["contacts"]}
//                        those that he may listen to
//           {"type": "event", "number": 131, "topic": "contacts", "name": "contact.updated",
//           "data": {…}}
//           {"type": "reset", "number": 130}      too far behind: fetch everything anew
//           {"type": "refused", "code": "not_found"}  and the connection closes; also later, when
//           his session, key or membership ends
class Hub : public net::WebSocketHandler {
  public:
    Hub(Services& services, http::IdentityProvider& identities, HubSettings settings);
    ~Hub() override;
    void start(); // the relay thread and its LISTEN
    void stop();

    void upgrade(http::Request request,
                 std::function<void(std::optional<Refusal>)> decide) override;
    void opened(std::shared_ptr<net::WebSocket> socket, const http::Request& request) override;
    void message(const std::shared_ptr<net::WebSocket>& socket, std::string text) override;
    void closed(const std::shared_ptr<net::WebSocket>& socket) override;

    std::size_t clients() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace realtime
