#include "platform/realtime/hub.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "platform/db/database.hpp"
#include "platform/http/guards.hpp"
#include "platform/http/workers.hpp"
#include "platform/log/log.hpp"
#include "platform/realtime/frames.hpp"
#include "platform/realtime/realtime.sql.hpp"
#include "platform/realtime/subscribe.hpp"

namespace realtime {
namespace {

const db::Scope system_scope{.role = db::Role::system};

struct Client {
    std::shared_ptr<net::WebSocket> socket;
    http::Request request;          // the upgrade, with who asks
    std::optional<Uuid> project_id; // set once subscribed
    http::Identity identity;
    std::vector<std::string> topics; // that he may listen to
    std::int64_t last_number = 0;
    bool asked = false;
    // While what he missed is looked up, what happens is kept for him, as much as replay may be.
    bool is_catching_up = false;
    bool missed_too_much = false;
    std::vector<Event> held;
    std::size_t held_bytes = 0;

    bool wants(const Event& event) const {
        return project_id == event.project_id && event.number > last_number
               && (!event.recipient_id || event.recipient_id == identity.user_id)
               && std::ranges::find(topics, event.topic) != topics.end();
    }
};

// Those that he has not got yet.
void send_frames(Client& client, const std::vector<Frame>& frames) {
    for (const auto& frame : frames) {
        if (frame.number <= client.last_number) continue;
        client.last_number = frame.number;
        client.socket->send(frame.text);
    }
}

bool is_about(const http::Identity& identity, std::string_view subject) {
    const auto is = [&](std::string_view kind, const std::optional<Uuid>& id) {
        return id && subject == std::string(kind) + '/' + id->text();
    };
    return is("session", identity.session_id) || is("user", identity.user_id)
           || is("key", identity.key_id) || is("project", identity.project_id);
}

} // namespace

struct Hub::State {
    Services& services;
    http::IdentityProvider& identities;
    HubSettings settings;

    mutable std::mutex mutex; // guards all below
    std::condition_variable woken;
    bool wake = false;
    bool stopping = false;
    std::unordered_map<net::WebSocket*, std::shared_ptr<Client>> clients;
    std::int64_t last_number = 0;
    std::vector<std::string> changed; // subjects whose clients may have lost their right
    bool all_changed = false;         // some of them were not heard of

    std::unique_ptr<http::Workers> lookups; // identity and replay: not on the I/O thread
    std::unique_ptr<db::Listener> listener;
    std::thread relay;

    void wake_relay();
    void run_relay();
    void number_new_events();
    void deliver_new_events();
    void deliver(const Event& event);
    void identity_changed(std::string_view subject);
    void check_identities();
    void check_identity(const std::shared_ptr<Client>& client);
    void refuse(const std::shared_ptr<Client>& client, std::string_view code);
    void subscribe(const std::shared_ptr<Client>& client, const Subscribe& wanted);
    http::Identity identify(const Client& client, const Uuid& project_id);
    std::vector<std::string> allowed(const http::Identity& identity,
                                     const std::vector<std::string>& topics) const;
    void check_user_limit(const http::Identity& identity);
    void replay(const std::shared_ptr<Client>& client, const Subscribe& wanted);
    std::optional<std::vector<Event>> events_missed(const Subscribe& wanted);
    void hold(Client& client, const Event& event) const;
    void answer(const std::shared_ptr<Client>& client, const std::string& text);
};

Hub::Hub(Services& services, http::IdentityProvider& identities, HubSettings settings)
    : state_(new State{services,
                       identities,
                       std::move(settings),
                       {},
                       {},
                       false,
                       false,
                       {},
                       0,
                       {},
                       false,
                       {},
                       {},
                       {}}) {}

Hub::~Hub() {
    stop();
}

void Hub::start() {
    auto& state = *state_;
    state.lookups = std::make_unique<http::Workers>(2, 1000);
    state.last_number = state.services.database.in_transaction(
        system_scope, [](db::Transaction& tx) { return tx.one<std::int64_t>(sql::last_number); });
    state.relay = std::thread([&state] { state.run_relay(); });
    const auto& listen_at = state.settings.listen_conninfo;
    state.listener = std::make_unique<db::Listener>(
        listen_at.empty() ? state.services.database.conninfo() : listen_at,
        std::vector<std::string>{"outbox", "outbox_numbered", "identity_changed"},
        [&state](std::string_view channel, std::string_view subject) {
            if (channel == "identity_changed") state.identity_changed(subject);
            state.wake_relay();
        },
        [&state] {
            state.identity_changed({});
            state.wake_relay();
        });
}

void Hub::stop() {
    auto& state = *state_;
    if (!state.relay.joinable()) return;
    state.listener.reset();
    {
        const std::lock_guard lock(state.mutex);
        state.stopping = true;
    }
    state.woken.notify_all();
    state.relay.join();
    state.lookups->drain();
}

std::size_t Hub::clients() const {
    const std::lock_guard lock(state_->mutex);
    return state_->clients.size();
}

// A page of another site may open a WebSocket with our cookie: the browser's Origin must be ours.
void Hub::upgrade(http::Request request, std::function<void(std::optional<Refusal>)> decide) {
    const auto origin = request.headers.find("Origin");
    const auto host = request.headers.get("Host");
    if (origin && !origin->ends_with("://" + std::string(host)))
        return decide(Refusal("cross_site_request"));
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping || !state_->lookups) return decide(Refusal("overloaded"));
    decide(std::nullopt); // who it is shows with the first message
}

void Hub::opened(std::shared_ptr<net::WebSocket> socket, const http::Request& request) {
    auto client = std::make_shared<Client>();
    client->socket = socket;
    client->request = request;
    client->request.headers.remove("X-Project-Id");
    const std::lock_guard lock(state_->mutex);
    state_->clients.emplace(socket.get(), std::move(client));
}

void Hub::message(const std::shared_ptr<net::WebSocket>& socket, std::string text) {
    std::shared_ptr<Client> client;
    {
        const std::lock_guard lock(state_->mutex);
        const auto found = state_->clients.find(socket.get());
        if (found == state_->clients.end()) return;
        client = found->second;
        if (std::exchange(client->asked, true))
            return socket->close(); // one subscription a connection
    }
    const bool queued = state_->lookups->post(
        [state = state_.get(), client, body = std::move(text)] { state->answer(client, body); });
    if (!queued) socket->close();
}

void Hub::closed(const std::shared_ptr<net::WebSocket>& socket) {
    const std::lock_guard lock(state_->mutex);
    state_->clients.erase(socket.get());
}

void Hub::State::answer(const std::shared_ptr<Client>& client, const std::string& text) {
    std::string code = "internal_error";
    try {
        return subscribe(client, meta::parse<Subscribe>(text));
    } catch (const Refusal& refusal) {
        code = refusal.code;
    } catch (const std::exception& error) {
        log::warn("subscription_failed", {{"what", error.what()}});
    }
    refuse(client, code);
}

void Hub::State::refuse(const std::shared_ptr<Client>& client, std::string_view code) {
    client->socket->send(refused_frame(code));
    client->socket->close();
}

void Hub::State::subscribe(const std::shared_ptr<Client>& client, const Subscribe& wanted) {
    const auto identity = identify(*client, wanted.project_id);
    check_user_limit(identity);
    auto granted = wanted;
    granted.topics = allowed(identity, wanted.topics);
    client->identity = identity;
    replay(client, granted);
    check_identity(client); // what changed before he was on the list was not told to him
}

http::Identity Hub::State::identify(const Client& client, const Uuid& project_id) {
    auto request = client.request;
    request.headers.set("X-Project-Id", project_id.text());
    auto identity = identities.identify(request, true);
    if (identity.is_guest()) throw Refusal("sign_in_required");
    if (identity.project_id != project_id) throw Refusal("not_found");
    return identity;
}

// A topic that there is not, or not for this caller, is left out: screens ask for what they show,
// whoever looks at them.
std::vector<std::string> Hub::State::allowed(const http::Identity& identity,
                                             const std::vector<std::string>& topics) const {
    std::vector<std::string> granted;
    for (const auto& topic : topics) {
        const auto found = settings.topics.find(topic);
        if (found != settings.topics.end() && !http::why_refused(found->second, identity))
            granted.push_back(topic);
    }
    return granted;
}

void Hub::State::check_user_limit(const http::Identity& identity) {
    const std::lock_guard lock(mutex);
    const auto same = std::ranges::count_if(clients, [&](const auto& entry) {
        return entry.second->project_id && entry.second->identity.user_id == identity.user_id;
    });
    if (static_cast<std::size_t>(same) >= settings.clients_per_user)
        throw Refusal("too_many_requests");
}

// He is on the list before the database is asked, so that no event falls between. Asked without the
// lock: the I/O thread takes it too, and must not wait for a database that takes its time.
void Hub::State::replay(const std::shared_ptr<Client>& client, const Subscribe& wanted) {
    {
        const std::lock_guard lock(mutex);
        client->topics = wanted.topics;
        client->project_id = wanted.project_id;
        client->last_number = wanted.after.value_or(last_number);
        if (!wanted.after)
            return client->socket->send(start_frame("ready", last_number, client->topics));
        client->is_catching_up = true;
    }
    auto events = events_missed(wanted);
    const std::lock_guard lock(mutex);
    client->is_catching_up = false;
    const auto held = std::exchange(client->held, {});
    if (!events || client->missed_too_much) {
        client->last_number = last_number;
        return client->socket->send(start_frame("reset", last_number, client->topics));
    }
    client->socket->send(start_frame("ready", last_number, client->topics));
    events->insert(events->end(), held.begin(), held.end()); // some are in both
    for (const auto& event : *events)
        if (client->wants(event)) send_frames(*client, event_frames(event));
}

// nullopt: more than is replayed, or forgotten.
std::optional<std::vector<Event>> Hub::State::events_missed(const Subscribe& wanted) {
    return services.database.in_transaction(
        system_scope, [&](db::Transaction& tx) -> std::optional<std::vector<Event>> {
            const auto oldest = tx.one<std::int64_t>(sql::oldest_number);
            if (oldest > 0 && *wanted.after + 1 < oldest) return std::nullopt;
            auto events = tx.all<Event>(sql::project_events_after, wanted.project_id, *wanted.after,
                                        wanted.topics, settings.replay_limit + 1);
            std::size_t bytes = 0;
            for (const auto& event : events) bytes += event.data.text.size();
            const bool too_many =
                std::ssize(events) > settings.replay_limit || bytes > settings.replay_limit_bytes;
            return too_many ? std::nullopt : std::optional(std::move(events));
        });
}

void Hub::State::hold(Client& client, const Event& event) const {
    client.held_bytes += event.data.text.size();
    client.missed_too_much = client.missed_too_much
                             || std::ssize(client.held) >= settings.replay_limit
                             || client.held_bytes > settings.replay_limit_bytes;
    if (!client.missed_too_much) client.held.push_back(event);
}

void Hub::State::wake_relay() {
    {
        const std::lock_guard lock(mutex);
        wake = true;
    }
    woken.notify_one();
}

void Hub::State::run_relay() {
    for (;;) {
        {
            std::unique_lock lock(mutex);
            woken.wait_for(lock, settings.poll, [this] { return wake || stopping; });
            if (stopping) return;
            wake = false;
        }
        try {
            check_identities();
            number_new_events();
            deliver_new_events();
        } catch (const std::exception& error) {
            log::warn("relay_failed",
                      {{"what", error.what()}}); // the next round sends what this one did not
        }
    }
}

// Empty: anybody may have changed. The cache may hear of it later than we do.
void Hub::State::identity_changed(std::string_view subject) {
    if (!subject.empty()) identities.forget(subject);
    const std::lock_guard lock(mutex);
    if (subject.empty())
        all_changed = true;
    else
        changed.emplace_back(subject);
}

// Who lost his session, key or membership hears nothing any more, who got another role what that
// role may hear.
void Hub::State::check_identities() {
    std::vector<std::shared_ptr<Client>> concerned;
    {
        const std::lock_guard lock(mutex);
        for (const auto& [socket, client] : clients) {
            if (client->project_id
                && (all_changed || std::ranges::any_of(changed, [&](const auto& subject) {
                        return is_about(client->identity, subject);
                    })))
                concerned.push_back(client);
        }
        changed.clear();
        all_changed = false;
    }
    for (const auto& client : concerned) check_identity(client);
}

void Hub::State::check_identity(const std::shared_ptr<Client>& client) {
    try {
        auto identity = identify(*client, *client->project_id);
        const std::lock_guard lock(mutex);
        auto granted = allowed(identity, client->topics);
        client->identity = std::move(identity);
        client->topics = std::move(granted);
    } catch (const Refusal& refusal) {
        {
            const std::lock_guard lock(mutex);
            client->topics.clear(); // closing takes the client's answer
        }
        refuse(client, refusal.code);
    }
}

void Hub::State::number_new_events() {
    for (bool more = true; more;) {
        more = services.database.in_transaction(system_scope, [](db::Transaction& tx) {
            if (!tx.one<bool>(sql::try_relay_lock))
                return false; // another node does it, and will notify
            const auto count = tx.query(sql::number_events).rows();
            if (count > 0) tx.query(sql::notify_numbered, std::to_string(count));
            return count == 1000;
        });
    }
}

void Hub::State::deliver_new_events() {
    constexpr std::int64_t page = 1000;
    for (;;) {
        const auto events =
            services.database.in_transaction(system_scope, [&](db::Transaction& tx) {
                return tx.all<Event>(sql::events_after, last_number, page);
            });
        if (events.empty()) return;
        const std::lock_guard lock(mutex);
        for (const auto& event : events) deliver(event);
        last_number = events.back().number;
        if (static_cast<std::int64_t>(events.size()) < page) return;
    }
}

void Hub::State::deliver(const Event& event) {
    std::vector<Frame> frames; // made for the first who wants them
    for (auto& [socket, client] : clients) {
        if (!client->wants(event)) continue;
        if (client->is_catching_up) {
            hold(*client, event);
            continue;
        }
        if (frames.empty()) frames = event_frames(event);
        send_frames(*client, frames);
    }
}

} // namespace realtime
